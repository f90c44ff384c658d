package io.spindle.control.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** Holds a state for one process: two that write the same documents would undo each other's. Not thread-safe. */
public final class StateLock implements AutoCloseable {
    private static final long LOOK_MILLIS = 100;

    private final Path file;
    private FileChannel channel;

    /** A lock that is not held yet; the file is made when it is, and stays. */
    public StateLock(Path file) {
        this.file = file;
    }

    /**
     * Holds it until it is closed, or the process ends.
     *
     * @param patience how long a process that is about to end is waited for
     * @return false when another one holds it
     */
    public boolean hold(Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (channel == null && !tryToHold()) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private boolean tryToHold() throws IOException {
        FileChannel opened = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = opened.tryLock();
            channel = lock == null ? null : opened;
        } catch (OverlappingFileLockException e) {
            channel = null;
        } finally {
            if (channel == null) {
                opened.close();
            }
        }
        return channel != null;
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }
}
