package io.spindle.iso.cache;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A block in memory, which goes back to where it came from when nobody holds it any more: neither the cache nor a reply
 * under way.
 */
final class CachedBlock {
    private final ByteBuffer memory;
    private final int lengthBytes;
    private final BlockMemory from;
    private final AtomicInteger holders = new AtomicInteger(1);

    /**
     * A block with one holder, the caller.
     *
     * @param memory what it lies in, from byte 0 on
     */
    CachedBlock(ByteBuffer memory, int lengthBytes, BlockMemory from) {
        this.memory = memory;
        this.lengthBytes = lengthBytes;
        this.from = from;
    }

    int lengthBytes() {
        return lengthBytes;
    }

    /** A view of some of its bytes. */
    ByteBuffer slice(int at, int countBytes) {
        return memory.slice(at, countBytes).asReadOnlyBuffer();
    }

    /** One more holder; false when the last one has let go already. */
    boolean hold() {
        int now = holders.get();
        while (now > 0) {
            if (holders.compareAndSet(now, now + 1)) {
                return true;
            }
            now = holders.get();
        }
        return false;
    }

    void release() {
        if (holders.decrementAndGet() == 0) {
            from.giveBack(memory);
        }
    }
}
