package io.spindle.iso.cache;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;

/** The loading of a run of blocks by one thread, for which others can wait. */
final class BlockLoad {
    private final long wanted;
    private final CountDownLatch done = new CountDownLatch(1);
    private long first;
    private long end;
    private volatile boolean loaded;

    /** The loading of one block; neighbours are added by the thread that loads them. */
    BlockLoad(long wanted) {
        this.wanted = wanted;
        this.first = wanted;
        this.end = wanted + 1;
    }

    long wanted() {
        return wanted;
    }

    long first() {
        return first;
    }

    long end() {
        return end;
    }

    void toFront() {
        first--;
    }

    void toEnd() {
        end++;
    }

    void complete(boolean successfully) {
        loaded = successfully;
        done.countDown();
    }

    /** Waits for the end of it; false when it failed, maybe for another of its blocks. */
    boolean await() throws IOException {
        try {
            done.await();
            return loaded;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while another thread reads the block");
        }
    }
}
