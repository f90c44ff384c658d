package io.spindle.iso.library;

import io.spindle.iso.packed.ExpandedStore;
import io.spindle.iso.packed.PackedFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Expands compressed images, one after another, on a thread of its own. */
final class Expansions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Expansions.class);
    /** For want of room, say: what a file itself is to blame for is not tried again. */
    private static final long AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);

    private static final long PATIENCE_SECONDS = 5;

    private final ExpandedStore store;
    private final Map<String, Task> tasks = new HashMap<>();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "expansion");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean closed;

    /** One file's expansion. */
    private static final class Task {
        private final String name;
        private final Path path;
        private final Look look;
        private volatile int percent;
        private volatile boolean dropped;
        private volatile Optional<IOException> failure = Optional.empty();
        private volatile boolean ended;
        private volatile long endedNanos;

        Task(String name, Path path, Look look) {
            this.name = name;
            this.path = path;
            this.look = look;
        }
    }

    Expansions(ExpandedStore store) {
        this.store = store;
    }

    /**
     * Begins to expand an image, or tells how far that is.
     *
     * @return what is going on, or went wrong, for people; empty when it is expanded
     * @throws PackedFormatException when it cannot be expanded, ever
     */
    synchronized Optional<String> of(String name, Path path, Look look) throws PackedFormatException {
        Task task = tasks.get(name);
        if (task != null && (!task.look.equals(look) || isToBeTriedAgain(task))) {
            task.dropped = true;
            task = null;
        }
        if (task == null) {
            task = new Task(name, path, look);
            tasks.put(name, task);
            Task added = task;
            if (!closed) {
                worker.execute(() -> expand(added));
            }
        }
        return told(task);
    }

    private static boolean isToBeTriedAgain(Task task) {
        return task.ended && task.failure.isPresent() && System.nanoTime() - task.endedNanos > AGAIN_NANOS;
    }

    private Optional<String> told(Task task) throws PackedFormatException {
        if (!task.ended) {
            return Optional.of(expanding(task).text());
        }
        if (task.failure.isEmpty()) {
            tasks.remove(task.name);
            return Optional.empty();
        }
        IOException failure = task.failure.get();
        if (failure instanceof PackedFormatException damaged) {
            tasks.remove(task.name);
            throw damaged;
        }
        return Optional.of("cannot be expanded: " + failure.getMessage());
    }

    private static Expanding expanding(Task task) {
        return new Expanding(task.name, task.path, task.percent);
    }

    /** Those under way, and those that wait. */
    synchronized List<Expanding> underWay() {
        List<Expanding> underWay = new ArrayList<>();
        tasks.values().stream().filter(task -> !task.ended).forEach(task -> underWay.add(expanding(task)));
        underWay.sort((one, other) -> one.name().compareTo(other.name()));
        return underWay;
    }

    /** Gives up what is not wanted any more. */
    synchronized void keepOnly(Set<String> names) {
        tasks.values().removeIf(task -> {
            task.dropped |= !names.contains(task.name);
            return task.dropped;
        });
    }

    private void expand(Task task) {
        if (task.dropped || closed) {
            return;
        }
        LOG.info("expanding {}, which is served as '{}' when that is done", task.path, task.name);
        long started = System.nanoTime();
        try {
            store.expand(task.path, (read, packed) -> {
                task.percent = (int) (100 * read / Math.max(1, packed));
                return !task.dropped && !closed;
            });
            LOG.info("expanded {} in {} s", task.path, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started));
        } catch (IOException e) {
            task.failure = Optional.of(e);
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.error("expanding {} failed in a way that it should not", task.path, e);
            task.failure = Optional.of(new IOException(e.toString(), e));
        } finally {
            task.endedNanos = System.nanoTime();
            task.ended = true;
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            // Not interrupted: what is under way sees that it is to end, and takes away what it has written.
            worker.shutdown();
        }
        try {
            if (!worker.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("an expansion does not end; what it has written is taken away by a later one");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
