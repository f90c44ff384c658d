/**
 * Knows how far the bytes of a disc can be trusted: what the image itself, files of checksums and signatures say of them.
 *
 * <p>Must not know who asks, nor what is refused because of the answer.
 *
 * <p>Standards: isomd5sum and libisofs for what they implant, ECMA-130 for error detection codes, RFC 9162, 2.1 for trees of
 * hashes.
 */
package io.spindle.iso.verification;
