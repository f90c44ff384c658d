package io.spindle.bench.load;

/** Counts of latencies in nanoseconds, in buckets no wider than a thirty-second part of their value. */
public final class LatencyHistogram {
    private static final int STEPS_PER_OCTAVE_BITS = 5;
    private static final int STEPS_PER_OCTAVE = 1 << STEPS_PER_OCTAVE_BITS;
    private static final int BUCKETS = (Long.SIZE - STEPS_PER_OCTAVE_BITS) * STEPS_PER_OCTAVE;

    private final long[] counts = new long[BUCKETS];
    private long total;

    void record(long nanos) {
        counts[bucketOf(Math.max(0, nanos))]++;
        total++;
    }

    void add(LatencyHistogram other) {
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            counts[bucket] += other.counts[bucket];
        }
        total += other.total;
    }

    public long total() {
        return total;
    }

    /** The latency that {@code fraction} of all stayed at or below, in nanoseconds; 0 when nothing was recorded. */
    public long quantileNanos(double fraction) {
        long rank = Math.max(1, (long) Math.ceil(fraction * total));
        long seen = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            seen += counts[bucket];
            if (seen >= rank) {
                return middleOf(bucket);
            }
        }
        return 0;
    }

    private static int bucketOf(long nanos) {
        int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos | 1);
        int shift = Math.max(0, octave - STEPS_PER_OCTAVE_BITS);
        return shift * STEPS_PER_OCTAVE + (int) (nanos >>> shift);
    }

    private static long middleOf(int bucket) {
        int shift = Math.max(0, bucket / STEPS_PER_OCTAVE - 1);
        long step = bucket - (long) shift * STEPS_PER_OCTAVE;
        return (step << shift) + ((1L << shift) - 1) / 2;
    }
}
