package io.spindle.bench.load;

import static io.spindle.bench.load.NbdWire.NBD_REPLY_FLAG_DONE;
import static io.spindle.bench.load.NbdWire.NBD_REPLY_TYPE_NONE;
import static io.spindle.bench.load.NbdWire.NBD_REPLY_TYPE_OFFSET_DATA;
import static io.spindle.bench.load.NbdWire.NBD_REPLY_TYPE_OFFSET_HOLE;
import static io.spindle.bench.load.NbdWire.NBD_SIMPLE_REPLY_MAGIC;
import static io.spindle.bench.load.NbdWire.NBD_STRUCTURED_REPLY_MAGIC;
import static io.spindle.bench.load.NbdWire.SIMPLE_REPLY_BYTES;
import static io.spindle.bench.load.NbdWire.STRUCTURED_HEADER_BYTES;

import java.nio.ByteBuffer;

/** Reads the replies of one connection out of buffers cut anywhere, and steps over payload without copying it. */
final class ReplyParser {
    private final InFlight inFlight;
    private final Load load;
    private final LoadOptions options;
    private int slot;
    private long payloadOffset;
    private int payloadBytes;
    private boolean lastChunk;

    ReplyParser(InFlight inFlight, Load load, LoadOptions options) {
        this.inFlight = inFlight;
        this.load = load;
        this.options = options;
    }

    /** Takes all but an incomplete header, which stays in the buffer. */
    void consume(ByteBuffer in) throws NbdFailure {
        while (payloadBytes == 0 ? header(in) : in.hasRemaining()) {
            if (payloadBytes > 0) {
                payload(in);
            }
            if (payloadBytes == 0 && lastChunk) {
                inFlight.finish(slot);
                lastChunk = false;
            }
        }
    }

    private void payload(ByteBuffer in) throws NbdFailure {
        int here = Math.min(payloadBytes, in.remaining());
        if (options.verify()) {
            verify(in, here);
        }
        in.position(in.position() + here);
        payloadOffset += here;
        payloadBytes -= here;
    }

    private void verify(ByteBuffer in, int lengthBytes) throws NbdFailure {
        long difference = Pattern.firstDifference(in, lengthBytes, payloadOffset);
        if (difference >= 0) {
            throw new NbdFailure("wrong data at byte " + difference + " of the image");
        }
    }

    private boolean header(ByteBuffer in) throws NbdFailure {
        return options.structuredReplies() ? structuredHeader(in) : simpleHeader(in);
    }

    private boolean simpleHeader(ByteBuffer in) throws NbdFailure {
        if (in.remaining() < SIMPLE_REPLY_BYTES) {
            return false;
        }
        expectMagic(NBD_SIMPLE_REPLY_MAGIC, in.getInt());
        int error = in.getInt();
        slot = inFlight.slotOf(in.getLong());
        if (error != 0) {
            throw readFailed(error);
        }
        lastChunk = true;
        data(inFlight.offset(slot), load.requestBytes());
        return true;
    }

    private boolean structuredHeader(ByteBuffer in) throws NbdFailure {
        int start = in.position();
        if (in.remaining() < STRUCTURED_HEADER_BYTES) {
            return false;
        }
        expectMagic(NBD_STRUCTURED_REPLY_MAGIC, in.getInt(start));
        int type = in.getShort(start + 6) & 0xFFFF;
        int lengthBytes = in.getInt(start + 16);
        if (in.remaining() < STRUCTURED_HEADER_BYTES + fixedBytes(type)) {
            return false;
        }
        slot = inFlight.slotOf(in.getLong(start + 8));
        lastChunk = (in.getShort(start + 4) & NBD_REPLY_FLAG_DONE) != 0;
        in.position(start + STRUCTURED_HEADER_BYTES);
        chunk(type, lengthBytes, in);
        return true;
    }

    /** How much of a chunk's content is read together with its header. */
    private static int fixedBytes(int type) {
        return switch (type) {
            case NBD_REPLY_TYPE_NONE -> 0;
            case NBD_REPLY_TYPE_OFFSET_DATA -> 8;
            case NBD_REPLY_TYPE_OFFSET_HOLE -> 12;
            default -> 4;
        };
    }

    private void chunk(int type, int lengthBytes, ByteBuffer in) throws NbdFailure {
        switch (type) {
            case NBD_REPLY_TYPE_NONE -> expectLength(0, lengthBytes);
            case NBD_REPLY_TYPE_OFFSET_DATA -> data(in.getLong(), lengthBytes - 8);
            case NBD_REPLY_TYPE_OFFSET_HOLE -> {
                expectLength(12, lengthBytes);
                hole(in.getLong(), Integer.toUnsignedLong(in.getInt()));
            }
            default -> throw readFailed(in.getInt());
        }
    }

    private void data(long offset, int lengthBytes) throws NbdFailure {
        inFlight.deliver(slot, offset, lengthBytes);
        payloadOffset = offset;
        payloadBytes = lengthBytes;
    }

    private void hole(long offset, long lengthBytes) throws NbdFailure {
        if (options.verify()) {
            throw new NbdFailure("a hole at byte " + offset + " of an image without holes");
        }
        inFlight.deliver(slot, offset, lengthBytes);
    }

    private NbdFailure readFailed(int error) {
        return new NbdFailure("a read at " + inFlight.offset(slot) + " was answered with error " + error);
    }

    private static void expectMagic(int expected, int seen) throws NbdFailure {
        if (seen != expected) {
            throw new NbdFailure("reply magic 0x" + Integer.toHexString(seen));
        }
    }

    private static void expectLength(int expected, int seen) throws NbdFailure {
        if (seen != expected) {
            throw new NbdFailure("a chunk of " + Integer.toUnsignedString(seen) + " bytes, not " + expected);
        }
    }
}
