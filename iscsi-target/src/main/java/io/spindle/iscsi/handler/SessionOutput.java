package io.spindle.iscsi.handler;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.spindle.iscsi.codec.Digests;
import io.spindle.iscsi.codec.PduEncoder;
import io.spindle.iscsi.pdu.InitiatorPdu;
import io.spindle.iscsi.pdu.SequenceNumbers;
import io.spindle.iscsi.pdu.TargetPdu;
import io.spindle.iscsi.session.CommandWindow;
import io.spindle.transport.MappedPages;
import io.spindle.transport.UnsentBytes;
import java.nio.ByteBuffer;

/** Numbers the PDUs of a connection, traces and writes them. */
final class SessionOutput {
    private static final int REGION_THRESHOLD_BYTES = 256 * 1024;
    /** More than what makes it not writable, so that it becomes writable again from here. */
    private static final int MAXIMUM_UNSENT_BYTES = 4 << 20;

    private final IscsiTrace trace;
    private final PduEncoder encoder = new PduEncoder();
    private ChannelHandlerContext ctx;
    private CommandWindow window;
    private int statSn;

    SessionOutput(IscsiTrace trace) {
        this.trace = trace;
    }

    /** From now on PDUs go out here. */
    void use(ChannelHandlerContext context) {
        ctx = context;
    }

    /** Begins to count, with the first login request. */
    void begin(CommandWindow commandWindow, int firstStatSn) {
        window = commandWindow;
        statSn = firstStatSn;
    }

    /** The login is over. */
    void agree(Digests digests) {
        encoder.agree(digests);
    }

    /** The number of the next status. */
    int statSn() {
        return statSn;
    }

    /** The last number of a command that the initiator may use now. */
    int maxCmdSn() {
        return window.maxCmdSn();
    }

    /** A PDU that is as if it had not come. */
    void ignored(InitiatorPdu pdu) {
        trace.ignored(pdu);
    }

    boolean digestsData() {
        return encoder.digestsData();
    }

    /** False while so much is to be sent that further data would only lie in memory, in the way of answers. */
    boolean isWritable() {
        return ctx.channel().isWritable();
    }

    /** False while the initiator does not even read what it is answered beside data. */
    boolean takesAnswers() {
        return UnsentBytes.of(ctx.channel()) < MAXIMUM_UNSENT_BYTES;
    }

    /** Writes a whole PDU. */
    void send(TargetPdu pdu) {
        write(pdu, 256);
    }

    /** The same, with news of when it is written. */
    ChannelFuture sendAndFlush(TargetPdu pdu) {
        send(pdu);
        return afterWrites();
    }

    /** Flushes, and gives news of when all that was written before is with the kernel. */
    ChannelFuture afterWrites() {
        return ctx.writeAndFlush(Unpooled.EMPTY_BUFFER);
    }

    void flush() {
        ctx.flush();
    }

    /** Writes Data-In with bytes that are there; they are copied. */
    void sendBytes(TargetPdu.DataIn header, ByteBuffer data) {
        int roomBytes = PduEncoder.MAXIMUM_HEADER_BYTES + header.lengthBytes() + PduEncoder.MAXIMUM_TRAILER_BYTES;
        ByteBuf out = encode(header, roomBytes);
        int dataAt = out.writerIndex();
        out.writeBytes(data);
        encoder.dataTrailer(out, out, dataAt, header.lengthBytes());
        ctx.write(out, ctx.voidPromise());
    }

    /**
     * Writes Data-In with a part of a buffer, which keeps it for as long.
     *
     * @param written told when the data is with the kernel or will never be
     */
    void sendSlice(TargetPdu.DataIn header, ByteBuf data, int index, ChannelPromise written) {
        write(header, PduEncoder.MAXIMUM_HEADER_BYTES);
        ctx.write(data.retainedSlice(index, header.lengthBytes()), written);
        trail(data, index, header.lengthBytes());
    }

    ChannelPromise newPromise() {
        return ctx.newPromise();
    }

    ChannelPromise voidPromise() {
        return ctx.voidPromise();
    }

    /** Writes Data-In with pages of a file; there must be no digest of them. */
    void sendPages(TargetPdu.DataIn header, MappedPages pages, long offsetBytes) {
        write(header, PduEncoder.MAXIMUM_HEADER_BYTES);
        if (header.lengthBytes() >= REGION_THRESHOLD_BYTES) {
            pages.writeRegion(ctx, offsetBytes, header.lengthBytes());
        } else {
            pages.writePages(ctx, offsetBytes, header.lengthBytes());
        }
        trail(Unpooled.EMPTY_BUFFER, 0, header.lengthBytes());
    }

    private void trail(ByteBuf data, int index, int lengthBytes) {
        if (encoder.digestsData() || (lengthBytes & 3) != 0) {
            ByteBuf trailer = ctx.alloc().directBuffer(PduEncoder.MAXIMUM_TRAILER_BYTES);
            encoder.dataTrailer(trailer, data, index, lengthBytes);
            ctx.write(trailer, ctx.voidPromise());
        }
    }

    private void write(TargetPdu pdu, int roomBytes) {
        ctx.write(encode(pdu, roomBytes), ctx.voidPromise());
    }

    private ByteBuf encode(TargetPdu pdu, int roomBytes) {
        SequenceNumbers numbers = new SequenceNumbers(statSn, window.expCmdSn(), window.maxCmdSn());
        if (pdu.advancesStatSn()) {
            statSn++;
        }
        trace.sent(pdu, numbers);
        ByteBuf out = ctx.alloc().directBuffer(roomBytes);
        encoder.encode(out, pdu, numbers);
        return out;
    }
}
