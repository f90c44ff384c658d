/**
 * Knows what a drive is towards an operator: disc, tray, lock, who waits for what, and how two operators meet.
 *
 * <p>Must not know HTTP, QMP, SCSI, nor who carries a drive: that is behind {@link io.spindle.control.drive.DriveCarrier}.
 *
 * <p>Standard: none; the words are those of MMC-6.
 */
package io.spindle.control.drive;
