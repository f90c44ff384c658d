package io.spindle.iso.cache;

import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who reads a source in order, and how far ahead of them it pays to read: twice as far with every block that they go on
 * into, not at all for those who jump.
 */
final class ReadAhead {
    static final int MAXIMUM_BYTES = 2 << 20;
    private static final int READERS = 8;
    /** Reads of several threads do not come quite in order: so far may one be ahead of the others, or behind them. */
    private static final long AHEAD_BYTES = 512 << 10;

    private static final long BEHIND_BYTES = MAXIMUM_BYTES;

    private static final long NOWHERE = Long.MIN_VALUE / 2;

    private final ReentrantLock lock = new ReentrantLock();
    private final long[] nextBytes = new long[READERS];
    private final long[] askedBytes = new long[READERS];
    private final int[] windowBytes = new int[READERS];
    private final long[] usedAt = new long[READERS];
    private long reads;

    /** What is to be read ahead, and of whom. */
    record Range(long startBytes, long endBytes, int reader) {}

    ReadAhead() {
        Arrays.fill(nextBytes, NOWHERE);
    }

    /** Notes a read; gives what is to be read ahead now, which nobody was told before, or null. */
    Range note(long offsetBytes, long endBytes) {
        // Whoever finds it taken goes on: a read more or less changes little, and event loops do not wait.
        if (!lock.tryLock()) {
            return null;
        }
        try {
            int reader = readerOf(offsetBytes, endBytes);
            usedAt[reader] = ++reads;
            nextBytes[reader] = Math.max(nextBytes[reader], endBytes);
            return next(reader);
        } finally {
            lock.unlock();
        }
    }

    /** Forgets that somebody was told to read the range ahead: it is not done, and may be asked for again. */
    void notDone(Range range) {
        if (lock.tryLock()) {
            try {
                for (int i = 0; i < READERS; i++) {
                    if (askedBytes[i] == range.endBytes()) {
                        askedBytes[i] = range.startBytes();
                    }
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** True when the reader that the range is for has gone by the place meanwhile: what lies before it was read already. */
    boolean isPassed(Range range, long endBytes) {
        if (!lock.tryLock()) {
            return false;
        }
        try {
            long passed = nextBytes[range.reader()] - endBytes;
            return passed >= 0 && passed <= 2 * MAXIMUM_BYTES;
        } finally {
            lock.unlock();
        }
    }

    private int readerOf(long offsetBytes, long endBytes) {
        int longestUnused = 0;
        for (int i = 0; i < READERS; i++) {
            long beyond = offsetBytes - nextBytes[i];
            if (beyond >= -BEHIND_BYTES && beyond <= AHEAD_BYTES) {
                widen(i, endBytes);
                return i;
            }
            longestUnused = usedAt[i] < usedAt[longestUnused] ? i : longestUnused;
        }
        nextBytes[longestUnused] = NOWHERE;
        askedBytes[longestUnused] = NOWHERE;
        windowBytes[longestUnused] = 0;
        return longestUnused;
    }

    /** With the first read that goes on, and then with every block that is entered: most reads are of a sector only. */
    private void widen(int reader, long endBytes) {
        if (endBytes <= nextBytes[reader]) {
            return;
        }
        long blockBefore = (nextBytes[reader] - 1) / BlockCache.BLOCK_BYTES;
        if (windowBytes[reader] == 0) {
            windowBytes[reader] = BlockCache.BLOCK_BYTES;
        } else if ((endBytes - 1) / BlockCache.BLOCK_BYTES > blockBefore) {
            windowBytes[reader] = Math.min(MAXIMUM_BYTES, 2 * windowBytes[reader]);
        }
    }

    /** Half a window at once at least, not every time that one more byte comes into view. */
    private Range next(int reader) {
        long start = Math.max(askedBytes[reader], nextBytes[reader]);
        long end = nextBytes[reader] + windowBytes[reader];
        if (windowBytes[reader] == 0 || 2 * (end - start) < windowBytes[reader]) {
            return null;
        }
        askedBytes[reader] = end;
        return new Range(start, end, reader);
    }
}
