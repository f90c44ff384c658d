/**
 * Knows where bytes come from: files, padding, faults, and who still holds them open.
 *
 * <p>Must not know what the bytes mean (images, discs, file systems) nor which protocol carries them away.
 *
 * <p>Standard: none; the allocation map follows {@code lseek(2)} with SEEK_DATA and SEEK_HOLE.
 */
package io.spindle.iso.bytes;
