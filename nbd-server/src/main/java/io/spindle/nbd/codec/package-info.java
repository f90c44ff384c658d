/**
 * Knows how messages of the NBD protocol lie in bytes: framing and field shapes.
 *
 * <p>Must not know what a server decides, nor read an export; buffers end here on the way in and begin here on the way
 * out.
 *
 * <p>Standard: {@code doc/proto.md} of the NetworkBlockDevice project.
 */
package io.spindle.nbd.codec;
