package io.spindle.control.drive;

import java.util.function.Consumer;

/** What a guest does to a drive, in words, for whoever looks on. */
@FunctionalInterface
public interface TraceSource {
    /**
     * Begins to look on.
     *
     * @param listener is told every line, on the thread of the drive: it must not wait
     * @return ends it
     */
    Runnable listen(Consumer<String> listener);
}
