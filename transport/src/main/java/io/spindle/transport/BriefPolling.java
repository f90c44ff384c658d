package io.spindle.transport;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;
import java.util.function.LongSupplier;

/**
 * When an event loop goes to sleep: not before it has looked out for a moment.
 *
 * <p>A client that sends its next request when it has the last reply answers sooner than a sleeping thread wakes up. While
 * it looks out the thread gives way to every other that wants to run. Where nothing came a few times it looks out only
 * now and then: a client that is slow may need the processor itself. See docs/decisions/0005.
 */
final class BriefPolling implements SelectStrategy {
    private static final long LOOK_OUT_NANOS = 50_000;
    private static final int PATIENCE = 4;
    private static final int RETRY_EVERY = 16;

    private final LongSupplier nanoClock;
    private boolean slept;
    private long awakeSinceNanos;
    private int sleepsInARow;

    BriefPolling(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.awakeSinceNanos = nanoClock.getAsLong() - LOOK_OUT_NANOS;
    }

    @Override
    public int calculateStrategy(IntSupplier selectNow, boolean hasTasks) throws Exception {
        if (slept) {
            slept = false;
            awakeSinceNanos = nanoClock.getAsLong();
        }
        int ready = selectNow.get();
        if (ready == 0 && !hasTasks && (sleepsInARow < PATIENCE || sleepsInARow % RETRY_EVERY == 0)) {
            ready = lookOut(selectNow);
        }
        slept = ready == 0 && !hasTasks;
        if (ready > 0) {
            awakeSinceNanos = nanoClock.getAsLong();
            sleepsInARow = 0;
        } else if (slept) {
            sleepsInARow = (sleepsInARow + 1) & Integer.MAX_VALUE;
        }
        return slept ? SELECT : ready;
    }

    private int lookOut(IntSupplier selectNow) throws Exception {
        int ready = 0;
        while (ready == 0 && nanoClock.getAsLong() - awakeSinceNanos < LOOK_OUT_NANOS) {
            Thread.yield();
            ready = selectNow.get();
        }
        return ready;
    }
}
