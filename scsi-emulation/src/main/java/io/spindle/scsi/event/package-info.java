/**
 * Knows the events of a drive and how GET EVENT STATUS NOTIFICATION tells them.
 *
 * <p>Must not know what makes them happen, nor which initiators there are.
 *
 * <p>Standard: MMC-6, 6.6.
 */
package io.spindle.scsi.event;
