package io.spindle.iscsi.handler;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what may fail on a thread that waits, so that the failure can be told elsewhere. */
final class Attempt {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    private Attempt() {}

    /** Something that may wait for a device. */
    interface WaitingTask {
        void run() throws IOException;
    }

    /** What it failed with, or null. */
    static Throwable of(WaitingTask task) {
        try {
            task.run();
            return null;
        } catch (IOException e) {
            return e;
        } catch (RuntimeException | Error e) {
            LOG.error("a read failed in a way that it should not", e);
            return e;
        }
    }
}
