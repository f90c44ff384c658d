package io.spindle.iso.bytes;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * Remembers, per chunk of a file, until when its pages may be taken for resident.
 *
 * <p>The kernel evicts what was not used for long, so a chunk that was in memory within the last second still is, for
 * all that a server can know; a wrong guess costs one page fault.
 */
final class Residency {
    private static final int CHUNK_SHIFT = 18;
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Asks somebody who knows whether a range is in memory. */
    interface Oracle {
        boolean isResident(long offsetBytes, long lengthBytes);
    }

    private final long lengthBytes;
    private final LongSupplier clockNanos;
    private final long epochNanos;
    private final AtomicLongArray freshUntil;

    Residency(long lengthBytes) {
        this(lengthBytes, System::nanoTime);
    }

    Residency(long lengthBytes, LongSupplier clockNanos) {
        this.lengthBytes = lengthBytes;
        this.clockNanos = clockNanos;
        this.epochNanos = clockNanos.getAsLong();
        this.freshUntil = new AtomicLongArray((int) ((lengthBytes >> CHUNK_SHIFT) + 1));
    }

    boolean isFresh(long offsetBytes, long rangeBytes) {
        long now = sinceEpoch();
        int last = chunkOfLast(offsetBytes, rangeBytes);
        for (int chunk = chunkOf(offsetBytes); chunk <= last; chunk++) {
            if (freshUntil.getPlain(chunk) <= now) {
                return false;
            }
        }
        return true;
    }

    /** Asks for the whole chunks around the range, and where those are not all there, for the range alone. */
    boolean confirm(long offsetBytes, long rangeBytes, Oracle oracle) {
        int first = chunkOf(offsetBytes);
        int last = chunkOfLast(offsetBytes, rangeBytes);
        long from = (long) first << CHUNK_SHIFT;
        long to = Math.min((long) (last + 1) << CHUNK_SHIFT, lengthBytes);
        if (oracle.isResident(from, to - from)) {
            mark(first, last);
            return true;
        }
        return oracle.isResident(offsetBytes, rangeBytes);
    }

    /** Marks the chunks that lie wholly inside the range that was read. */
    void touched(long offsetBytes, long rangeBytes) {
        int first = (int) ((offsetBytes + (1L << CHUNK_SHIFT) - 1) >> CHUNK_SHIFT);
        long end = offsetBytes + rangeBytes;
        int last = end >= lengthBytes ? chunkOf(lengthBytes) : (int) (end >> CHUNK_SHIFT) - 1;
        mark(first, last);
    }

    private void mark(int first, int last) {
        long until = sinceEpoch() + FRESH_NANOS;
        for (int chunk = first; chunk <= last && chunk < freshUntil.length(); chunk++) {
            freshUntil.setPlain(chunk, until);
        }
    }

    private long sinceEpoch() {
        return clockNanos.getAsLong() - epochNanos;
    }

    private static int chunkOf(long offsetBytes) {
        return (int) (offsetBytes >> CHUNK_SHIFT);
    }

    private static int chunkOfLast(long offsetBytes, long rangeBytes) {
        return chunkOf(Math.max(offsetBytes, offsetBytes + rangeBytes - 1));
    }
}
