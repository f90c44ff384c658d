package io.spindle.nbd.handler;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.spindle.nbd.codec.OptionDecoder;
import io.spindle.nbd.codec.OptionReplyEncoder;
import io.spindle.nbd.protocol.ClientFlag;
import io.spindle.nbd.protocol.OptionReply;
import io.spindle.nbd.protocol.OptionRequest;
import io.spindle.transport.Peers;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handshake phase of a connection: greets, answers options, and makes room for TLS and the transmission phase.
 *
 * <p>Every answer comes from memory. A client that sends nothing for the handshake timeout, that takes too long in all,
 * sends too many options, or does not read its answers is closed.
 */
public final class NegotiationHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(NegotiationHandler.class);
    private static final int PIECE_BYTES = 16 * 1024;
    private static final int OPTIONS_BESIDE_THE_LISTED = 64;
    /** How many times the idle time-out a whole handshake may take. */
    private static final int WHOLE_HANDSHAKE_FACTOR = 6;

    private final ConnectionContext shared;
    private final NbdTrace trace;
    private final OptionDecoder decoder = new OptionDecoder();
    private ByteBuf cumulation = Unpooled.EMPTY_BUFFER;
    private Negotiation negotiation;
    private boolean noZeroes;
    private boolean finished;
    private int optionsLeft;
    private OptionRequest asked;
    private Negotiation.Answer answer;
    private Iterator<OptionReply> unsaid;
    /** What was said last is not with the kernel yet. */
    private boolean speaking;

    private boolean inputEnded;

    private Future<?> idleTimer;
    private Future<?> wholeTimer;

    /** A handshake that knows nothing yet. */
    public NegotiationHandler(ConnectionContext shared) {
        this.shared = shared;
        this.trace = NbdTrace.ofNewConnection();
        this.optionsLeft =
                OPTIONS_BESIDE_THE_LISTED + 2 * shared.catalog().list().size();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        if (ctx.channel().isActive()) {
            begin(ctx);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        begin(ctx);
        ctx.fireChannelActive();
    }

    private void begin(ChannelHandlerContext ctx) {
        if (idleTimer != null) {
            return;
        }
        long wholeMillis = shared.handshakeTimeout().toMillis() * WHOLE_HANDSHAKE_FACTOR;
        wholeTimer = ctx.executor()
                .schedule(
                        () -> timeOut(ctx, "took longer than " + wholeMillis + " ms"),
                        wholeMillis,
                        TimeUnit.MILLISECONDS);
        restartIdleTimer(ctx);
        ByteBuf greeting = ctx.alloc().buffer(32);
        OptionReplyEncoder.greeting(greeting);
        trace.greeting();
        // Not the void promise: a client that is gone already would count as a failure of the pipeline.
        ctx.writeAndFlush(greeting);
    }

    private void restartIdleTimer(ChannelHandlerContext ctx) {
        if (idleTimer != null) {
            idleTimer.cancel(false);
        }
        long millis = shared.handshakeTimeout().toMillis();
        idleTimer = ctx.executor()
                .schedule(() -> timeOut(ctx, "was idle for " + millis + " ms"), millis, TimeUnit.MILLISECONDS);
    }

    private void timeOut(ChannelHandlerContext ctx, String what) {
        LOG.info("client {}: the handshake {}, closed", Peers.name(ctx.channel()), what);
        ctx.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (finished) {
            ReferenceCountUtil.release(message);
            return;
        }
        cumulation = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), cumulation, (ByteBuf) message);
        decode(ctx);
    }

    /** Takes options one by one: the next when the client has read what was said to the one before. */
    private void decode(ChannelHandlerContext ctx) {
        while (!finished && !speaking) {
            if (answer != null) {
                speak(ctx);
                continue;
            }
            OptionDecoder.Decoded decoded = decoder.next(cumulation);
            if (decoded instanceof OptionDecoder.Incomplete) {
                break;
            }
            take(ctx, decoded);
        }
        if (!cumulation.isReadable()) {
            cumulation.release();
            cumulation = Unpooled.EMPTY_BUFFER;
        }
        ctx.channel().config().setAutoRead(finished || !speaking);
        if (inputEnded && !finished && !speaking) {
            ctx.close();
        }
    }

    /** What the client sent before it ended its side is answered; a handshake that is not done then never will be. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent && !finished) {
            inputEnded = true;
            decode(ctx);
        }
        ctx.fireUserEventTriggered(event);
    }

    private void take(ChannelHandlerContext ctx, OptionDecoder.Decoded decoded) {
        restartIdleTimer(ctx);
        if (decoded instanceof OptionDecoder.ClientFlags word) {
            begin(ctx, word.flags());
        } else if (decoded instanceof OptionDecoder.Option option) {
            answer(ctx, option.request());
        } else if (decoded instanceof OptionDecoder.Malformed malformed) {
            refuse(ctx, malformed.reason());
        }
    }

    private void begin(ChannelHandlerContext ctx, int flags) {
        trace.clientFlags(flags);
        int known = ClientFlag.NBD_FLAG_C_FIXED_NEWSTYLE.mask() | ClientFlag.NBD_FLAG_C_NO_ZEROES.mask();
        if ((flags & ~known) != 0) {
            refuse(ctx, "unknown client flags 0x" + Integer.toHexString(flags));
            return;
        }
        noZeroes = ClientFlag.NBD_FLAG_C_NO_ZEROES.in(flags);
        Negotiation.TlsState tls =
                shared.tls().isPresent() ? Negotiation.TlsState.REQUIRED : Negotiation.TlsState.NOTLS;
        negotiation = new Negotiation(shared.catalog(), tls, ClientFlag.NBD_FLAG_C_FIXED_NEWSTYLE.in(flags));
    }

    private void answer(ChannelHandlerContext ctx, OptionRequest request) {
        trace.option(request);
        if (--optionsLeft < 0) {
            refuse(ctx, "too many options");
            return;
        }
        asked = request;
        answer = negotiation.answer(request);
        unsaid = answer.replies().iterator();
    }

    /** Says a piece of the answer, for a list may be long; what the answer leads to comes after its last piece. */
    private void speak(ChannelHandlerContext ctx) {
        if (unsaid.hasNext()) {
            ByteBuf out = ctx.alloc().buffer();
            while (unsaid.hasNext() && out.readableBytes() < PIECE_BYTES) {
                OptionReply reply = unsaid.next();
                trace.optionReply(asked, reply);
                OptionReplyEncoder.reply(out, asked.option(), reply);
            }
            speaking = true;
            ctx.writeAndFlush(out).addListener(sent -> spoken(ctx));
        }
        if (!unsaid.hasNext()) {
            Negotiation.Next next = answer.next();
            answer = null;
            proceed(ctx, next);
        }
    }

    /** Comes in the middle of a flush, where no more may be written. */
    private void spoken(ChannelHandlerContext ctx) {
        speaking = false;
        ctx.executor().execute(() -> {
            if (!finished) {
                restartIdleTimer(ctx);
                decode(ctx);
            }
        });
    }

    private void proceed(ChannelHandlerContext ctx, Negotiation.Next next) {
        if (next instanceof Negotiation.Close) {
            end(ctx);
        } else if (next instanceof Negotiation.BeginTls) {
            beginTls(ctx);
        } else if (next instanceof Negotiation.Transmit transmit) {
            transmit(ctx, transmit);
        }
    }

    private void end(ChannelHandlerContext ctx) {
        finished = true;
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /** Plain text behind STARTTLS must not be taken for what TLS protects: such a client is closed. */
    private void beginTls(ChannelHandlerContext ctx) {
        if (cumulation.isReadable()) {
            refuse(ctx, "bytes behind NBD_OPT_STARTTLS");
            return;
        }
        SslContext tls = shared.tls().orElseThrow();
        ctx.pipeline().addFirst(tls.newHandler(ctx.alloc()));
    }

    private void transmit(ChannelHandlerContext ctx, Negotiation.Transmit transmit) {
        Negotiated negotiated = transmit.negotiated();
        if (transmit.exportNameReply()) {
            ByteBuf out = ctx.alloc().buffer();
            long sizeBytes = negotiated.export().data().lengthBytes();
            OptionReplyEncoder.exportName(out, sizeBytes, negotiation.transmissionFlags(), noZeroes);
            trace.exportNameReply(sizeBytes, negotiation.transmissionFlags());
            ctx.writeAndFlush(out, ctx.voidPromise());
        }
        LOG.debug(
                "client {}: reads {}",
                Peers.name(ctx.channel()),
                negotiated.export().name());
        finished = true;
        ByteBuf rest = cumulation;
        cumulation = Unpooled.EMPTY_BUFFER;
        String before = ctx.name();
        if (shared.tls().isPresent()) {
            ctx.pipeline().addAfter(before, "pacing", new PacedWrites());
            before = "pacing";
        }
        ctx.pipeline().addAfter(before, "transmission", new TransmissionHandler(shared, negotiated, trace, rest));
        ctx.pipeline().remove(this);
        if (inputEnded) {
            ctx.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        }
    }

    private void refuse(ChannelHandlerContext ctx, String reason) {
        LOG.info("client {}: {}, closed", Peers.name(ctx.channel()), reason);
        finished = true;
        ctx.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        String name = Peers.name(ctx.channel());
        if (cause instanceof IOException) {
            LOG.debug("client {}: {}, closed", name, Peers.reason(cause));
        } else {
            LOG.info("client {}: {}, closed", name, Peers.reason(cause));
        }
        ctx.close();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        finished = true;
        if (idleTimer != null) {
            idleTimer.cancel(false);
            wholeTimer.cancel(false);
        }
        cumulation.release();
        cumulation = Unpooled.EMPTY_BUFFER;
    }

    /** Closes a connection when it is done with what is under way; at once before there can be anything. */
    public static void end(Channel channel) {
        TransmissionHandler transmission = channel.pipeline().get(TransmissionHandler.class);
        if (transmission == null) {
            channel.close();
        } else {
            transmission.drain();
        }
    }
}
