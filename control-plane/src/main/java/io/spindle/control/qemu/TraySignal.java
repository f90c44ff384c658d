package io.spindle.control.qemu;

import java.time.Duration;

/** Wakes a change that waits for a guest, at the latest when its time is over. */
final class TraySignal {
    private static final long LOOK_NANOS = 250_000_000;

    private long deadlineNanos;
    private boolean givenUp;
    private boolean woken;

    synchronized void begin(Duration timeout) {
        deadlineNanos = System.nanoTime() + timeout.toNanos();
        givenUp = false;
        woken = false;
    }

    synchronized void wake() {
        woken = true;
        notifyAll();
    }

    synchronized void giveUp() {
        givenUp = true;
        notifyAll();
    }

    /** Waits until something moved, or a moment; false when there is no more time. */
    synchronized boolean await() {
        if (givenUp || deadlineNanos - System.nanoTime() <= 0) {
            return false;
        }
        long nanos = Math.min(LOOK_NANOS, deadlineNanos - System.nanoTime());
        try {
            if (!woken && nanos > 0) {
                wait(nanos / 1_000_000, (int) (nanos % 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        woken = false;
        return true;
    }

    synchronized boolean isGivenUp() {
        return givenUp;
    }
}
