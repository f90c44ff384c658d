package io.spindle.it.harness;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition; how long it is given decides only how late a failure is seen. */
public final class Await {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Await() {}

    /** Waits until the condition is true; {@code state} is asked for what was there instead. */
    public static void until(String what, Duration limit, BooleanSupplier condition, Supplier<String> state) {
        value(what, limit, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty(), state);
    }

    /** Waits until there is a value. */
    public static <T> T value(String what, Duration limit, Supplier<Optional<T>> source, Supplier<String> state) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<T> value = source.get();
            if (value.isPresent()) {
                return value.get();
            }
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError(
                        "not seen within " + limit.toSeconds() + " s: " + what + "\nbut:\n" + state.get());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            if (Thread.interrupted()) {
                // The whole test took too long. Channels that an interrupted thread uses would only tell of that.
                throw new AssertionError("interrupted while waiting for: " + what + "\nbut:\n" + state.get());
            }
        }
    }
}
