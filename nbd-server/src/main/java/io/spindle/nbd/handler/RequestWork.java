package io.spindle.nbd.handler;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.HeldBytes;
import io.spindle.iso.bytes.MappedFile;
import io.spindle.nbd.codec.ReplyEncoder;
import io.spindle.nbd.protocol.NbdCommand;
import io.spindle.nbd.protocol.NbdError;
import io.spindle.nbd.protocol.NbdRequest;
import io.spindle.transport.CopyBudget;
import io.spindle.transport.MappedPages;
import io.spindle.transport.Peers;
import io.spindle.transport.TransferCounters;
import io.spindle.transport.WaitingReads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what the requests of one connection ask for: from memory at once, else on threads that may wait for a device.
 *
 * <p>Everything but the tasks on those threads runs on the event loop of the connection.
 */
final class RequestWork implements CopyBudget.Holder {
    private static final Logger LOG = LoggerFactory.getLogger(RequestWork.class);
    private static final long CACHE_PIECE_BYTES = 1 << 20;

    private final ConnectionContext shared;
    private final Negotiated negotiated;
    private final ChannelHandlerContext ctx;
    private final Replies replies;
    private final Runnable whenAnswered;
    private final ByteSource source;
    private final MappedFile mapped;
    private final MappedPages pages;
    private final WaitingReads.Lane lane;
    private final TransferCounters counters;
    private final boolean encrypted;

    private int underWay;
    private boolean intactChecked;
    private volatile boolean closed;

    /** Something that may wait for a device. */
    private interface WaitingTask {
        void run() throws IOException;
    }

    /** Work on what was negotiated; {@code whenAnswered} is run after replies were written that had to wait. */
    RequestWork(
            ConnectionContext shared,
            Negotiated negotiated,
            ChannelHandlerContext ctx,
            Replies replies,
            Runnable whenAnswered) {
        this.shared = shared;
        this.negotiated = negotiated;
        this.ctx = ctx;
        this.replies = replies;
        this.whenAnswered = whenAnswered;
        this.source = negotiated.lease().source();
        this.mapped = source.mappedFile().orElse(null);
        this.pages = mapped == null ? null : new MappedPages(mapped);
        this.lane = shared.waitingReads().lane(negotiated.export().data());
        this.counters = shared.traffic().of(negotiated.export().name());
        this.encrypted = shared.tls().isPresent();
    }

    /** How many requests wait for their answer. */
    int underWay() {
        return underWay;
    }

    /** From here on it is looked again whether the file is intact. */
    void beginTurn() {
        intactChecked = false;
    }

    /** Answers a request that was granted, now or later. */
    void perform(NbdCommand command, NbdRequest request) {
        switch (command) {
            case NBD_CMD_READ -> read(request);
            case NBD_CMD_FLUSH -> replies.success(request);
            case NBD_CMD_CACHE -> cache(request, 0);
            case NBD_CMD_BLOCK_STATUS -> blockStatus(request);
            case NBD_CMD_DISC, NBD_CMD_WRITE, NBD_CMD_TRIM, NBD_CMD_WRITE_ZEROES, NBD_CMD_RESIZE ->
                throw new IllegalStateException(command + " has no answer of this kind");
        }
    }

    private void read(NbdRequest request) {
        if (request.length() == 0) {
            replies.success(request);
        } else if (encrypted || !isMapped(request)) {
            copyWhenAffordable(request, System.nanoTime());
        } else if (mapped.isResident(request.offset(), request.length())) {
            sendIfIntact(request);
        } else {
            long begunNanos = System.nanoTime();
            WaitingTask preload = () -> source.preload(request.offset(), request.length());
            wait(request, preload, () -> sendPreloaded(request, begunNanos), () -> {});
        }
    }

    private boolean isMapped(NbdRequest request) {
        return mapped != null && mapped.maySend() && request.offset() + request.length() <= mapped.lengthBytes();
    }

    private void copyWhenAffordable(NbdRequest request, long begunNanos) {
        long bytes = Replies.copyBytes(request);
        if (source.readsAtOnce(request.offset(), request.length())) {
            whenAffordable(bytes, () -> sendOrCopy(request, begunNanos, () -> {}));
            return;
        }
        Runnable leave = () -> lane.leave(bytes);
        when(
                later -> lane.enter(bytes, later),
                () -> when(
                        later -> shared.copies().take(this, bytes, later),
                        () -> sendOrCopy(request, begunNanos, leave),
                        () -> {
                            giveBack(bytes);
                            leave.run();
                        }),
                leave);
    }

    /** Reads may be checked since it was asked for. */
    private void sendPreloaded(NbdRequest request, long begunNanos) {
        if (mapped.maySend()) {
            send(request, System.nanoTime() - begunNanos);
        } else {
            copyWhenAffordable(request, begunNanos);
        }
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
        send(request, 0);
    }

    private void send(NbdRequest request, long tookNanos) {
        counters.read(request.length(), tookNanos);
        replies.pages(request, pages, request.length() >= shared.regionThresholdBytes());
    }

    /** What lies in memory is sent from there, and counts as a copy: it stays there as long as the client does not read. */
    private void sendOrCopy(NbdRequest request, long begunNanos, Runnable whenRead) {
        Optional<HeldBytes> held = source.hold(request.offset(), request.length());
        if (held.isEmpty()) {
            copy(request, begunNanos, whenRead);
            return;
        }
        whenRead.run();
        counters.read(request.length(), System.nanoTime() - begunNanos);
        replies.held(request, held.get().parts()).addListener(written -> {
            held.get().close();
            giveBack(Replies.copyBytes(request));
        });
    }

    private void copy(NbdRequest request, long begunNanos, Runnable whenRead) {
        ByteBuf reply;
        try {
            reply = replies.copy(request);
        } catch (OutOfMemoryError e) {
            whenRead.run();
            giveBack(Replies.copyBytes(request));
            fail(request, e);
            return;
        }
        int lengthBytes = (int) request.length();
        ByteBuffer data = reply.nioBuffer(reply.writerIndex(), lengthBytes);
        WaitingTask read = () -> source.read(request.offset(), data);
        if (!source.readsAtOnce(request.offset(), lengthBytes)) {
            wait(
                    request,
                    read,
                    () -> {
                        whenRead.run();
                        sendCopy(request, reply, begunNanos);
                    },
                    () -> {
                        whenRead.run();
                        dropCopy(request, reply);
                    });
            return;
        }
        whenRead.run();
        try {
            read.run();
            sendCopy(request, reply, begunNanos);
        } catch (IOException e) {
            dropCopy(request, reply);
            fail(request, e);
        }
    }

    private void sendCopy(NbdRequest request, ByteBuf reply, long begunNanos) {
        counters.read(request.length(), System.nanoTime() - begunNanos);
        replies.copied(request, reply).addListener(written -> giveBack(Replies.copyBytes(request)));
    }

    private void dropCopy(NbdRequest request, ByteBuf reply) {
        reply.release();
        giveBack(Replies.copyBytes(request));
    }

    /** Loads piece by piece, so that other readers of the source come in between. */
    private void cache(NbdRequest request, long done) {
        long piece = Math.min(CACHE_PIECE_BYTES, request.length() - done);
        WaitingTask preload = () -> source.preload(request.offset() + done, piece);
        boolean last = done + piece == request.length();
        wait(request, preload, last ? () -> replies.success(request) : () -> cache(request, done + piece), () -> {});
    }

    private void blockStatus(NbdRequest request) {
        AllocationAnswer answer = new AllocationAnswer(source, request);
        wait(
                request,
                answer::look,
                () -> {
                    long bytes = ReplyEncoder.blockStatusBytes(answer.extents().size());
                    whenAffordable(
                            bytes,
                            () -> replies.blockStatus(request, answer.extents())
                                    .addListener(written -> giveBack(bytes)));
                },
                () -> {});
    }

    void fail(NbdRequest request, Throwable failure) {
        String text = negotiated.export().name() + ": " + Peers.reason(failure);
        LOG.warn("client {}: {} failed: {}", Peers.name(ctx.channel()), NbdTrace.describe(request), text);
        counters.error();
        replies.error(request, NbdError.NBD_EIO, text);
    }

    /** Replies that are copied or encrypted take memory, of which all connections share a fixed amount. */
    private void whenAffordable(long bytes, Runnable then) {
        when(later -> shared.copies().take(this, bytes, later), then, () -> giveBack(bytes));
    }

    /** Something of which there is not enough for all; true when it is taken now, else it tells when it was taken later. */
    private interface Scarce {
        boolean take(Runnable whenTaken);
    }

    /** Takes it, now or later, and goes on; what was taken for a client that has gone is given back. */
    private void when(Scarce scarce, Runnable then, Runnable giveBack) {
        underWay++;
        if (scarce.take(() -> replies.execute(() -> taken(then, giveBack)))) {
            underWay--;
            then.run();
        }
    }

    private void taken(Runnable then, Runnable giveBack) {
        underWay--;
        if (closed) {
            giveBack.run();
            leaveIfClosed();
        } else {
            then.run();
            whenAnswered.run();
        }
    }

    private void giveBack(long bytes) {
        shared.copies().giveBack(this, bytes);
    }

    /** Runs the task where it may wait, then one of the others on the event loop: the second too when nobody is left. */
    private void wait(NbdRequest request, WaitingTask task, Runnable whenDone, Runnable whenFailed) {
        underWay++;
        lane.execute(() -> {
            Throwable failure = closed ? new IOException("the client has gone") : attempt(task);
            try {
                replies.execute(() -> resume(request, failure, whenDone, whenFailed));
            } catch (RejectedExecutionException e) {
                LOG.debug("the server stopped while a read was under way: {}", e.toString());
            }
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
        whenAnswered.run();
    }

    @Override
    public long unsentBytes() {
        return replies.unsentBytes();
    }

    @Override
    public void evict() {
        String client = Peers.name(ctx.channel());
        LOG.info("client {}: does not read its replies while others wait for memory, closed", client);
        ctx.channel().close();
    }

    boolean isClosed() {
        return closed;
    }

    /** The connection is gone: what is under way is dropped as it comes. */
    void close() {
        closed = true;
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
