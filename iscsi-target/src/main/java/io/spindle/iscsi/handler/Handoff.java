package io.spindle.iscsi.handler;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Brings what was done on a thread that waits back to the thread of a session. */
final class Handoff {
    private static final Object AFTER_THE_END = new Object();

    private Handoff() {}

    /** Runs the task on the thread; here, one at a time, when that thread has ended with its server. */
    static void run(Executor thread, Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            synchronized (AFTER_THE_END) {
                task.run();
            }
        }
    }
}
