package io.spindle.iscsi.handler;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.EventExecutor;
import io.spindle.iscsi.codec.PduDecoder;
import io.spindle.iscsi.pdu.InitiatorPdu;
import io.spindle.iscsi.pdu.TargetPdu;
import io.spindle.transport.CopyBudget;
import io.spindle.transport.Peers;
import io.spindle.transport.UnsentBytes;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The full feature phase of a connection: takes PDUs as long as the initiator reads the answers, and hands them to the
 * session.
 *
 * <p>What is answered at once leaves together, in one flush for all that was received together.
 */
final class SessionHandler extends ChannelInboundHandlerAdapter implements Link, CopyBudget.Holder {
    private static final Logger LOG = LoggerFactory.getLogger(SessionHandler.class);

    private final PduDecoder decoder;
    private final SessionOutput output;
    private final IscsiTrace trace;
    private ChannelHandlerContext ctx;
    private Session session;
    private ByteBuf cumulation;
    private boolean pulling;
    private boolean ending;
    private boolean draining;
    private boolean resumeScheduled;
    private boolean closed;

    /**
     * Goes on behind a login.
     *
     * @param received what came behind the last login request
     */
    SessionHandler(PduDecoder decoder, SessionOutput output, IscsiTrace trace, ByteBuf received) {
        this.decoder = decoder;
        this.output = output;
        this.trace = trace;
        this.cumulation = received;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        ctx = added;
        output.use(added);
    }

    /** Begins the session; the answer to the login is the first that is written. */
    Session begin(ConnectionContext shared, Session.Start start) {
        session = new Session(shared, start, this);
        resume();
        return session;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (ending) {
            bytes.release();
            return;
        }
        cumulation = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(context.alloc(), cumulation, bytes);
        pull();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        session.doubt();
        output.flush();
        settle();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        // Not when it has become full, which is in the middle of a PDU.
        if (output.isWritable()) {
            proceed();
        }
        context.fireChannelWritabilityChanged();
    }

    private void proceed() {
        if (closed) {
            return;
        }
        session.doubt();
        session.pump();
        pull();
        output.flush();
        settle();
    }

    /** Data may wait to be written meanwhile: pings are answered between it. */
    private void pull() {
        if (pulling) {
            return;
        }
        pulling = true;
        while (!ending && !draining && output.takesAnswers()) {
            InitiatorPdu pdu = decoder.next(cumulation);
            if (pdu == null) {
                break;
            }
            trace.received(pdu);
            session.take(pdu, decoder::header);
        }
        pulling = false;
        if (!ending) {
            decoder.fault().ifPresent(this::fail);
        }
    }

    private void fail(PduDecoder.Fault fault) {
        LOG.info("{}: {}, closed", peer(), fault.text());
        fault.reject().ifPresent(reason -> output.send(new TargetPdu.Reject(reason, decoder.header())));
        finish();
    }

    /** Reads on or not, and ends when nothing is left to do. */
    private void settle() {
        if (closed) {
            return;
        }
        ctx.channel().config().setAutoRead(ending || (output.takesAnswers() && !draining));
        if (draining && !ending && session.isIdle()) {
            session.announceEnd();
            finish();
        }
    }

    /** Takes no more commands, answers those under way, and closes. Called on the event loop. */
    void drain() {
        draining = true;
        proceed();
    }

    @Override
    public void finish() {
        if (!ending) {
            ending = true;
            // Behind the answer that is about to be written.
            thread().execute(() -> output.afterWrites().addListener(ChannelFutureListener.CLOSE));
        }
    }

    @Override
    public void resume() {
        if (!resumeScheduled && !closed) {
            resumeScheduled = true;
            execute(() -> {
                resumeScheduled = false;
                proceed();
            });
        }
    }

    @Override
    public void close() {
        ending = true;
        ctx.close();
    }

    @Override
    public EventExecutor thread() {
        return ctx.executor();
    }

    @Override
    public void execute(Runnable task) {
        thread().execute(() -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                ctx.pipeline().fireExceptionCaught(e);
            }
        });
    }

    @Override
    public String address() {
        return Peers.name(ctx.channel());
    }

    @Override
    public CopyBudget.Holder holder() {
        return this;
    }

    @Override
    public long unsentBytes() {
        return UnsentBytes.of(ctx.channel());
    }

    @Override
    public void evict() {
        LOG.info("{}: does not read its data while others wait for memory, closed", peer());
        ctx.channel().close();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            close();
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("{}: {}", peer(), Peers.reason(cause));
        } else {
            LOG.error("{}: closed by a fault of the server", peer(), cause);
        }
        close();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        closed = true;
        ending = true;
        session.end();
        cumulation.release();
        cumulation = Unpooled.EMPTY_BUFFER;
    }
}
