package io.spindle.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.iso.bytes.SharedByteSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WaitingReadsTest {
    private final WaitingReads waitingReads = new WaitingReads();
    private final Set<String> threads = ConcurrentHashMap.newKeySet();

    @AfterEach
    void close() {
        waitingReads.close();
    }

    @Test
    void readsOneAfterAnother_takeFewThreads() throws InterruptedException {
        WaitingReads.Lane lane = lane();
        for (int i = 0; i < 200; i++) {
            CountDownLatch done = new CountDownLatch(1);
            lane.execute(() -> {
                threads.add(Thread.currentThread().getName());
                done.countDown();
            });
            assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(threads).hasSizeLessThan(20);
    }

    @Test
    void readsAtOnce_fourOfALaneRunTogether() throws Exception {
        CyclicBarrier together = new CyclicBarrier(5);
        WaitingReads.Lane lane = lane();
        for (int i = 0; i < 4; i++) {
            lane.execute(() -> await(together));
        }
        assertThat(together.await(60, TimeUnit.SECONDS)).isNotNegative();
    }

    @Test
    void moreLanesThanThreads_allAreServed() throws InterruptedException {
        int tasks = 300;
        CountDownLatch started = new CountDownLatch(256);
        CountDownLatch open = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(tasks);
        for (int i = 0; i < tasks; i++) {
            lane().execute(() -> {
                started.countDown();
                awaitQuietly(open);
                done.countDown();
            });
        }
        assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
        open.countDown();
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void readsThatHoldMemory_areLetInFewAtOnce_inOrder() {
        WaitingReads.Lane lane = lane();
        List<String> letIn = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            assertThat(lane.enter(2 << 20, () -> letIn.add("early"))).isTrue();
        }
        assertThat(lane.enter(2 << 20, () -> letIn.add("first"))).isFalse();
        assertThat(lane.enter(1 << 20, () -> letIn.add("second"))).isFalse();
        assertThat(lane.enter(256 << 10, () -> letIn.add("small"))).isTrue();
        assertThat(lane().enter(2 << 20, () -> letIn.add("of another lane"))).isTrue();
        assertThat(letIn).isEmpty();
        lane.leave(2 << 20);
        assertThat(letIn).containsExactly("first");
        lane.leave(2 << 20);
        assertThat(letIn).containsExactly("first", "second");
    }

    @Test
    void readOfMoreThanTheShare_isLetInAlone() {
        WaitingReads.Lane lane = lane();
        List<String> letIn = new ArrayList<>();
        assertThat(lane.enter(32 << 20, () -> {})).isTrue();
        assertThat(lane.enter(32 << 20, () -> letIn.add("second"))).isFalse();
        lane.leave(32 << 20);
        assertThat(letIn).containsExactly("second");
    }

    @Test
    void tasksThatFail_costTheLaneNoThread() throws InterruptedException {
        WaitingReads.Lane lane = lane();
        for (int i = 0; i < 8; i++) {
            lane.execute(() -> {
                throw new IllegalStateException("asked for by the test");
            });
        }
        CountDownLatch done = new CountDownLatch(1);
        lane.execute(done::countDown);
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    }

    private WaitingReads.Lane lane() {
        return waitingReads.lane(new SharedByteSource(new MemoryByteSource(new byte[1])));
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
