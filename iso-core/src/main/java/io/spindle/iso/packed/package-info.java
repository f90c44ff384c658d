/**
 * Knows how bytes are packed into fewer: gzip, xz, zstd, bzip2, CSO and ZSO; which of them can be read at any place, and
 * where the others are expanded to, once.
 *
 * <p>Must not know what the expanded bytes mean, nor who reads them; what a file declares of its lengths is believed only
 * as far as memory, time and disk allow.
 *
 * <p>Standards: RFC 1952 (gzip), the .xz file format 1.2, RFC 8878 (zstd) with the zstd project's seekable format, and for
 * CSO and ZSO what their packers write.
 */
package io.spindle.iso.packed;
