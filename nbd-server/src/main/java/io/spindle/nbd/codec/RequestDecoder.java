package io.spindle.nbd.codec;

import io.netty.buffer.ByteBuf;
import io.spindle.nbd.protocol.CommandFlag;
import io.spindle.nbd.protocol.NbdCommand;
import io.spindle.nbd.protocol.NbdMagic;
import io.spindle.nbd.protocol.NbdRequest;

/**
 * Cuts what a client sends in the transmission phase into requests and skips the payload that follows some of them
 * (proto.md, "Request message" and "Extended request message").
 *
 * <p>Pulled by the handler; {@link #next} gives null when no request is complete. Null and not an Optional, for this is
 * called for every request.
 */
public final class RequestDecoder {
    private static final int COMPACT_BYTES = 28;
    private static final int EXTENDED_BYTES = 32;

    private final boolean extended;
    private long payloadBytesToSkip;
    private boolean malformed;

    /** A decoder of extended headers or of the compact ones. */
    public RequestDecoder(boolean extended) {
        this.extended = extended;
    }

    /** Takes the next request off the buffer, or null when there is none yet or {@link #isMalformed()}. */
    public NbdRequest next(ByteBuf in) {
        if (malformed || (payloadBytesToSkip > 0 && !skipPayload(in))) {
            return null;
        }
        if (in.readableBytes() < (extended ? EXTENDED_BYTES : COMPACT_BYTES)) {
            return null;
        }
        if (in.readInt() != (extended ? NbdMagic.NBD_EXTENDED_REQUEST_MAGIC : NbdMagic.NBD_REQUEST_MAGIC)) {
            malformed = true;
            return null;
        }
        int flags = in.readUnsignedShort();
        int type = in.readUnsignedShort();
        long cookie = in.readLong();
        long offset = in.readLong();
        long length = extended ? in.readLong() : in.readUnsignedInt();
        NbdRequest request = new NbdRequest(flags, type, cookie, offset, length);
        payloadBytesToSkip = payloadBytes(request);
        return request;
    }

    /** True once bytes came that are no request; nothing after them can be understood. */
    public boolean isMalformed() {
        return malformed;
    }

    /** Bytes of payload that follow the request: only of a write, or where an extended header says so. */
    public long payloadBytes(NbdRequest request) {
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
