/**
 * Knows the mode pages of a drive, how they are read and which of their bits can be changed.
 *
 * <p>Must not know what the drive does with them, nor who else is told of a change.
 *
 * <p>Standards: SPC-4, 7.5, for headers and general pages; MMC-6, 7, and SFF-8020i for those of optical drives.
 */
package io.spindle.scsi.mode;
