package io.spindle.transport;

import java.util.concurrent.atomic.LongAdder;

/**
 * What was read of an export or a drive since the start, or by one of those who read it. Safe on any thread, and cheap to
 * add to.
 */
public final class TransferCounters {
    /** What this is a part of; null where it is none. */
    private final TransferCounters whole;

    private final LongAdder reads = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    /** Nothing was read yet. */
    public TransferCounters() {
        this(null);
    }

    private TransferCounters(TransferCounters whole) {
        this.whole = whole;
    }

    /** Counters for one of those who read it: what is added to them is added here, too. */
    public TransferCounters part() {
        return new TransferCounters(this);
    }

    /**
     * The counts at one moment.
     *
     * @param reads that were answered with data
     * @param bytes of that data
     * @param errors reads that could not be answered for a fault of ours or of a disk
     * @param nanos how long the answered ones took in sum; what memory answers at once counts as nothing
     */
    public record Counts(long reads, long bytes, long errors, long nanos) {}

    /** A read was answered. */
    public void read(long lengthBytes, long tookNanos) {
        reads.increment();
        bytes.add(lengthBytes);
        if (tookNanos > 0) {
            nanos.add(tookNanos);
        }
        if (whole != null) {
            whole.read(lengthBytes, tookNanos);
        }
    }

    /** A read failed. */
    public void error() {
        errors.increment();
        if (whole != null) {
            whole.error();
        }
    }

    /** What was counted so far. */
    public Counts counts() {
        return new Counts(reads.sum(), bytes.sum(), errors.sum(), nanos.sum());
    }
}
