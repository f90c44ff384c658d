/**
 * Knows who has reserved the drive: RESERVE and RELEASE, and persistent reservations.
 *
 * <p>Must not know which initiator ports are connected at the moment: it knows them by name.
 *
 * <p>Standards: SPC-2, 5.5.1, for RESERVE and RELEASE; SPC-4, 5.13, for persistent reservations.
 */
package io.spindle.scsi.reservation;
