package io.spindle.nbd.handler;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.CoalescingBufferQueue;
import java.nio.channels.ClosedChannelException;

/**
 * Hands replies to the encryption piece by piece, the next when the one before is with the kernel.
 *
 * <p>What is encrypted takes memory a second time; a client that does not read its replies is to hold one piece of it.
 */
final class PacedWrites extends ChannelOutboundHandlerAdapter {
    /** What one record of TLS carries. */
    private static final int PIECE_BYTES = 16 * 1024;

    private CoalescingBufferQueue waiting;
    private boolean sending;

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        waiting = new CoalescingBufferQueue(ctx.channel());
    }

    /** What is not with the encryption yet; on any thread, where it may be a little old. */
    int waitingBytes() {
        return waiting.readableBytes();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        waiting.add((ByteBuf) message, promise);
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        while (!sending && !waiting.isEmpty()) {
            ChannelPromise sent = ctx.newPromise();
            ctx.writeAndFlush(waiting.remove(PIECE_BYTES, sent), sent);
            if (!sent.isDone()) {
                sending = true;
                sent.addListener(done -> {
                    sending = false;
                    // Not here, in the middle of a flush.
                    ctx.executor().execute(() -> flush(ctx));
                });
            }
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        waiting.releaseAndFailAll(new ClosedChannelException());
    }
}
