/**
 * Knows which discs there are and what they are called: watched folders, single files, added sources, remembered sizes.
 *
 * <p>Must not know how a disc is served, nor let a name that a client sent reach the disk.
 *
 * <p>Standard: none; names are UTF-8 of at most 255 bytes.
 */
package io.spindle.iso.library;
