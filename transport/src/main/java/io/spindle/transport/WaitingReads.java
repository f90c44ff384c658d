package io.spindle.transport;

import io.spindle.iso.bytes.SharedByteSource;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which reads wait for devices, so that event loops need not.
 *
 * <p>Each source has a lane of few threads: one that stalls holds up its own readers and nobody else's.
 */
public final class WaitingReads implements AutoCloseable {
    private static final int THREADS_PER_SOURCE = 4;
    private static final int MAXIMUM_THREADS = 256;
    private static final long IDLE_SECONDS = 10;

    private final ExecutorService threads;
    private final ConcurrentHashMap<SharedByteSource, Lane> lanes = new ConcurrentHashMap<>();

    /** No thread yet. */
    public WaitingReads() {
        this(newThreads());
    }

    /** Lanes to those threads. */
    public WaitingReads(ExecutorService threads) {
        this.threads = threads;
    }

    private static ExecutorService newThreads() {
        AtomicInteger number = new AtomicInteger();
        IdleThreadsFirst queue = new IdleThreadsFirst();
        return new ThreadPoolExecutor(
                0,
                MAXIMUM_THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                queue,
                task -> {
                    Thread thread = new Thread(task, "waiting-read-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                (task, pool) -> queue.put(task));
    }

    /** Takes a task only for a thread that is idle; a pool then starts another thread, or at its limit lets tasks wait. */
    private static final class IdleThreadsFirst extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1;

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }
    }

    /** The lane of a source for one more user, who gives it back with {@link Lane#close}. */
    public Lane lane(SharedByteSource source) {
        return lanes.compute(source, (key, lane) -> {
            Lane used = lane == null ? new Lane(key) : lane;
            used.users++;
            return used;
        });
    }

    /** Drops what waits; what is under way ends by itself. */
    @Override
    public void close() {
        threads.shutdown();
    }

    /** A queue before few threads. */
    public final class Lane implements AutoCloseable {
        private final SharedByteSource source;
        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private int running;
        private int users;

        private Lane(SharedByteSource source) {
            this.source = source;
        }

        /** Runs the task on a thread that may wait; the task must not throw. */
        public void execute(Runnable task) {
            synchronized (waiting) {
                if (running == THREADS_PER_SOURCE) {
                    waiting.add(task);
                    return;
                }
                running++;
            }
            threads.execute(() -> work(task));
        }

        private void work(Runnable first) {
            for (Runnable task = first; task != null; task = next()) {
                task.run();
            }
        }

        private Runnable next() {
            synchronized (waiting) {
                Runnable task = waiting.poll();
                if (task == null) {
                    running--;
                }
                return task;
            }
        }

        @Override
        public void close() {
            lanes.computeIfPresent(source, (key, lane) -> {
                lane.users--;
                return lane.users == 0 ? null : lane;
            });
        }
    }
}
