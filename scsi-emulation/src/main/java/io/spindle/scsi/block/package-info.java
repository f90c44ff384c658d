/**
 * Knows the commands that see a disc as blocks of 2048 bytes: READ, VERIFY, PRE-FETCH, SEEK, READ CAPACITY.
 *
 * <p>Must not know the drive's state: it is given a medium that is ready.
 *
 * <p>Standards: SBC-3 and MMC-6; where they differ, MMC-6.
 */
package io.spindle.scsi.block;
