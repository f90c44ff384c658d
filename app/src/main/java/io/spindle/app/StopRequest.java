package io.spindle.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells a command that SIGINT or SIGTERM came, and gives it a moment to say what it leaves behind. The process ends with the
 * exit code of the signal, 130 or 143.
 */
final class StopRequest implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 5;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop");
    private volatile boolean came;

    StopRequest() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    boolean came() {
        return came;
    }

    private void stop() {
        came = true;
        try {
            ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The command has said all. */
    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It is running just now.
        }
    }
}
