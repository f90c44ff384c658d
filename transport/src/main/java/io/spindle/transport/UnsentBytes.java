package io.spindle.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/** What was written to a connection and is not with the kernel yet. */
public final class UnsentBytes {
    private UnsentBytes() {}

    /** How much that is, and some overhead; on any thread, where it may be a little old. */
    public static long of(Channel channel) {
        ChannelOutboundBuffer outbound = channel.unsafe().outboundBuffer();
        // What is pending includes the whole of a message that is sent in part.
        return outbound == null ? 0 : outbound.totalPendingWriteBytes() - outbound.currentProgress();
    }
}
