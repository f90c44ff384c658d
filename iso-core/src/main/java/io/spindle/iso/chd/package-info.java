/**
 * Knows how MAME's compressed hunks of data, version 5, hold a CD: header, map of hunks, codecs, and the texts that tell
 * of tracks.
 *
 * <p>Must not know where the tracks come to lie on a disc, nor who reads them; what a file declares of its lengths is
 * believed only as far as the file goes.
 *
 * <p>Standards: none; the format is what MAME's {@code chdman} writes. Deflate is RFC 1951, zstd RFC 8878, FLAC RFC 9639.
 */
package io.spindle.iso.chd;
