package io.spindle.iso.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Memory for blocks, outside of the heap so that the kernel can send it, and used again and again: such memory costs much
 * to get, and is given back to the system only when the collector comes by.
 */
final class BlockMemory {
    private final int keptBlocks;
    private final ConcurrentLinkedQueue<ByteBuffer> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger freeBlocks = new AtomicInteger();
    private final AtomicInteger usedBlocks = new AtomicInteger();

    /** Memory of which at most {@code keptBlocks} blocks are kept that nobody uses. */
    BlockMemory(int keptBlocks) {
        this.keptBlocks = keptBlocks;
    }

    /** A block that holds what remains in {@code content}: one block's length, or less. */
    CachedBlock filled(ByteBuffer content) throws IOException {
        ByteBuffer memory = free.poll();
        if (memory == null) {
            memory = allocated();
        } else {
            freeBlocks.decrementAndGet();
        }
        usedBlocks.incrementAndGet();
        int lengthBytes = content.remaining();
        memory.clear().put(content);
        return new CachedBlock(memory, lengthBytes, this);
    }

    private static ByteBuffer allocated() throws IOException {
        try {
            return ByteBuffer.allocateDirect(BlockCache.BLOCK_BYTES);
        } catch (OutOfMemoryError e) {
            throw new IOException("the server has no memory left for blocks of images", e);
        }
    }

    void giveBack(ByteBuffer memory) {
        usedBlocks.decrementAndGet();
        if (freeBlocks.incrementAndGet() <= keptBlocks) {
            free.add(memory);
        } else {
            freeBlocks.decrementAndGet();
        }
    }

    long usedBytes() {
        return (long) usedBlocks.get() * BlockCache.BLOCK_BYTES;
    }
}
