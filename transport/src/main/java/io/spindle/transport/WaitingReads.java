package io.spindle.transport;

import io.spindle.iso.bytes.SharedByteSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads on which reads wait for devices, so that event loops need not.
 *
 * <p>Each source has a lane of few threads: one that stalls holds up its own readers and nobody else's. So that they do not
 * take the memory of all the others meanwhile, a lane lets in few reads at once that hold some.
 */
public final class WaitingReads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WaitingReads.class);
    private static final int THREADS_PER_SOURCE = 4;
    private static final int MAXIMUM_THREADS = 256;
    private static final long IDLE_SECONDS = 10;
    /** Enough to keep the threads of a lane busy, and a small part of the memory of a server. */
    private static final long LARGE_COPIES_BYTES = 6 << 20;

    private static final long SMALL_COPIES_BYTES = LARGE_COPIES_BYTES / 4;

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
        private final Share small = new Share(SMALL_COPIES_BYTES);
        private final Share large = new Share(LARGE_COPIES_BYTES);
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

        /**
         * Asks before memory is taken for a read that will wait: true when it may be, else {@code whenLetIn} is run later on
         * some thread. Ends with {@link #leave}.
         */
        public boolean enter(long bytes, Runnable whenLetIn) {
            return share(bytes).enter(bytes, whenLetIn);
        }

        /** Such a read is over, its bytes are in memory or will never be; who may come in now is run on this thread. */
        public void leave(long bytes) {
            share(bytes).leave(bytes).forEach(Runnable::run);
        }

        /** Small reads do not wait for large ones. */
        private Share share(long bytes) {
            return bytes <= CopyBudget.SMALL_BYTES ? small : large;
        }

        private void work(Runnable first) {
            for (Runnable task = first; task != null; task = next()) {
                run(task);
            }
        }

        /** A fault of a task is not to cost its lane a thread. */
        private void run(Runnable task) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.error("a task of a waiting read failed", e);
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

    /** How many bytes of memory reads of one source may hold before they are read. */
    private static final class Share {
        private final long totalBytes;
        private final Queue<Waiter> waiters = new ArrayDeque<>();
        private long usedBytes;

        private record Waiter(long bytes, Runnable whenLetIn) {}

        Share(long totalBytes) {
            this.totalBytes = totalBytes;
        }

        synchronized boolean enter(long bytes, Runnable whenLetIn) {
            if (waiters.isEmpty() && fits(bytes)) {
                usedBytes += bytes;
                return true;
            }
            waiters.add(new Waiter(bytes, whenLetIn));
            return false;
        }

        /** One is always let in, however long it is. */
        private boolean fits(long bytes) {
            return usedBytes == 0 || bytes <= totalBytes - usedBytes;
        }

        synchronized List<Runnable> leave(long bytes) {
            usedBytes -= bytes;
            List<Runnable> letIn = new ArrayList<>();
            while (!waiters.isEmpty() && fits(waiters.peek().bytes())) {
                Waiter next = waiters.remove();
                usedBytes += next.bytes();
                letIn.add(next.whenLetIn());
            }
            return letIn;
        }
    }
}
