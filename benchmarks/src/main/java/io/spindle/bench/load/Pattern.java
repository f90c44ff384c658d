package io.spindle.bench.load;

import java.nio.ByteBuffer;

/** The content of the test image: no word is zero, none is repeated, and each follows from its offset alone. */
final class Pattern {
    private static final long ODD_MULTIPLIER = 0x9E3779B97F4A7C15L;

    private Pattern() {}

    /** The big-endian word at an offset that is a multiple of 8. */
    static long wordAt(long offset) {
        return ((offset >>> 3) + 1) * ODD_MULTIPLIER;
    }

    /** Fills what remains of the buffer; offset and remaining length are multiples of 8. */
    static void fill(ByteBuffer target, long offset) {
        for (long at = offset; target.hasRemaining(); at += Long.BYTES) {
            target.putLong(wordAt(at));
        }
    }

    /** The offset of the first byte in {@code [position, position + length)} that is wrong, or -1; moves nothing. */
    static long firstDifference(ByteBuffer source, int length, long offset) {
        int start = source.position();
        int done = 0;
        while (done < length) {
            long at = offset + done;
            if ((at & 7) == 0 && length - done >= Long.BYTES && source.getLong(start + done) == wordAt(at)) {
                done += Long.BYTES;
            } else if (source.get(start + done) == byteAt(at)) {
                done++;
            } else {
                return at;
            }
        }
        return -1;
    }

    private static byte byteAt(long offset) {
        return (byte) (wordAt(offset & ~7L) >>> (56 - 8 * (offset & 7)));
    }
}
