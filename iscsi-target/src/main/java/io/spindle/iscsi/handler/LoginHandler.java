package io.spindle.iscsi.handler;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.Future;
import io.spindle.iscsi.codec.Digests;
import io.spindle.iscsi.codec.PduDecoder;
import io.spindle.iscsi.login.LoggedIn;
import io.spindle.iscsi.login.LoginEnvironment;
import io.spindle.iscsi.login.LoginStateMachine;
import io.spindle.iscsi.login.LoginStep;
import io.spindle.iscsi.login.SessionParameters;
import io.spindle.iscsi.pdu.InitiatorPdu;
import io.spindle.iscsi.pdu.LoginStatus;
import io.spindle.iscsi.pdu.TargetPdu;
import io.spindle.iscsi.session.CommandWindow;
import io.spindle.transport.Peers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The login phase of a connection. When it ends well, the connection moves to the thread of its target, and there the
 * session begins.
 */
public final class LoginHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(LoginHandler.class);
    private static final ByteBuffer NO_TEXT = ByteBuffer.allocate(0);

    private final ConnectionContext shared;
    private final IscsiTrace trace = new IscsiTrace();
    private final SessionOutput output = new SessionOutput(trace);
    private final PduDecoder decoder = new PduDecoder(Limits.LOGIN_RECEIVE_BYTES);
    private ByteBuf cumulation = Unpooled.EMPTY_BUFFER;
    private ChannelHandlerContext ctx;
    private LoginStateMachine login;
    private CommandWindow window;
    private Future<?> timer;
    private boolean finished;

    /** A login that knows nothing yet. */
    public LoginHandler(ConnectionContext shared) {
        this.shared = shared;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        ctx = added;
        output.use(added);
        if (added.channel().isActive()) {
            begin();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        begin();
        context.fireChannelActive();
    }

    private void begin() {
        if (timer == null) {
            long millis = shared.limits().loginTime().toMillis();
            timer = ctx.executor()
                    .schedule(() -> refuse("took longer than " + millis + " ms"), millis, TimeUnit.MILLISECONDS);
            login = new LoginStateMachine(environment());
        }
    }

    private LoginEnvironment environment() {
        return new LoginEnvironment(
                shared.targets(),
                shared.discoveryChap(),
                ((InetSocketAddress) ctx.channel().remoteAddress()).getAddress(),
                DiscoverableTargets.PORTAL_GROUP_TAG,
                Limits.MAXIMUM_RECEIVE_BYTES,
                shared.handles()::isUsed,
                shared.random());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        cumulation = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(context.alloc(), cumulation, (ByteBuf) message);
        while (!finished) {
            InitiatorPdu pdu = decoder.next(cumulation);
            if (pdu == null) {
                decoder.fault().ifPresent(fault -> refuse(fault.text()));
                break;
            }
            trace.received(pdu);
            take(pdu);
        }
    }

    private void take(InitiatorPdu pdu) {
        if (!(pdu instanceof InitiatorPdu.LoginRequest request)) {
            refuse("a PDU that is no login request");
            return;
        }
        if (window == null) {
            window = new CommandWindow(request.cmdSn(), shared.limits().commandsPerSession());
            output.begin(window, request.expStatSn());
        }
        LoginStep step = login.take(request);
        switch (step.next()) {
            case CONTINUE -> output.sendAndFlush(step.response());
            case CLOSE -> fail(step.response(), step.reason().orElse("refused"));
            case FULL_FEATURE -> enter(step.response());
        }
    }

    private void fail(TargetPdu.LoginResponse response, String reason) {
        finish();
        LOG.info("{}: login failed, {}: {}", peer(), response.status(), reason);
        output.sendAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    private void finish() {
        finished = true;
        timer.cancel(false);
    }

    /** The login ended well: on the thread of the target the session begins. */
    private void enter(TargetPdu.LoginResponse response) {
        finish();
        LoggedIn loggedIn = login.result();
        if (loggedIn.target().isEmpty()) {
            establish(response, Optional.empty());
            return;
        }
        Optional<ServedTarget> target =
                shared.targets().served(loggedIn.target().get().name());
        if (target.isEmpty()) {
            fail(failed(response, LoginStatus.TARGET_REMOVED), "the target was removed meanwhile");
            return;
        }
        Channel channel = ctx.channel();
        channel.config().setAutoRead(false);
        // A connection can be moved only when nothing is left to be written.
        output.afterWrites()
                .addListener((ChannelFuture written) ->
                        target.get().thread().adopt(channel, () -> establish(response, target), this::lost));
    }

    private void establish(TargetPdu.LoginResponse response, Optional<ServedTarget> target) {
        if (!ctx.channel().isActive()) {
            lost();
            return;
        }
        OptionalInt handle = shared.handles().take();
        if (handle.isEmpty()) {
            fail(failed(response, LoginStatus.OUT_OF_RESOURCES), "too many sessions");
            return;
        }
        SessionHandler handler = new SessionHandler(decoder, output, trace, cumulation);
        cumulation = Unpooled.EMPTY_BUFFER;
        ctx.pipeline().addAfter(ctx.name(), "session", handler);
        Session session = handler.begin(shared, start(handle.getAsInt()));
        target.ifPresent(session::attach);
        output.send(response.withTsih(handle.getAsInt()));
        SessionParameters agreed = login.result().parameters();
        Digests digests = new Digests(agreed.headerDigest(), agreed.dataDigest());
        output.agree(digests);
        decoder.agree(digests, Limits.MAXIMUM_RECEIVE_BYTES);
        LOG.debug("{}: {} is logged in", peer(), login.result().initiatorPort());
        ctx.pipeline().remove(this);
    }

    private Session.Start start(int handle) {
        InetSocketAddress remote = (InetSocketAddress) ctx.channel().remoteAddress();
        InetSocketAddress local = (InetSocketAddress) ctx.channel().localAddress();
        return new Session.Start(login.result(), handle, window, output, DiscoverableTargets.of(shared, remote, local));
    }

    private static TargetPdu.LoginResponse failed(TargetPdu.LoginResponse response, LoginStatus status) {
        return new TargetPdu.LoginResponse(
                false,
                response.currentStage(),
                response.currentStage(),
                response.isid(),
                0,
                response.initiatorTaskTag(),
                status,
                NO_TEXT);
    }

    /** The connection was closed while it moved, where no handler is told of that. */
    private void lost() {
        cumulation.release();
        cumulation = Unpooled.EMPTY_BUFFER;
    }

    private String peer() {
        return "initiator " + Peers.name(ctx.channel());
    }

    private void refuse(String reason) {
        finish();
        LOG.info("{}: {} during the login, closed", peer(), reason);
        ctx.close();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            context.close();
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("{}: {}, closed", peer(), Peers.reason(cause));
        } else {
            LOG.error("{}: closed by a fault of the server", peer(), cause);
        }
        context.close();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (timer != null) {
            timer.cancel(false);
        }
        lost();
    }

    /** Closes a connection when it is done with what is under way; at once before there can be anything. */
    public static void end(Channel channel) {
        SessionHandler session = channel.pipeline().get(SessionHandler.class);
        if (session == null) {
            channel.close();
        } else {
            session.drain();
        }
    }
}
