package io.spindle.nbd.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.spindle.transport.CopyBudget;
import io.spindle.transport.WaitingReads;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One connection in memory: what a client says in hexadecimal, and what it hears.
 *
 * <p>Closing it checks that nothing was thrown and that every buffer and every lease was given back.
 */
final class Conversation implements AutoCloseable {
    static final String GREETING = "4e42444d41474943 49484156454f5054 0003";
    /** NBD_FLAG_C_FIXED_NEWSTYLE and NBD_FLAG_C_NO_ZEROES. */
    static final String FLAGS = "00000003";

    private final UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(true);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final SampleDiscs discs;

    Conversation() {
        this(new SampleDiscs(), Optional.empty());
    }

    final ExportTraffic traffic = new ExportTraffic();

    Conversation(SampleDiscs discs, Optional<SslContext> tls) {
        this.discs = discs;
        channel.freezeTime();
        channel.config().setAllocator(buffers);
        ConnectionContext context = new ConnectionContext(
                discs,
                tls,
                Duration.ofSeconds(10),
                new WaitingReads(ImmediateEventExecutor.INSTANCE),
                new CopyBudget(33 << 20),
                1 << 30,
                traffic);
        channel.pipeline().addLast(new NegotiationHandler(context));
    }

    /** A conversation that is past the greeting and the flags of the client. */
    static Conversation begun() {
        Conversation conversation = new Conversation();
        conversation.say(FLAGS);
        conversation.heard();
        return conversation;
    }

    /** A conversation that is in the transmission phase, after the options. */
    static Conversation reading(String name, String... options) {
        Conversation conversation = begun();
        conversation.say(String.join("", options) + option(7, text(name) + "0000"));
        assertThat(conversation.heard()).endsWith(hex("0003e889045565a9 00000007 00000001 00000000"));
        return conversation;
    }

    /** An option with its header. */
    static String option(int number, String data) {
        return "49484156454f5054" + String.format("%08x%08x", number, hex(data).length() / 2) + data;
    }

    /** A reply to an option with its header. */
    static String reply(int option, String type, String data) {
        return "0003e889045565a9" + String.format("%08x", option) + type
                + String.format("%08x", hex(data).length() / 2) + data;
    }

    /** A request with a compact header. */
    static String request(int flags, int type, long cookie, long offset, long length) {
        return String.format("25609513%04x%04x%016x%016x%08x", flags, type, cookie, offset, length);
    }

    /** A string with its length before it. */
    static String text(String text) {
        return String.format("%08x", text.length()) + ascii(text);
    }

    static String ascii(String text) {
        return HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    static String hex(String text) {
        return text.replace(" ", "");
    }

    void say(String text) {
        say(HexFormat.of().parseHex(hex(text)));
    }

    void say(byte[] bytes) {
        if (channel.isOpen()) {
            channel.writeInbound(buffers.buffer().writeBytes(bytes));
            channel.runPendingTasks();
        }
    }

    /** All that the client heard since it last listened. */
    String heard() {
        StringBuilder text = new StringBuilder();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            text.append(ByteBufUtil.hexDump(part));
            part.release();
        }
        return text.toString();
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** How many bytes of unsent replies make the connection not writable. */
    void writableUpTo(int bytes) {
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, bytes));
    }

    void passSeconds(int seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }

    /** Bytes of memory that buffers of this connection take. */
    long heldBytes() {
        ByteBufAllocatorMetric metric = buffers.metric();
        return metric.usedDirectMemory() + metric.usedHeapMemory();
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
        channel.checkException();
        assertThat(heldBytes()).as("bytes in buffers that were not released").isZero();
        assertThat(discs.leases()).as("leases that were not closed").isZero();
    }
}
