package io.spindle.nbd.handler;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.spindle.iso.bytes.AllocationExtent;
import io.spindle.nbd.codec.ReplyEncoder;
import io.spindle.nbd.protocol.NbdError;
import io.spindle.nbd.protocol.NbdRequest;
import io.spindle.transport.MappedPages;
import io.spindle.transport.UnsentBytes;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Writes the replies of one connection, and counts those that are not with the kernel yet.
 *
 * <p>They are counted by number and not by bytes, for what a reply costs is its header and its place in the queue: pages
 * and regions of files take no memory.
 */
final class Replies {
    private final ChannelHandlerContext ctx;
    private final ReplyEncoder encoder;
    private final NbdTrace trace;
    private final Runnable whenSent;
    /** Null without encryption. */
    private final PacedWrites pacing;

    private int unsent;
    private int unmarked;

    /** Replies in that form; {@code whenSent} is run when the kernel has taken some that it did not take at once. */
    Replies(ChannelHandlerContext ctx, ReplyEncoder encoder, NbdTrace trace, Runnable whenSent) {
        this.ctx = ctx;
        this.encoder = encoder;
        this.trace = trace;
        this.whenSent = whenSent;
        this.pacing = ctx.pipeline().get(PacedWrites.class);
    }

    /** Runs a task on the event loop. A fault in it ends the connection: else the client waits for its reply for ever. */
    void execute(Runnable task) {
        ctx.executor().execute(() -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                ctx.pipeline().fireExceptionCaught(e);
            }
        });
    }

    /** How many replies were written and are not known to be with the kernel. */
    int unsent() {
        return unsent;
    }

    /** How many bytes the kernel has yet to take; on any thread, where it may be a little old. */
    long unsentBytes() {
        return UnsentBytes.of(ctx.channel()) + (pacing == null ? 0 : pacing.waitingBytes());
    }

    void success(NbdRequest request) {
        ByteBuf out = ctx.alloc().directBuffer(ReplyEncoder.MAXIMUM_DATA_HEADER_BYTES);
        encoder.success(out, request);
        trace.success(request);
        write(out);
    }

    void error(NbdRequest request, NbdError error, String text) {
        ByteBuf out = ctx.alloc().directBuffer();
        encoder.error(out, request, error, text);
        trace.error(request, error, text);
        write(out);
    }

    /** The header and the pages of a file, which are sent in one gathering write, or as a region when they are many. */
    void pages(NbdRequest request, MappedPages pages, boolean asRegion) {
        int lengthBytes = (int) request.length();
        ByteBuf header = ctx.alloc().directBuffer(ReplyEncoder.MAXIMUM_DATA_HEADER_BYTES);
        encoder.dataHeader(header, request, lengthBytes);
        ctx.write(header, ctx.voidPromise());
        if (asRegion) {
            pages.writeRegion(ctx, request.offset(), lengthBytes);
        } else {
            pages.writePages(ctx, request.offset(), lengthBytes);
        }
        trace.data(request);
        wrote();
    }

    /** The header and bytes that lie in memory, which must stay there until they are written. */
    ChannelFuture held(NbdRequest request, List<ByteBuffer> parts) {
        ByteBuf header = ctx.alloc().directBuffer(ReplyEncoder.MAXIMUM_DATA_HEADER_BYTES);
        encoder.dataHeader(header, request, (int) request.length());
        ctx.write(header, ctx.voidPromise());
        int last = parts.size() - 1;
        for (ByteBuffer part : parts.subList(0, last)) {
            ctx.write(Unpooled.wrappedBuffer(part), ctx.voidPromise());
        }
        ChannelFuture written = ctx.write(Unpooled.wrappedBuffer(parts.get(last)));
        trace.data(request);
        wrote();
        return written;
    }

    /** A buffer with the header of a read, and room for its data behind it. */
    ByteBuf copy(NbdRequest request) {
        ByteBuf reply = ctx.alloc().directBuffer((int) copyBytes(request));
        encoder.dataHeader(reply, request, (int) request.length());
        return reply;
    }

    static long copyBytes(NbdRequest request) {
        return ReplyEncoder.MAXIMUM_DATA_HEADER_BYTES + request.length();
    }

    /** Sends what {@link #copy} gave, when its data is there. */
    ChannelFuture copied(NbdRequest request, ByteBuf reply) {
        reply.writerIndex(reply.writerIndex() + (int) request.length());
        trace.data(request);
        ChannelFuture written = ctx.write(reply);
        wrote();
        return written;
    }

    ChannelFuture blockStatus(NbdRequest request, List<AllocationExtent> extents) {
        ByteBuf out = ctx.alloc().directBuffer(ReplyEncoder.blockStatusBytes(extents.size()));
        encoder.blockStatus(out, request, Negotiation.ALLOCATION_CONTEXT_ID, extents);
        trace.blockStatus(request, extents);
        ChannelFuture written = ctx.write(out);
        wrote();
        return written;
    }

    private void write(ByteBuf reply) {
        ctx.write(reply, ctx.voidPromise());
        wrote();
    }

    private void wrote() {
        unsent++;
        unmarked++;
    }

    /** Hands all that was written to the kernel; what it does not take at once is followed by a mark that tells when. */
    void flush() {
        if (unmarked == 0) {
            return;
        }
        ctx.flush();
        int marked = unmarked;
        unmarked = 0;
        if (isAllSent()) {
            unsent -= marked;
            return;
        }
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> {
            unsent -= marked;
            whenSent.run();
        });
    }

    private boolean isAllSent() {
        ChannelOutboundBuffer outbound = ctx.channel().unsafe().outboundBuffer();
        return pacing == null && outbound != null && outbound.isEmpty();
    }

    /** When all replies are with the kernel, or will never be. */
    ChannelFuture afterAll() {
        return ctx.writeAndFlush(Unpooled.EMPTY_BUFFER);
    }
}
