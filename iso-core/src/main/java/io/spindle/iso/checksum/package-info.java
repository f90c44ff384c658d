/**
 * Knows how publishers write digests of files down, and which files beside an image may hold one of it.
 *
 * <p>Must not know whether a digest is right, nor who signed it.
 *
 * <p>Standards: none; the lines are those of GNU coreutils, of BSD's digest programs and of OpenSSL.
 */
package io.spindle.iso.checksum;
