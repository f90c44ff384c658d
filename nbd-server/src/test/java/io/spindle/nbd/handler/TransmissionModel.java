package io.spindle.nbd.handler;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a read-only server has to do with the bytes of a client in the transmission phase, written down without regard to
 * how ours does it.
 */
final class TransmissionModel {
    /**
     * The answer to a request.
     *
     * @param dataBytes length of the data that it carries, -1 where it is an error
     */
    record Expected(long cookie, int dataBytes) {}

    private final String export;
    private final boolean structured;
    private final boolean extended;
    private final boolean context;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private final List<Expected> answers = new ArrayList<>();
    private boolean ended;
    private long bytesToTheNext;

    TransmissionModel(String export, boolean structured, boolean extended, boolean context) {
        this.export = export;
        this.structured = structured;
        this.extended = extended;
        this.context = context;
    }

    /** All that was said so far is looked at again. */
    void say(byte[] bytes) {
        said.writeBytes(bytes);
        answers.clear();
        ended = false;
        ByteBuffer in = ByteBuffer.wrap(said.toByteArray());
        int headerBytes = extended ? 32 : 28;
        while (!ended && in.remaining() >= headerBytes) {
            take(in);
        }
        bytesToTheNext = in.hasRemaining() ? headerBytes - in.remaining() : Math.max(0, bytesToTheNext);
    }

    /** The requests that are answered, in their order. */
    List<Expected> answers() {
        return answers;
    }

    /** True when the connection ends after these answers. */
    boolean isEnded() {
        return ended;
    }

    /** How many bytes are missing until the next request may begin. */
    long bytesToTheNext() {
        return bytesToTheNext;
    }

    private void take(ByteBuffer in) {
        if (in.getInt() != (extended ? 0x21e41c71 : 0x25609513)) {
            ended = true;
            return;
        }
        int flags = in.getShort() & 0xffff;
        int type = in.getShort() & 0xffff;
        long cookie = in.getLong();
        long offset = in.getLong();
        long length = extended ? in.getLong() : in.getInt() & 0xffffffffL;
        boolean payload = extended ? (flags & 0x20) != 0 : type == 1;
        ended = type == 2 || payload && tooLong(length);
        if (!ended) {
            skip(in, payload ? length : 0);
        }
        // A write is answered when all of it is there.
        if (!ended && bytesToTheNext == 0) {
            answers.add(new Expected(cookie, dataBytes(type, flags, offset, length)));
        }
    }

    private static boolean tooLong(long payloadBytes) {
        return payloadBytes < 0 || payloadBytes > 0xffffffffL;
    }

    private void skip(ByteBuffer in, long payloadBytes) {
        long now = Math.min(payloadBytes, in.remaining());
        in.position(in.position() + (int) now);
        bytesToTheNext = payloadBytes - now;
    }

    private int dataBytes(int type, int flags, long offset, long length) {
        boolean inside = offset >= 0 && length >= 0 && offset <= sizeBytes() && length <= sizeBytes() - offset;
        boolean readable =
                inside && !(export.equals("bad.iso") && length > 0 && offset < 2560 && offset + length > 2048);
        return switch (type) {
            case 0 -> readable && (flags & (structured ? ~4 : ~0)) == 0 ? (int) length : -1;
            case 3 -> flags == 0 ? 0 : -1;
            case 5 -> readable && flags == 0 ? 0 : -1;
            case 7 -> context && inside && length > 0 && (flags & ~8) == 0 ? extents(flags, offset, length) : -1;
            default -> -1;
        };
    }

    private int sizeBytes() {
        return switch (export) {
            case "a.iso" -> 2048;
            case "bad.iso" -> 4096;
            default -> 16384;
        };
    }

    /** The length of a block status chunk: holes.iso changes every 1024 bytes, the others do not. */
    private int extents(int flags, long offset, long length) {
        long extents =
                (flags & 8) != 0 || !export.equals("holes.iso") ? 1 : (offset + length - 1) / 1024 - offset / 1024 + 1;
        return (int) (extended ? 8 + 16 * extents : 4 + 8 * extents);
    }
}
