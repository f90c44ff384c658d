/**
 * Knows which commands the drive has: one row for each, from which validation, dispatch, REPORT SUPPORTED OPERATION
 * CODES, the trace and docs/mmc-commands.md are derived.
 *
 * <p>Must not know what a command does, nor anything of the drive's state.
 *
 * <p>Standards: SPC-4, SBC-3 and MMC-6 for the commands and their fields; MMC wins where they differ.
 */
package io.spindle.scsi.command;
