package io.spindle.iso.cache;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.BiConsumer;

/**
 * Blocks that were loaded before anybody asked for them, oldest first.
 *
 * <p>A cache that keeps what is asked for often throws such blocks out at once when it is full: nobody has asked for them
 * yet. So they wait here, until they are asked for or until newer ones displace them.
 */
final class FreshBlocks {
    private final int maximum;
    private final BiConsumer<BlockKey, CachedBlock> displaced;
    private final Map<BlockKey, CachedBlock> blocks = new HashMap<>();
    private final Queue<BlockKey> order = new ArrayDeque<>();

    /** None yet; those that newer ones displace go to {@code displaced}. */
    FreshBlocks(int maximum, BiConsumer<BlockKey, CachedBlock> displaced) {
        this.maximum = maximum;
        this.displaced = displaced;
    }

    synchronized void add(BlockKey key, CachedBlock block) {
        CachedBlock before = blocks.put(key, block);
        if (before != null) {
            before.release();
            return;
        }
        order.add(key);
        while (blocks.size() > maximum || order.size() > 2 * maximum) {
            BlockKey oldest = order.remove();
            CachedBlock gone = blocks.remove(oldest);
            if (gone != null) {
                displaced.accept(oldest, gone);
            }
        }
    }

    /** A block, or null. */
    synchronized CachedBlock get(BlockKey key) {
        return blocks.get(key);
    }

    /** Takes a block out, or gives null. */
    synchronized CachedBlock remove(BlockKey key) {
        return blocks.remove(key);
    }

    /** Lets go of all blocks of a source. */
    synchronized void forget(CachedByteSource source) {
        order.removeIf(key -> {
            if (key.source() != source) {
                return false;
            }
            CachedBlock block = blocks.remove(key);
            if (block != null) {
                block.release();
            }
            return true;
        });
    }
}
