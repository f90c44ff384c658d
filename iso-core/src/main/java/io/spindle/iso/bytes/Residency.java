package io.spindle.iso.bytes;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * Remembers, per chunk of a file, until when its pages may be taken for resident.
 *
 * <p>The kernel evicts what was not used for long, so a chunk that was in memory within the last second still is, for
 * all that a server can know; a wrong guess costs one page fault. Chunks that are 4 GiB apart share a slot, so that a
 * file of any length takes 128 KiB at most, and nothing before it is read.
 */
final class Residency {
    private static final int CHUNK_SHIFT = 18;
    private static final int MAXIMUM_SLOTS = 1 << 14;
    private static final int FRESH_MILLIS = 1000;

    /** Asks somebody who knows whether a range is in memory. */
    interface Oracle {
        boolean isResident(long offsetBytes, long lengthBytes);
    }

    private final long lengthBytes;
    private final LongSupplier clockNanos;
    private final long epochNanos;
    private final int slotMask;
    private volatile AtomicLongArray slots;

    Residency(long lengthBytes) {
        this(lengthBytes, System::nanoTime);
    }

    Residency(long lengthBytes, LongSupplier clockNanos) {
        this.lengthBytes = lengthBytes;
        this.clockNanos = clockNanos;
        this.epochNanos = clockNanos.getAsLong();
        this.slotMask = (int) Math.min(MAXIMUM_SLOTS, Long.highestOneBit(chunkOf(lengthBytes) + 1) << 1) - 1;
    }

    boolean isFresh(long offsetBytes, long rangeBytes) {
        AtomicLongArray marks = slots;
        if (marks == null) {
            return false;
        }
        int now = nowMillis();
        long last = chunkOfLast(offsetBytes, rangeBytes);
        for (long chunk = chunkOf(offsetBytes); chunk <= last; chunk++) {
            long mark = marks.getPlain((int) chunk & slotMask);
            int leftMillis = (int) mark - now;
            if ((int) (mark >> Integer.SIZE) != (int) chunk || leftMillis <= 0 || leftMillis > FRESH_MILLIS) {
                return false;
            }
        }
        return true;
    }

    /** Asks for the whole chunks around the range, and where those are not all there, for the range alone. */
    boolean confirm(long offsetBytes, long rangeBytes, Oracle oracle) {
        long first = chunkOf(offsetBytes);
        long last = chunkOfLast(offsetBytes, rangeBytes);
        long from = first << CHUNK_SHIFT;
        long to = Math.min((last + 1) << CHUNK_SHIFT, lengthBytes);
        if (oracle.isResident(from, to - from)) {
            mark(first, last);
            return true;
        }
        return oracle.isResident(offsetBytes, rangeBytes);
    }

    /** Marks the chunks that lie wholly inside the range that was read. */
    void touched(long offsetBytes, long rangeBytes) {
        long first = chunkOf(offsetBytes + (1L << CHUNK_SHIFT) - 1);
        long end = offsetBytes + rangeBytes;
        long last = end >= lengthBytes ? chunkOf(lengthBytes) : chunkOf(end) - 1;
        mark(first, last);
    }

    /** A slot holds the chunk's number and, below it, the millisecond until which it is fresh. */
    private void mark(long first, long last) {
        if (first > last) {
            return;
        }
        AtomicLongArray marks = slots;
        if (marks == null) {
            // Two threads that come here at once lose some marks, which is no harm.
            marks = new AtomicLongArray(slotMask + 1);
            slots = marks;
        }
        int until = nowMillis() + FRESH_MILLIS;
        for (long chunk = first; chunk <= last; chunk++) {
            marks.setPlain((int) chunk & slotMask, chunk << Integer.SIZE | Integer.toUnsignedLong(until));
        }
    }

    private int nowMillis() {
        return (int) TimeUnit.NANOSECONDS.toMillis(clockNanos.getAsLong() - epochNanos);
    }

    private static long chunkOf(long offsetBytes) {
        return offsetBytes >> CHUNK_SHIFT;
    }

    private static long chunkOfLast(long offsetBytes, long rangeBytes) {
        return chunkOf(Math.max(offsetBytes, offsetBytes + rangeBytes - 1));
    }
}
