package io.spindle.nbd.handler;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.spindle.iso.bytes.AllocationExtent;
import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.MappedFile;
import io.spindle.nbd.codec.ReplyEncoder;
import io.spindle.nbd.codec.RequestDecoder;
import io.spindle.nbd.protocol.NbdCommand;
import io.spindle.nbd.protocol.NbdError;
import io.spindle.nbd.protocol.NbdRequest;
import io.spindle.transport.CopyBudget;
import io.spindle.transport.MappedPages;
import io.spindle.transport.Peers;
import io.spindle.transport.WaitingReads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transmission phase of a connection: takes requests, refuses what a read-only export refuses, and answers the rest.
 *
 * <p>What is in memory is answered on the event loop, many replies a flush; what may wait for a device goes to a thread
 * that may wait, and is answered when it is there, in whatever order. Requests are pulled: none is taken while too many
 * are under way or the client does not read its replies.
 */
final class TransmissionHandler extends ChannelInboundHandlerAdapter implements CopyBudget.Holder {
    private static final Logger LOG = LoggerFactory.getLogger(TransmissionHandler.class);
    private static final int MAXIMUM_UNDER_WAY = 128;
    private static final long CACHE_PIECE_BYTES = 1 << 20;
    /** All that a compact header can announce. */
    private static final long MAXIMUM_REFUSED_PAYLOAD_BYTES = 0xFFFF_FFFFL;

    private final ConnectionContext shared;
    private final Negotiated negotiated;
    private final NbdTrace trace;
    private final RequestDecoder decoder;
    private final RequestPolicy policy;
    private final ReplyEncoder replies;
    private final ByteSource source;
    private final MappedFile mapped;
    private final MappedPages pages;
    private final WaitingReads.Lane lane;
    private final boolean encrypted;

    private ChannelHandlerContext ctx;
    private ByteBuf cumulation;
    private int underWay;
    private boolean intactChecked;
    private boolean flushScheduled;
    /** No further bytes are taken from the client; what is here already is answered. */
    private boolean inputEnded;
    /** The client said that it is done: whatever it sends after that is not looked at. */
    private boolean disconnected;

    private boolean finishing;
    private volatile boolean closed;

    TransmissionHandler(ConnectionContext shared, Negotiated negotiated, NbdTrace trace, ByteBuf received) {
        this.shared = shared;
        this.negotiated = negotiated;
        this.trace = trace;
        this.cumulation = received;
        this.decoder = new RequestDecoder(negotiated.extended());
        this.policy = new RequestPolicy(negotiated);
        this.replies = negotiated.replies();
        this.source = negotiated.lease().source();
        this.mapped = source.mappedFile().orElse(null);
        this.pages = mapped == null ? null : new MappedPages(mapped);
        this.lane = shared.waitingReads().lane(negotiated.export().data());
        this.encrypted = shared.tls().isPresent();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        ctx = added;
        ctx.executor().execute(this::takeRequests);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (inputEnded || disconnected) {
            bytes.release();
            return;
        }
        cumulation = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), cumulation, bytes);
        pullRequests();
        // Now and not when all was read: what cannot be taken is to stay with the client.
        ctx.channel().config().setAutoRead(isReadyForMore());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        intactChecked = false;
        ctx.flush();
        settle();
    }

    /** Comes in the middle of a write, so nothing may be written here: it would stand between a header and its data. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        scheduleFlush();
        ctx.fireChannelWritabilityChanged();
    }

    private void takeRequests() {
        if (closed) {
            return;
        }
        intactChecked = false;
        pullRequests();
        ctx.flush();
        settle();
    }

    private void pullRequests() {
        while (!disconnected && isReadyForMore()) {
            NbdRequest request = decoder.next(cumulation);
            if (request == null) {
                break;
            }
            trace.request(request);
            serve(request);
        }
        releaseRead();
        if (decoder.isMalformed() && !disconnected) {
            LOG.info("client {}: bytes that are no request, closed", Peers.name(ctx.channel()));
            disconnected = true;
        }
    }

    /** An idle connection is to hold no memory. */
    private void releaseRead() {
        if (!cumulation.isReadable()) {
            cumulation.release();
            cumulation = Unpooled.EMPTY_BUFFER;
        }
    }

    private boolean isReadyForMore() {
        return underWay < MAXIMUM_UNDER_WAY && ctx.channel().isWritable();
    }

    /** Reads on or not, and ends when nothing is left to do. */
    private void settle() {
        if (closed) {
            return;
        }
        boolean ready = isReadyForMore();
        ctx.channel().config().setAutoRead(ready || inputEnded || disconnected);
        boolean nothingToTake = disconnected || (inputEnded && ready);
        if (nothingToTake && underWay == 0 && !finishing) {
            finish();
        }
    }

    /** Closes once all replies are with the kernel. */
    private void finish() {
        finishing = true;
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            boolean clientMaySend = inputEnded && !encrypted && written.isSuccess();
            if (clientMaySend && ctx.channel() instanceof DuplexChannel duplex && !duplex.isInputShutdown()) {
                // Closing with unread requests would reset the connection and lose replies on the way.
                duplex.shutdownOutput();
            } else {
                ctx.close();
            }
        });
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            if (finishing) {
                ctx.close();
            } else {
                takeRequests();
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    /** Takes no more from the client, answers what is here, and closes. Called on the event loop. */
    void drain() {
        inputEnded = true;
        takeRequests();
    }

    private void serve(NbdRequest request) {
        if (decoder.payloadBytes(request) > MAXIMUM_REFUSED_PAYLOAD_BYTES || decoder.payloadBytes(request) < 0) {
            LOG.info("client {}: a payload of {} bytes, closed", Peers.name(ctx.channel()), request.length());
            disconnected = true;
            return;
        }
        Optional<NbdCommand> command = NbdCommand.fromWire(request.type());
        if (command.isEmpty()) {
            refuse(request, RequestPolicy.unknown(request));
            return;
        }
        Optional<RequestPolicy.Refusal> refusal = policy.check(command.get(), request);
        if (refusal.isPresent()) {
            refuse(request, refusal.get());
        } else {
            perform(command.get(), request);
        }
    }

    private void perform(NbdCommand command, NbdRequest request) {
        switch (command) {
            case NBD_CMD_READ -> read(request);
            case NBD_CMD_DISC -> disconnected = true;
            case NBD_CMD_FLUSH -> succeed(request);
            case NBD_CMD_CACHE -> cache(request, 0);
            case NBD_CMD_BLOCK_STATUS -> blockStatus(request);
            case NBD_CMD_WRITE, NBD_CMD_TRIM, NBD_CMD_WRITE_ZEROES, NBD_CMD_RESIZE ->
                throw new IllegalStateException(command + " was not refused");
        }
    }

    private void read(NbdRequest request) {
        if (request.length() == 0) {
            succeed(request);
        } else if (encrypted || !isMapped(request)) {
            copyWhenAffordable(request);
        } else if (mapped.isResident(request.offset(), request.length())) {
            sendIfIntact(request);
        } else {
            wait(request, () -> source.preload(request.offset(), request.length()), () -> send(request));
        }
    }

    private boolean isMapped(NbdRequest request) {
        return mapped != null && request.offset() + request.length() <= mapped.lengthBytes();
    }

    private void sendIfIntact(NbdRequest request) {
        if (!intactChecked) {
            try {
                mapped.checkIntact();
                intactChecked = true;
            } catch (IOException e) {
                fail(request, e);
                return;
            }
        }
        send(request);
    }

    private void send(NbdRequest request) {
        int lengthBytes = (int) request.length();
        ByteBuf header = ctx.alloc().directBuffer(ReplyEncoder.MAXIMUM_DATA_HEADER_BYTES);
        replies.dataHeader(header, request, lengthBytes);
        ctx.write(header, ctx.voidPromise());
        if (lengthBytes >= shared.regionThresholdBytes()) {
            pages.writeRegion(ctx, request.offset(), lengthBytes);
        } else {
            pages.writePages(ctx, request.offset(), lengthBytes);
        }
        trace.data(request);
    }

    /** Replies that are copied or encrypted take memory, of which all connections share a fixed amount. */
    private void copyWhenAffordable(NbdRequest request) {
        underWay++;
        long bytes = copyBytes(request);
        boolean taken = shared.copies()
                .take(
                        this,
                        bytes,
                        () -> ctx.executor().execute(() -> {
                            if (closed) {
                                underWay--;
                                shared.copies().giveBack(this, bytes);
                                leaveIfClosed();
                            } else {
                                copy(request);
                                scheduleFlush();
                            }
                        }));
        if (taken) {
            copy(request);
        }
    }

    private static long copyBytes(NbdRequest request) {
        return ReplyEncoder.MAXIMUM_DATA_HEADER_BYTES + request.length();
    }

    private void copy(NbdRequest request) {
        underWay--;
        int lengthBytes = (int) request.length();
        ByteBuf reply = ctx.alloc().directBuffer((int) copyBytes(request));
        replies.dataHeader(reply, request, lengthBytes);
        ByteBuffer data = reply.nioBuffer(reply.writerIndex(), lengthBytes);
        WaitingTask read = () -> source.read(request.offset(), data);
        if (!source.readsAtOnce(request.offset(), lengthBytes)) {
            wait(request, read, () -> sendCopy(request, reply), () -> dropCopy(request, reply));
            return;
        }
        try {
            read.run();
            sendCopy(request, reply);
        } catch (IOException e) {
            dropCopy(request, reply);
            fail(request, e);
        }
    }

    private void sendCopy(NbdRequest request, ByteBuf reply) {
        reply.writerIndex(reply.writerIndex() + (int) request.length());
        trace.data(request);
        ctx.write(reply).addListener(written -> shared.copies().giveBack(this, copyBytes(request)));
    }

    private void dropCopy(NbdRequest request, ByteBuf reply) {
        reply.release();
        shared.copies().giveBack(this, copyBytes(request));
    }

    /** Loads piece by piece, so that other readers of the source come in between. */
    private void cache(NbdRequest request, long done) {
        long piece = Math.min(CACHE_PIECE_BYTES, request.length() - done);
        WaitingTask preload = () -> source.preload(request.offset() + done, piece);
        boolean last = done + piece == request.length();
        wait(request, preload, last ? () -> succeed(request) : () -> cache(request, done + piece));
    }

    private void blockStatus(NbdRequest request) {
        AllocationAnswer answer = new AllocationAnswer(source, request);
        wait(request, answer::look, () -> {
            List<AllocationExtent> extents = answer.extents();
            ByteBuf out = ctx.alloc().directBuffer();
            replies.blockStatus(out, request, Negotiation.ALLOCATION_CONTEXT_ID, extents);
            trace.blockStatus(request, extents);
            ctx.write(out, ctx.voidPromise());
        });
    }

    private void succeed(NbdRequest request) {
        ByteBuf out = ctx.alloc().directBuffer(ReplyEncoder.MAXIMUM_DATA_HEADER_BYTES);
        replies.success(out, request);
        trace.success(request);
        ctx.write(out, ctx.voidPromise());
    }

    private void refuse(NbdRequest request, RequestPolicy.Refusal refusal) {
        ByteBuf out = ctx.alloc().directBuffer();
        replies.error(out, request, refusal.error(), refusal.text());
        trace.error(request, refusal.error(), refusal.text());
        ctx.write(out, ctx.voidPromise());
    }

    private void fail(NbdRequest request, Throwable failure) {
        String text = negotiated.export().name() + ": " + Peers.reason(failure);
        LOG.warn("client {}: {} failed: {}", Peers.name(ctx.channel()), NbdTrace.describe(request), text);
        refuse(request, new RequestPolicy.Refusal(NbdError.NBD_EIO, text));
    }

    /** Something that may wait for a device. */
    private interface WaitingTask {
        void run() throws IOException;
    }

    private void wait(NbdRequest request, WaitingTask task, Runnable whenDone) {
        wait(request, task, whenDone, () -> {});
    }

    /** Runs the task where it may wait, then one of the others on the event loop: the second too when nobody is left. */
    private void wait(NbdRequest request, WaitingTask task, Runnable whenDone, Runnable whenFailed) {
        underWay++;
        lane.execute(() -> {
            Throwable failure = closed ? new IOException("the client has gone") : attempt(task);
            ctx.executor().execute(() -> resume(request, failure, whenDone, whenFailed));
        });
    }

    private static Throwable attempt(WaitingTask task) {
        try {
            task.run();
            return null;
        } catch (IOException e) {
            return e;
        } catch (RuntimeException | Error e) {
            LOG.error("a read failed in a way that it should not", e);
            return e;
        }
    }

    private void resume(NbdRequest request, Throwable failure, Runnable whenDone, Runnable whenFailed) {
        underWay--;
        if (closed || failure != null) {
            whenFailed.run();
            if (!closed) {
                fail(request, failure);
            }
        } else {
            whenDone.run();
        }
        leaveIfClosed();
        scheduleFlush();
    }

    /** Several answers that come together leave together. */
    private void scheduleFlush() {
        if (!flushScheduled && !closed) {
            flushScheduled = true;
            ctx.executor().execute(() -> {
                flushScheduled = false;
                takeRequests();
            });
        }
    }

    @Override
    public long unsentBytes() {
        var outbound = ctx.channel().unsafe().outboundBuffer();
        return outbound == null ? 0 : outbound.totalPendingWriteBytes();
    }

    @Override
    public void evict() {
        Channel channel = ctx.channel();
        LOG.info("client {}: does not read its replies while others wait for memory, closed", Peers.name(channel));
        channel.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("client {}: {}", Peers.name(ctx.channel()), Peers.reason(cause));
        } else {
            LOG.error("client {}: closed by a fault of the server", Peers.name(ctx.channel()), cause);
        }
        ctx.close();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        closed = true;
        cumulation.release();
        cumulation = Unpooled.EMPTY_BUFFER;
        leaveIfClosed();
    }

    /** The source may close when no read of this connection is under way any more. */
    private void leaveIfClosed() {
        if (closed && underWay == 0) {
            lane.close();
            negotiated.lease().close();
            underWay = -1;
        }
    }
}
