package io.spindle.nbd.handler;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.spindle.nbd.codec.RequestDecoder;
import io.spindle.nbd.protocol.NbdCommand;
import io.spindle.nbd.protocol.NbdRequest;
import io.spindle.transport.Peers;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transmission phase of a connection: takes requests, refuses what a read-only export refuses, and has the rest done.
 *
 * <p>Requests are pulled, many replies a flush. None is taken while {@value #MAXIMUM_REPLIES} replies are under way or
 * not yet with the kernel: so a client that does not read costs little memory, and its further requests stay with it.
 */
final class TransmissionHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(TransmissionHandler.class);
    private static final int MAXIMUM_REPLIES = 64;

    private final ConnectionContext shared;
    private final Negotiated negotiated;
    private final NbdTrace trace;
    private final RequestDecoder decoder;
    private final RequestPolicy policy;

    private ChannelHandlerContext ctx;
    private Replies replies;
    private RequestWork work;
    private ByteBuf cumulation;
    private boolean turnScheduled;
    /** No further bytes are taken from the client; what is here already is answered. */
    private boolean inputEnded;
    /** The client said that it is done: whatever it sends after that is not looked at. */
    private boolean disconnected;

    private boolean finishing;

    TransmissionHandler(ConnectionContext shared, Negotiated negotiated, NbdTrace trace, ByteBuf received) {
        this.shared = shared;
        this.negotiated = negotiated;
        this.trace = trace;
        this.cumulation = received;
        this.decoder = new RequestDecoder(negotiated.extended());
        this.policy = new RequestPolicy(negotiated);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        ctx = added;
        replies = new Replies(ctx, negotiated.replies(), trace, this::scheduleTurn);
        work = new RequestWork(shared, negotiated, ctx, replies, this::scheduleTurn);
        scheduleTurn();
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
        work.beginTurn();
        replies.flush();
        settle();
    }

    /** Takes up again what had to wait; several answers that come together leave together. */
    private void scheduleTurn() {
        if (!turnScheduled && !work.isClosed()) {
            turnScheduled = true;
            replies.execute(() -> {
                turnScheduled = false;
                takeTurn();
            });
        }
    }

    private void takeTurn() {
        if (!work.isClosed()) {
            work.beginTurn();
            pullRequests();
            replies.flush();
            settle();
        }
    }

    private void pullRequests() {
        NbdRequest request = nextRequest();
        while (request != null) {
            trace.request(request);
            serve(request);
            request = nextRequest();
        }
        releaseRead();
        decoder.malformation().filter(any -> !disconnected).ifPresent(malformation -> {
            LOG.info("client {}: {}, closed", Peers.name(ctx.channel()), malformation);
            disconnected = true;
        });
    }

    /** Null where there is none, or it cannot be taken now. */
    private NbdRequest nextRequest() {
        if (disconnected) {
            return null;
        }
        if (!isReadyForMore()) {
            replies.flush();
        }
        return isReadyForMore() ? decoder.next(cumulation) : null;
    }

    private boolean isReadyForMore() {
        return work.underWay() + replies.unsent() < MAXIMUM_REPLIES;
    }

    /** An idle connection is to hold no memory. */
    private void releaseRead() {
        if (!cumulation.isReadable()) {
            cumulation.release();
            cumulation = Unpooled.EMPTY_BUFFER;
        }
    }

    /** Reads on or not, and ends when nothing is left to do. */
    private void settle() {
        if (work.isClosed()) {
            return;
        }
        boolean ready = isReadyForMore();
        ctx.channel().config().setAutoRead(ready || inputEnded || disconnected);
        boolean nothingToTake = disconnected || (inputEnded && ready);
        if (nothingToTake && work.underWay() == 0 && !finishing) {
            finish();
        }
    }

    /** Closes once all replies are with the kernel. */
    private void finish() {
        finishing = true;
        replies.afterAll().addListener(written -> {
            boolean clientMaySend = inputEnded && !shared.tls().isPresent() && written.isSuccess();
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
                takeTurn();
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    /** Takes no more from the client, answers what is here, and closes. Called on the event loop. */
    void drain() {
        inputEnded = true;
        takeTurn();
    }

    private void serve(NbdRequest request) {
        Optional<NbdCommand> command = NbdCommand.fromWire(request.type());
        Optional<RequestPolicy.Refusal> refusal =
                command.isEmpty() ? Optional.of(RequestPolicy.unknown(request)) : policy.check(command.get(), request);
        if (refusal.isPresent()) {
            replies.error(request, refusal.get().error(), refusal.get().text());
        } else if (command.get() == NbdCommand.NBD_CMD_DISC) {
            disconnected = true;
        } else {
            work.perform(command.get(), request);
        }
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
        cumulation.release();
        cumulation = Unpooled.EMPTY_BUFFER;
        work.close();
    }
}
