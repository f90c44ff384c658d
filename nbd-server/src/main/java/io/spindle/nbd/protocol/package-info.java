/**
 * Knows the messages of the NBD protocol and their numbers, in the words of the specification.
 *
 * <p>Must not know Netty, buffers, exports, nor what a server decides.
 *
 * <p>Standard: {@code doc/proto.md} of the NetworkBlockDevice project, with its extension EXTENDED_HEADERS.
 */
package io.spindle.nbd.protocol;
