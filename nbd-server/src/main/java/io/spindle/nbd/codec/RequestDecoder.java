package io.spindle.nbd.codec;

import io.netty.buffer.ByteBuf;
import io.spindle.nbd.protocol.CommandFlag;
import io.spindle.nbd.protocol.NbdCommand;
import io.spindle.nbd.protocol.NbdMagic;
import io.spindle.nbd.protocol.NbdRequest;
import java.util.Optional;

/**
 * Cuts what a client sends in the transmission phase into requests and skips the payload that follows some of them
 * (proto.md, "Request message" and "Extended request message").
 *
 * <p>Pulled by the handler; {@link #next} gives null when no request is complete. Null and not an Optional, for this is
 * called for every request. A request is complete when its payload was taken in too: libnbd takes a reply to a write that
 * it is still sending for one to nothing, and gives up the connection.
 */
public final class RequestDecoder {
    private static final int COMPACT_BYTES = 28;
    private static final int EXTENDED_BYTES = 32;
    /** All that a compact header can announce. */
    private static final long MAXIMUM_PAYLOAD_BYTES = 0xFFFF_FFFFL;

    private final boolean extended;
    private NbdRequest sending;
    private long payloadBytesToSkip;
    private String malformation;

    /** A decoder of extended headers or of the compact ones. */
    public RequestDecoder(boolean extended) {
        this.extended = extended;
    }

    /** Takes the next request off the buffer, or null when there is none yet or {@link #malformation()} tells of bytes. */
    public NbdRequest next(ByteBuf in) {
        if (malformation != null) {
            return null;
        }
        NbdRequest request = sending == null ? header(in) : sending;
        if (request == null || skipPayload(in)) {
            sending = null;
            return request;
        }
        sending = request;
        return null;
    }

    private NbdRequest header(ByteBuf in) {
        if (in.readableBytes() < (extended ? EXTENDED_BYTES : COMPACT_BYTES)) {
            return null;
        }
        if (in.readInt() != (extended ? NbdMagic.NBD_EXTENDED_REQUEST_MAGIC : NbdMagic.NBD_REQUEST_MAGIC)) {
            malformation = "bytes that are no request";
            return null;
        }
        int flags = in.readUnsignedShort();
        int type = in.readUnsignedShort();
        long cookie = in.readLong();
        long offset = in.readLong();
        long length = extended ? in.readLong() : in.readUnsignedInt();
        NbdRequest request = new NbdRequest(flags, type, cookie, offset, length);
        payloadBytesToSkip = payloadBytes(request);
        if (Long.compareUnsigned(payloadBytesToSkip, MAXIMUM_PAYLOAD_BYTES) > 0) {
            malformation = "a payload of " + Long.toUnsignedString(payloadBytesToSkip) + " bytes";
            return null;
        }
        return request;
    }

    /** What came that is no request, after which nothing can be understood; empty as long as all is well. */
    public Optional<String> malformation() {
        return Optional.ofNullable(malformation);
    }

    /** Bytes of payload that follow the request: only of a write, or where an extended header says so. */
    private long payloadBytes(NbdRequest request) {
        boolean follows = extended
                ? request.has(CommandFlag.NBD_CMD_FLAG_PAYLOAD_LEN)
                : request.type() == NbdCommand.NBD_CMD_WRITE.wire();
        return follows ? request.length() : 0;
    }

    private boolean skipPayload(ByteBuf in) {
        int now = (int) Math.min(payloadBytesToSkip, in.readableBytes());
        in.skipBytes(now);
        payloadBytesToSkip -= now;
        return payloadBytesToSkip == 0;
    }
}
