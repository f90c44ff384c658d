/**
 * Knows how operators reach drives and discs: the service, its HTTP faces, and the machines that it changes.
 *
 * <p>Must not know how NBD and iSCSI look on the wire, nor what a SCSI command means.
 *
 * <p>Standards: named by the packages below it.
 */
package io.spindle.control;
