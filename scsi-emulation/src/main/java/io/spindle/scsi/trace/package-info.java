/**
 * Knows how a command and its outcome read as a line of text, in the words of the standards.
 *
 * <p>Must not know where such lines go, nor the drive's state.
 *
 * <p>Standards: the names are those of SPC-4, SBC-3 and MMC-6.
 */
package io.spindle.scsi.trace;
