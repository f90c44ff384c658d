package io.spindle.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.FileRegion;
import io.netty.channel.MessageSizeEstimator;

/** Counts messages by the bytes that they send; Netty's own counts a file region as nothing. */
enum SentBytesEstimator implements MessageSizeEstimator, MessageSizeEstimator.Handle {
    INSTANCE;

    @Override
    public Handle newHandle() {
        return this;
    }

    @Override
    public int size(Object message) {
        if (message instanceof ByteBuf bytes) {
            return bytes.readableBytes();
        }
        return message instanceof FileRegion region ? (int) Math.min(Integer.MAX_VALUE, region.count()) : 0;
    }
}
