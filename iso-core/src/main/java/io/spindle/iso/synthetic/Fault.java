package io.spindle.iso.synthetic;

import java.time.Duration;

/**
 * A place that misbehaves when it is read.
 *
 * @param offsetBytes where it starts
 * @param lengthBytes how long it is, at least 1; a read that touches any byte of it is hit
 * @param effect what then happens
 * @param times how many reads are hit before the place is sound again, at least 1; {@link #ALWAYS} for all
 */
public record Fault(long offsetBytes, long lengthBytes, Effect effect, long times) {
    /** A fault that never wears off. */
    public static final long ALWAYS = Long.MAX_VALUE;

    /** What a fault does to a read. */
    public sealed interface Effect {
        /** The read fails with this text. */
        record Error(String text) implements Effect {}

        /** The read waits this long before it goes on. */
        record Delay(Duration duration) implements Effect {}
    }

    public Fault {
        if (offsetBytes < 0 || lengthBytes < 1 || times < 1 || offsetBytes > Long.MAX_VALUE - lengthBytes) {
            throw new IllegalArgumentException(
                    "fault at " + offsetBytes + " of " + lengthBytes + " bytes, " + times + " times");
        }
    }

    /** Every read of the place fails. */
    public static Fault error(long offsetBytes, long lengthBytes, String text) {
        return new Fault(offsetBytes, lengthBytes, new Effect.Error(text), ALWAYS);
    }

    /** Every read of the place waits. */
    public static Fault delay(long offsetBytes, long lengthBytes, Duration duration) {
        return new Fault(offsetBytes, lengthBytes, new Effect.Delay(duration), ALWAYS);
    }

    /** The same fault, which hits only so many reads. */
    public Fault times(long count) {
        return new Fault(offsetBytes, lengthBytes, effect, count);
    }

    boolean touches(long fromBytes, long rangeBytes) {
        return rangeBytes > 0 && fromBytes < offsetBytes + lengthBytes && offsetBytes - fromBytes < rangeBytes;
    }
}
