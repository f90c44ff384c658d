package io.spindle.iso.cache;

import io.spindle.iso.bytes.AllocationExtent;
import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.CheckedByteSource;
import io.spindle.iso.bytes.DamagedLeaves;
import io.spindle.iso.bytes.HeldBytes;
import io.spindle.iso.bytes.LeafCheck;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Another source, whose blocks are kept in a cache.
 *
 * <p>Whoever asks for a block that is not there loads it, and what can only be read together with it; others who ask for
 * it meanwhile wait for that. What nobody has asked for yet is read ahead on threads of the cache, for those who read in
 * order.
 */
final class CachedByteSource implements CheckedByteSource {
    private static final int BLOCK_BYTES = BlockCache.BLOCK_BYTES;
    /** What is read at once of a source that does not say itself. */
    private static final int PIECE_BLOCKS = (1 << 20) / BLOCK_BYTES;

    private static final int AHEAD_AT_ONCE = 2;
    private static final int ATTEMPTS = 3;

    private final ByteSource source;
    private final BlockCache cache;
    private final long lengthBytes;
    private final ReadAhead readers = new ReadAhead();
    private final ConcurrentHashMap<Long, BlockLoad> loads = new ConcurrentHashMap<>();
    private final AtomicInteger aheadNow = new AtomicInteger();
    private final List<Runnable> whenChecked = new CopyOnWriteArrayList<>();
    /** How often all blocks were dropped: what was read before the last time is not kept. */
    private final AtomicInteger drops = new AtomicInteger();

    private volatile LeafCheck check;
    private volatile DamagedLeaves damage;
    private volatile boolean closed;

    CachedByteSource(ByteSource source, BlockCache cache) {
        this.source = source;
        this.cache = cache;
        this.lengthBytes = source.lengthBytes();
    }

    @Override
    public long lengthBytes() {
        return lengthBytes;
    }

    @Override
    public void read(long offsetBytes, ByteBuffer destination) throws IOException {
        Objects.checkFromIndexSize(offsetBytes, destination.remaining(), lengthBytes);
        long end = offsetBytes + destination.remaining();
        readAhead(offsetBytes, end);
        long offset = offsetBytes;
        while (offset < end) {
            int at = (int) (offset % BLOCK_BYTES);
            int here = (int) Math.min(end - offset, BLOCK_BYTES - at);
            CachedBlock block = block(offset / BLOCK_BYTES, blockBehind(end));
            try {
                destination.put(block.slice(at, here));
            } finally {
                block.release();
            }
            offset += here;
        }
    }

    @Override
    public boolean readsAtOnce(long offsetBytes, long rangeBytes) {
        for (long index = offsetBytes / BLOCK_BYTES; index < blockBehind(offsetBytes + rangeBytes); index++) {
            if (!cache.isAboutToBeRead(new BlockKey(this, index))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Optional<HeldBytes> hold(long offsetBytes, long rangeBytes) {
        Objects.checkFromIndexSize(offsetBytes, rangeBytes, lengthBytes);
        long end = offsetBytes + rangeBytes;
        Held held = new Held();
        long offset = offsetBytes;
        while (offset < end) {
            int at = (int) (offset % BLOCK_BYTES);
            int here = (int) Math.min(end - offset, BLOCK_BYTES - at);
            CachedBlock block = take(new BlockKey(this, offset / BLOCK_BYTES));
            if (block == null) {
                held.close();
                return Optional.empty();
            }
            held.add(block, at, here);
            offset += here;
        }
        cache.countHits(held.blocks.size());
        readAhead(offsetBytes, end);
        return Optional.of(held);
    }

    private static final class Held implements HeldBytes {
        private final List<CachedBlock> blocks = new ArrayList<>(2);
        private final List<ByteBuffer> parts = new ArrayList<>(2);

        void add(CachedBlock block, int at, int countBytes) {
            blocks.add(block);
            parts.add(block.slice(at, countBytes));
        }

        @Override
        public List<ByteBuffer> parts() {
            return parts;
        }

        @Override
        public void close() {
            blocks.forEach(CachedBlock::release);
        }
    }

    @Override
    public void preload(long offsetBytes, long rangeBytes) throws IOException {
        Objects.checkFromIndexSize(offsetBytes, rangeBytes, lengthBytes);
        long behind = blockBehind(offsetBytes + rangeBytes);
        for (long index = offsetBytes / BLOCK_BYTES; index < behind; index++) {
            block(index, behind).release();
        }
    }

    @Override
    public List<AllocationExtent> allocation(long offsetBytes, long rangeBytes) throws IOException {
        return source.allocation(offsetBytes, rangeBytes);
    }

    @Override
    public void checkReads(LeafCheck leaves, DamagedLeaves damagedLeaves) {
        damage = damagedLeaves;
        check = leaves;
        drop();
    }

    @Override
    public void whenChecked(Runnable task) {
        whenChecked.add(task);
    }

    /** What is being read just now is not kept either. */
    @Override
    public void drop() {
        drops.incrementAndGet();
        cache.forget(this);
        whenChecked.forEach(Runnable::run);
    }

    /** A block that is there, for which the caller is one more holder; or null. */
    private CachedBlock take(BlockKey key) {
        int before = drops.get();
        CachedBlock block = cache.take(key);
        if (block != null && drops.get() != before) {
            // It was on its way from one place to another just then.
            cache.forget(key);
            block.release();
            return null;
        }
        return block;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        cache.forget(this);
        source.close();
        LeafCheck leaves = check;
        if (leaves != null) {
            leaves.close();
        }
    }

    private static long blockBehind(long offsetBytes) {
        return (offsetBytes + BLOCK_BYTES - 1) / BLOCK_BYTES;
    }

    /** A block, with the caller as one more holder; {@code wantedEnd} is behind the last one that will be asked for next. */
    private CachedBlock block(long index, long wantedEnd) throws IOException {
        BlockKey key = new BlockKey(this, index);
        CachedBlock block = take(key);
        if (block != null) {
            cache.countHits(1);
            return block;
        }
        cache.countMiss();
        for (int attempt = 1; ; attempt++) {
            BlockLoad mine = new BlockLoad(index);
            BlockLoad others = loads.putIfAbsent(index, mine);
            if (others == null) {
                return load(mine, attempt == 1 ? wantedEnd : index + 1);
            }
            boolean loaded = others.await();
            block = take(key);
            if (block != null) {
                return block;
            }
            if (loaded && attempt >= ATTEMPTS) {
                // It came and went again, for the cache is too small for all who read.
                return alone(index);
            }
        }
    }

    private CachedBlock alone(long index) throws IOException {
        ByteBuffer bytes = readBlocks(index, index + 1);
        if (!isRight(index, bytes)) {
            throw damage.found(index, blockLength(index));
        }
        return filled(index, bytes);
    }

    /** Loads a block that nobody else loads, with neighbours that are wanted as well or come with it anyway. */
    private CachedBlock load(BlockLoad load, long wantedEnd) throws IOException {
        CachedBlock late = take(new BlockKey(this, load.wanted()));
        if (late != null) {
            // It came between the look into the cache and the beginning of this load.
            finish(load, true);
            return late;
        }
        boolean loaded = false;
        try {
            claimNeighbours(load, wantedEnd);
            CachedBlock block = perform(load);
            loaded = true;
            return block;
        } finally {
            finish(load, loaded);
        }
    }

    private void finish(BlockLoad load, boolean loaded) {
        for (long index = load.first(); index < load.end(); index++) {
            loads.remove(index, load);
        }
        load.complete(loaded);
    }

    private void claimNeighbours(BlockLoad load, long wantedEnd) {
        long first = load.wanted();
        long end = Math.min(wantedEnd, load.wanted() + PIECE_BLOCKS);
        if (source instanceof UnitSource units) {
            // Blocks that reach out of the unit would need its neighbour too.
            first = blockBehind(units.unitStartBytes(load.wanted() * BLOCK_BYTES));
            end = endOfUnits(units, load.wanted(), end);
        }
        while (load.end() < end && isFree(load.end()) && loads.putIfAbsent(load.end(), load) == null) {
            load.toEnd();
        }
        while (load.first() > first && isFree(load.first() - 1) && loads.putIfAbsent(load.first() - 1, load) == null) {
            load.toFront();
        }
    }

    /** Behind the unit of a block, and behind as many whole ones as are wanted and are read at once. */
    private long endOfUnits(UnitSource units, long wanted, long wantedEnd) {
        long end = endOfUnit(units, wanted);
        while (end < wantedEnd && endOfUnit(units, end) <= wanted + PIECE_BLOCKS) {
            end = endOfUnit(units, end);
        }
        return end;
    }

    private long endOfUnit(UnitSource units, long index) {
        long unitEnd = units.unitEndBytes(index * BLOCK_BYTES);
        return Math.max(index + 1, unitEnd == lengthBytes ? blockBehind(unitEnd) : unitEnd / BLOCK_BYTES);
    }

    private boolean isFree(long index) {
        return !cache.isThere(new BlockKey(this, index));
    }

    /** Reads what was claimed and puts it into the cache; gives the wanted block, with the caller as one more holder. */
    private CachedBlock perform(BlockLoad load) throws IOException {
        int before = drops.get();
        ByteBuffer bytes = readBlocks(load.first(), load.end());
        CachedBlock wanted = null;
        for (long index = load.first(); index < load.end(); index++) {
            if (isRight(index, bytes)) {
                CachedBlock block = filled(index, bytes);
                if (index == load.wanted()) {
                    block.hold();
                    wanted = block;
                }
                put(new BlockKey(this, index), block, index == load.wanted(), before);
            } else {
                pass(index, bytes);
            }
        }
        if (wanted == null) {
            throw damage.found(load.wanted(), blockLength(load.wanted()));
        }
        return wanted;
    }

    private void put(BlockKey key, CachedBlock block, boolean askedFor, int dropsBefore) {
        if (askedFor) {
            cache.keep(key, block);
        } else {
            cache.keepFresh(key, block);
        }
        if (closed || drops.get() != dropsBefore) {
            // Maybe since a moment ago, when it was not there yet to be forgotten.
            cache.forget(key);
        }
    }

    /** Looks at the next block of what was read. */
    private boolean isRight(long index, ByteBuffer bytes) throws IOException {
        LeafCheck leaves = check;
        return leaves == null
                || leaves.holds(index, bytes.array(), bytes.arrayOffset() + bytes.position(), blockLength(index));
    }

    private int blockLength(long index) {
        return (int) Math.min(BLOCK_BYTES, lengthBytes - index * BLOCK_BYTES);
    }

    private void pass(long index, ByteBuffer bytes) {
        bytes.position(bytes.position() + blockLength(index));
    }

    private ByteBuffer readBlocks(long first, long end) throws IOException {
        long startBytes = first * BLOCK_BYTES;
        long endBytes = Math.min(lengthBytes, end * BLOCK_BYTES);
        try {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(endBytes - startBytes));
            source.read(startBytes, bytes);
            return bytes.flip();
        } catch (OutOfMemoryError e) {
            throw new IOException("the server has no memory left to expand this part of the image", e);
        }
    }

    /** The next block of what was read. */
    private CachedBlock filled(long index, ByteBuffer bytes) throws IOException {
        int length = blockLength(index);
        int next = bytes.position() + length;
        ByteBuffer content = bytes.slice(bytes.position(), length);
        bytes.position(next);
        return cache.filled(content);
    }

    private void readAhead(long offsetBytes, long endBytes) {
        ReadAhead.Range range = readers.note(offsetBytes, endBytes);
        if (range != null && range.startBytes() < lengthBytes && !closed && !startAhead(range)) {
            readers.notDone(range);
        }
    }

    private boolean startAhead(ReadAhead.Range range) {
        if (aheadNow.incrementAndGet() <= AHEAD_AT_ONCE && cache.runAhead(() -> loadAhead(range))) {
            return true;
        }
        aheadNow.decrementAndGet();
        return false;
    }

    private void loadAhead(ReadAhead.Range range) {
        long end = blockBehind(Math.min(range.endBytes(), lengthBytes));
        try {
            for (long index = range.startBytes() / BLOCK_BYTES; index < end && !closed; index++) {
                BlockLoad load = new BlockLoad(index);
                boolean worthIt = !readers.isPassed(range, (index + 1) * BLOCK_BYTES) && isFree(index);
                if (worthIt && loads.putIfAbsent(index, load) == null) {
                    loadFresh(load, end);
                }
            }
        } catch (IOException e) {
            // Who asks for it finds out; nobody has yet.
            return;
        } finally {
            aheadNow.decrementAndGet();
        }
    }

    private void loadFresh(BlockLoad load, long end) throws IOException {
        boolean loaded = false;
        try {
            claimNeighbours(load, end);
            int before = drops.get();
            ByteBuffer bytes = readBlocks(load.first(), load.end());
            for (long index = load.first(); index < load.end(); index++) {
                if (isRight(index, bytes)) {
                    put(new BlockKey(this, index), filled(index, bytes), false, before);
                } else {
                    // Who asks for it finds out.
                    pass(index, bytes);
                }
            }
            loaded = true;
        } finally {
            finish(load, loaded);
        }
    }
}
