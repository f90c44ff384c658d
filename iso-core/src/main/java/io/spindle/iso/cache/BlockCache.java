package io.spindle.iso.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.CheckedByteSource;
import io.spindle.iso.bytes.MerkleTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Memory for blocks of slow sources, shared by all of them and never more than it was given: sources that have to be
 * expanded, or that lie far away.
 *
 * <p>Memory is taken when blocks come, not before. Blocks that a reply under way still holds when they are displaced come
 * on top, as long as it is under way.
 */
public final class BlockCache {
    /** Bytes of a block: as many as are checked at once. */
    public static final int BLOCK_BYTES = MerkleTree.LEAF_BYTES;

    /** What a cache may take unless told otherwise. */
    public static final long DEFAULT_MAXIMUM_BYTES = 128L << 20;

    /** The least that is of any use: room for what is read ahead. */
    public static final long LEAST_MAXIMUM_BYTES = 4L << 20;

    private static final int AHEAD_THREADS = 16;
    private static final long IDLE_SECONDS = 10;

    private final int maximumBlocks;
    private final BlockMemory memory;
    private final FreshBlocks fresh;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder loads = new LongAdder();
    private final LongAdder evictions = new LongAdder();
    private final Executor ahead;
    private volatile Cache<BlockKey, CachedBlock> blocks;

    /**
     * Holds nothing yet.
     *
     * @param maximumBytes at least {@link #LEAST_MAXIMUM_BYTES}
     */
    public BlockCache(long maximumBytes) {
        this(maximumBytes, threads());
    }

    /** As the other one; what is read ahead runs on {@code ahead}, which may reject it. */
    BlockCache(long maximumBytes, Executor ahead) {
        if (maximumBytes < LEAST_MAXIMUM_BYTES) {
            throw new IllegalArgumentException("a cache of " + maximumBytes + " bytes");
        }
        this.maximumBlocks = Math.toIntExact(maximumBytes / BLOCK_BYTES);
        this.memory = new BlockMemory(maximumBlocks / 4);
        this.fresh = new FreshBlocks(maximumBlocks / 2, this::keep);
        this.ahead = ahead;
    }

    private static Executor threads() {
        return new ThreadPoolExecutor(
                0, AHEAD_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "read-ahead");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** The bytes of {@code source}, read through this cache; closing it closes the source. */
    public CheckedByteSource over(ByteSource source) {
        return new CachedByteSource(source, this);
    }

    /** What was done so far. */
    public CacheStatistics statistics() {
        return new CacheStatistics(
                hits.sum(),
                misses.sum(),
                loads.sum(),
                evictions.sum(),
                memory.usedBytes(),
                (long) maximumBlocks * BLOCK_BYTES);
    }

    /** A block that is there, for which the caller is one more holder; or null. */
    CachedBlock take(BlockKey key) {
        CachedBlock block = blocks().getIfPresent(key);
        if (block != null) {
            return block.hold() ? block : null;
        }
        block = fresh.get(key);
        if (block == null || !block.hold()) {
            return null;
        }
        // It is in one place before it leaves the other, so that nobody loads it meanwhile.
        if (block.hold()) {
            keep(key, block);
        }
        CachedBlock moved = fresh.remove(key);
        if (moved != null) {
            moved.release();
        }
        return block;
    }

    boolean isThere(BlockKey key) {
        return blocks().asMap().containsKey(key) || fresh.get(key) != null;
    }

    /** As {@link #isThere}, but counts as its use, so that it is not the next to go. */
    boolean isAboutToBeRead(BlockKey key) {
        return blocks().getIfPresent(key) != null || fresh.get(key) != null;
    }

    /** A block of these bytes, with the caller as its holder. */
    CachedBlock filled(ByteBuffer content) throws IOException {
        loads.increment();
        return memory.filled(content);
    }

    /** Takes over the caller's hold on a block that was asked for. */
    void keep(BlockKey key, CachedBlock block) {
        blocks().put(key, block);
    }

    /** Takes over the caller's hold on a block that nobody has asked for yet. */
    void keepFresh(BlockKey key, CachedBlock block) {
        fresh.add(key, block);
    }

    void countHits(long count) {
        hits.add(count);
    }

    void countMiss() {
        misses.increment();
    }

    /** False when there is no thread for it: then it is not done. */
    boolean runAhead(Runnable task) {
        try {
            ahead.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    void forget(CachedByteSource source) {
        fresh.forget(source);
        blocks().asMap().keySet().removeIf(key -> key.source() == source);
    }

    void forget(BlockKey key) {
        CachedBlock waiting = fresh.remove(key);
        if (waiting != null) {
            waiting.release();
        }
        blocks().invalidate(key);
    }

    /** Made when the first block comes: most servers have none, and are not to load its classes. */
    private Cache<BlockKey, CachedBlock> blocks() {
        Cache<BlockKey, CachedBlock> made = blocks;
        return made == null ? make() : made;
    }

    private synchronized Cache<BlockKey, CachedBlock> make() {
        if (blocks == null) {
            blocks = Caffeine.newBuilder()
                    .maximumSize(maximumBlocks - maximumBlocks / 2)
                    .executor(Runnable::run)
                    .removalListener(this::removed)
                    .build();
        }
        return blocks;
    }

    private void removed(BlockKey key, CachedBlock block, RemovalCause cause) {
        if (cause.wasEvicted()) {
            evictions.increment();
        }
        block.release();
    }
}
