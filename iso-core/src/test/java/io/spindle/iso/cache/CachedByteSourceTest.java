package io.spindle.iso.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.ByteSources;
import io.spindle.iso.bytes.CheckedByteSource;
import io.spindle.iso.bytes.ContentFault;
import io.spindle.iso.bytes.DamagedLeaves;
import io.spindle.iso.bytes.HeldBytes;
import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.iso.bytes.MerkleTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class CachedByteSourceTest {
    private static final int BLOCK = 65_536;

    private final byte[] image = new byte[100 * BLOCK + 1000];
    private final BlockCache cache = new BlockCache(8 << 20);

    CachedByteSourceTest() {
        new Random(1).nextBytes(image);
    }

    /** Counts what is read of it; made to wait, or to fail, at some places. */
    private class Slow implements UnitSource {
        final List<String> reads = Collections.synchronizedList(new ArrayList<>());
        final MemoryByteSource bytes = new MemoryByteSource(image);
        final int unitBytes;
        volatile CountDownLatch gate = new CountDownLatch(0);
        volatile long faultAt = -1;
        volatile boolean closed;

        Slow(int unitBytes) {
            this.unitBytes = unitBytes;
        }

        @Override
        public long lengthBytes() {
            return image.length;
        }

        @Override
        public void read(long offsetBytes, ByteBuffer destination) throws IOException {
            int length = destination.remaining();
            reads.add(offsetBytes / BLOCK + "+" + (length + BLOCK - 1) / BLOCK);
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (closed || offsetBytes <= faultAt && faultAt < offsetBytes + length) {
                throw new IOException(closed ? "closed" : "bad place");
            }
            bytes.read(offsetBytes, destination);
        }

        @Override
        public long unitStartBytes(long offsetBytes) {
            return offsetBytes / unitBytes * unitBytes;
        }

        @Override
        public long unitEndBytes(long offsetBytes) {
            return Math.min(image.length, unitStartBytes(offsetBytes) + unitBytes);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void reads_ofAnyPlaceAndLength_areTheBytesOfTheSource() throws IOException {
        ByteSource cached = cache.over(new Slow(50_000));
        Random random = new Random(2);
        for (int i = 0; i < 300; i++) {
            int at = random.nextInt(image.length);
            int length = random.nextInt(Math.min(300_000, image.length - at) + 1);
            assertThat(ByteSources.read(cached, at, length)).isEqualTo(Arrays.copyOfRange(image, at, at + length));
            cached.hold(at, length).ifPresent(held -> {
                assertThat(joined(held)).isEqualTo(Arrays.copyOfRange(image, at, at + length));
                held.close();
            });
        }
        assertThatThrownBy(() -> ByteSources.read(cached, image.length - 1, 2))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void block_thatIsThere_isNotReadAgain() throws IOException {
        Slow slow = new Slow(BLOCK);
        ByteSource cached = cache.over(slow);
        assertThat(cached.readsAtOnce(5 * BLOCK, 10)).isFalse();
        assertThat(cached.hold(5 * BLOCK, 10)).isEmpty();
        ByteSources.read(cached, 5 * BLOCK + 60_000, 3000);
        ByteSources.read(cached, 5 * BLOCK + 7, 10);
        assertThat(slow.reads).containsExactly("5+1");
        assertThat(cached.readsAtOnce(5 * BLOCK, BLOCK)).isTrue();
        assertThat(cached.readsAtOnce(5 * BLOCK, BLOCK + 1)).isFalse();
        CacheStatistics now = cache.statistics();
        assertThat(now.hits()).isEqualTo(1);
        assertThat(now.misses()).isEqualTo(1);
        assertThat(now.heldBytes()).isEqualTo(65_536);
        assertThat(now.maximumBytes()).isEqualTo(8_388_608);
    }

    @Test
    void block_thatManyAskFor_isLoadedOnce() throws Exception {
        Slow slow = new Slow(BLOCK);
        slow.gate = new CountDownLatch(1);
        ByteSource cached = cache.over(slow);
        ExecutorService threads = Executors.newFixedThreadPool(20);
        List<Future<byte[]>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(threads.submit(() -> ByteSources.read(cached, 9 * BLOCK + 11, 100)));
        }
        await(() -> cache.statistics().misses() == 20);
        slow.gate.countDown();
        for (Future<byte[]> one : all) {
            assertThat(one.get()).isEqualTo(Arrays.copyOfRange(image, 9 * BLOCK + 11, 9 * BLOCK + 111));
        }
        assertThat(slow.reads).containsExactly("9+1");
        threads.shutdown();
    }

    @Test
    void blocksOfAUnit_areLoadedTogether() throws IOException {
        Slow slow = new Slow(4 * BLOCK);
        ByteSource cached = cache.over(slow);
        ByteSources.read(cached, 10 * BLOCK, 1);
        assertThat(slow.reads).containsExactly("8+4");
        assertThat(cached.readsAtOnce(8 * BLOCK, 4 * BLOCK)).isTrue();
        ByteSources.read(cached, image.length - 1, 1);
        assertThat(slow.reads).containsExactly("8+4", "100+1");
    }

    @Test
    void unitsThatCrossBlocks_areLoadedWithoutTheirNeighbours() throws IOException {
        Slow slow = new Slow(2 * BLOCK + 1000);
        ByteSource cached = cache.over(slow);
        // The second unit is 132,072 to 264,144: whole in it is block 3 only; block 2 begins in the first unit.
        ByteSources.read(cached, 3 * BLOCK, 1);
        assertThat(slow.reads).containsExactly("3+1");
        ByteSources.read(cached, 2 * BLOCK, 1);
        assertThat(slow.reads).containsExactly("3+1", "0+3");
    }

    @Test
    void readsInOrder_areReadAheadOf_andJumpsAreNot() throws IOException {
        Slow slow = new Slow(1024);
        // Read ahead at once, by the reader itself: who comes first is no matter of threads then.
        ByteSource cached = new BlockCache(8 << 20, Runnable::run).over(slow);
        for (int at : new int[] {70, 20, 50, 90, 2}) {
            ByteSources.read(cached, (long) at * BLOCK, 2048);
        }
        assertThat(slow.reads).containsExactly("70+1", "20+1", "50+1", "90+1", "2+1");
        for (int block = 30; block < 60; block++) {
            for (int at = 0; at < BLOCK; at += 2048) {
                ByteSources.read(cached, (long) block * BLOCK + at, 2048);
            }
            assertThat(cached.readsAtOnce((block + 1L) * BLOCK, BLOCK)).isTrue();
        }
        // Block 30 was asked for; the others came before anybody asked for them, more at once with every one.
        assertThat(slow.reads.subList(5, 8)).containsExactly("30+1", "31+1", "32+2");
        assertThat(slow.reads).hasSizeLessThan(5 + 15);
    }

    @Test
    void unitsOfAReadInOrder_areReadWholeAndOnce() throws IOException {
        Slow slow = new Slow(16 * BLOCK);
        ByteSource cached = new BlockCache(32 << 20).over(slow);
        for (int at = 0; at < image.length; at += 250_000) {
            ByteSources.read(cached, at, Math.min(250_000, image.length - at));
        }
        // Who overtakes the reading ahead may take two units in one read, but no part of one, and none twice.
        assertThat(firstBlocksOf(slow.reads)).allMatch(first -> first % 16 == 0);
        assertThat(blocksOf(slow.reads))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(0, 100).boxed().toList());
    }

    private static List<Integer> firstBlocksOf(List<String> reads) {
        return reads.stream().map(read -> Integer.valueOf(read.split("\\+")[0])).toList();
    }

    private static List<Integer> blocksOf(List<String> reads) {
        List<Integer> blocks = new ArrayList<>();
        for (String read : reads) {
            String[] firstAndCount = read.split("\\+");
            int first = Integer.parseInt(firstAndCount[0]);
            IntStream.range(first, first + Integer.parseInt(firstAndCount[1])).forEach(blocks::add);
        }
        return blocks;
    }

    @Test
    void badPlace_failsWhoReadsIt_andNobodyElse() throws Exception {
        Slow slow = new Slow(1024);
        slow.faultAt = 12 * BLOCK + 5;
        ByteSource cached = cache.over(slow);
        assertThatThrownBy(() -> ByteSources.read(cached, 12 * BLOCK, 1)).hasMessage("bad place");
        assertThatThrownBy(() -> ByteSources.read(cached, 11 * BLOCK, 3 * BLOCK))
                .hasMessage("bad place");
        for (int block = 0; block < 20; block++) {
            if (block != 12) {
                ByteSources.read(cached, (long) block * BLOCK, BLOCK);
            }
        }
        slow.faultAt = -1;
        assertThat(ByteSources.read(cached, 12 * BLOCK, 9))
                .isEqualTo(Arrays.copyOfRange(image, 12 * BLOCK, 12 * BLOCK + 9));
    }

    @Test
    void heldBytes_outliveTheirEviction() throws IOException {
        ByteSource cached = cache.over(new Slow(BLOCK));
        ByteSources.read(cached, 0, 2 * BLOCK);
        HeldBytes held = cached.hold(100, BLOCK).orElseThrow();
        ByteSource other = cache.over(new Slow(BLOCK));
        for (int round = 0; round < 30; round++) {
            ByteSources.read(other, 0, image.length);
        }
        cached.close();
        assertThat(cache.statistics().evictions()).isPositive();
        assertThat(joined(held)).isEqualTo(Arrays.copyOfRange(image, 100, 100 + BLOCK));
        held.close();
    }

    @Test
    void memory_neverExceedsWhatItWasGiven() throws IOException {
        ByteSource cached = cache.over(new Slow(4 * BLOCK));
        for (int round = 0; round < 3; round++) {
            for (int at = 0; at < image.length; at += 100_000) {
                ByteSources.read(cached, at, Math.min(100_000, image.length - at));
            }
        }
        // One unit may be on its way into the cache.
        assertThat(cache.statistics().heldBytes()).isBetween(4_000_000L, 8_388_608L + 8 * BLOCK);
        cached.close();
        await(() -> cache.statistics().heldBytes() == 0);
    }

    @Test
    void unitLargerThanTheCache_isReadAllTheSame() throws IOException {
        ByteSource cached = new BlockCache(4 << 20).over(new Slow(80 * BLOCK));
        assertThat(ByteSources.all(cached)).isEqualTo(image);
    }

    @Test
    void manyReadersAtOnce_getTheRightBytes() throws Exception {
        ByteSource cached = new BlockCache(4 << 20).over(new Slow(3 * BLOCK));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Random random = new Random(i);
            all.add(threads.submit(() -> {
                for (int round = 0; round < 200; round++) {
                    int at = random.nextInt(image.length - 5000);
                    assertThat(ByteSources.read(cached, at, 5000)).isEqualTo(Arrays.copyOfRange(image, at, at + 5000));
                }
                return null;
            }));
        }
        for (Future<?> one : all) {
            one.get(100, TimeUnit.SECONDS);
        }
        threads.shutdown();
    }

    private static byte[] joined(HeldBytes held) {
        ByteBuffer all = ByteBuffer.allocate(
                held.parts().stream().mapToInt(ByteBuffer::remaining).sum());
        held.parts().forEach(part -> all.put(part.duplicate()));
        return all.array();
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition condition) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("it takes too long").isLessThan(deadline);
            LockSupport.parkNanos(100_000);
        }
    }

    private MerkleTree tree() {
        byte[] leaves = new byte[101 * 32];
        for (int i = 0; i < 101; i++) {
            int length = Math.min(BLOCK, image.length - i * BLOCK);
            System.arraycopy(
                    MerkleTree.leafHash(MerkleTree.newDigest(), image, i * BLOCK, length), 0, leaves, i * 32, 32);
        }
        return MerkleTree.of(image.length, leaves);
    }

    @Test
    void checkedReads_giveWhatWasVerified_andAnErrorForTheRest() throws IOException {
        MerkleTree right = tree();
        image[3 * BLOCK + 5] ^= 1;
        CheckedByteSource cached = cache.over(new Slow(8 * BLOCK));
        assertThat(ByteSources.read(cached, 3 * BLOCK + 5, 1)).containsExactly(image[3 * BLOCK + 5]);
        boolean[] told = {false};
        cached.whenChecked(() -> told[0] = true);
        List<ContentFault> faults = new ArrayList<>();
        cached.checkReads(right.check(), new DamagedLeaves("disc.iso.xz", true, faults::add));
        assertThat(told[0]).isTrue();
        assertThat(cached.hold(3 * BLOCK, 1)).as("what came unchecked is gone").isEmpty();
        assertThatThrownBy(() -> ByteSources.read(cached, 3 * BLOCK, 1))
                .hasMessageContaining("bytes 196608 to 262144 of what it expands to are not those that were verified");
        assertThatThrownBy(() -> ByteSources.read(cached, 3 * BLOCK, 1)).isInstanceOf(IOException.class);
        assertThat(faults).as("told once").hasSize(1);
        assertThat(faults.get(0).file()).isEqualTo("disc.iso.xz");
        // It was read together with its neighbours, which are right.
        assertThat(ByteSources.read(cached, 0, 3 * BLOCK)).isEqualTo(Arrays.copyOf(image, 3 * BLOCK));
        assertThat(ByteSources.read(cached, 100 * BLOCK, 1000))
                .isEqualTo(Arrays.copyOfRange(image, 100 * BLOCK, image.length));
        image[3 * BLOCK + 5] ^= 1;
        assertThat(ByteSources.read(cached, 3 * BLOCK, 10))
                .isEqualTo(Arrays.copyOfRange(image, 3 * BLOCK, 3 * BLOCK + 10));
    }

    @Test
    void block_thatIsBeingReadWhenCheckingBegins_isNotKept() throws Exception {
        Slow slow = new Slow(BLOCK);
        slow.gate = new CountDownLatch(1);
        CheckedByteSource cached = cache.over(slow);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<byte[]> early = threads.submit(() -> ByteSources.read(cached, 0, 1));
            await(() -> !slow.reads.isEmpty());
            cached.drop();
            slow.gate.countDown();
            early.get(30, TimeUnit.SECONDS);
            assertThat(cached.hold(0, 1)).isEmpty();
        } finally {
            threads.shutdownNow();
        }
    }
}
