package io.spindle.control.drive;

/**
 * What was read, and how fast it was read of late.
 *
 * @param total all that was read
 */
public record Throughput(Traffic total, double bytesPerSecond, double readsPerSecond) {
    /** Nothing was read yet. */
    public static final Throughput NONE = new Throughput(Traffic.NONE, 0, 0);

    /** What came to {@code before} in the time between; counters that began anew tell no speed. */
    static Throughput since(Traffic before, Traffic now, long nanos) {
        double seconds = nanos / 1e9;
        return new Throughput(
                now,
                Math.max(0, now.bytes() - before.bytes()) / seconds,
                Math.max(0, now.reads() - before.reads()) / seconds);
    }
}
