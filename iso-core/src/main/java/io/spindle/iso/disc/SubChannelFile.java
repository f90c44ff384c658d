package io.spindle.iso.disc;

import io.spindle.iso.bytes.ByteSource;

/**
 * The sub-channels of the sectors of an extent, one behind the other, apart from the main channels.
 *
 * @param source where; several extents may share one
 * @param offsetBytes where those of the first sector start in it
 */
public record SubChannelFile(ByteSource source, long offsetBytes) {}
