package io.spindle.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class BriefPollingTest {
    private static final int SELECT = -1;

    /** Ten microseconds go by with every look at it. */
    private final AtomicLong clock = new AtomicLong();

    private final AtomicInteger looks = new AtomicInteger();
    private final BriefPolling polling = new BriefPolling(() -> clock.getAndAdd(10_000));

    @Test
    void nothingEverHappened_sleepsAfterOneLook() throws Exception {
        clock.addAndGet(1_000_000);
        assertThat(polling.calculateStrategy(() -> looked(0), false)).isEqualTo(SELECT);
        assertThat(looks).hasValue(1);
    }

    @Test
    void wokenUp_looksOutForFiftyMicrosecondsThenSleeps() throws Exception {
        nothingEverHappened_sleepsAfterOneLook();
        assertThat(polling.calculateStrategy(() -> looked(0), false)).isEqualTo(SELECT);
        assertThat(looks).hasValue(1 + 5);
    }

    @Test
    void eventDuringTheLookOut_isReported() throws Exception {
        nothingEverHappened_sleepsAfterOneLook();
        assertThat(polling.calculateStrategy(() -> looked(looks.get() == 3 ? 2 : 0), false))
                .isEqualTo(2);
        assertThat(looks).hasValue(4);
    }

    @Test
    void tasksWait_neverLooksTwice() throws Exception {
        nothingEverHappened_sleepsAfterOneLook();
        assertThat(polling.calculateStrategy(() -> looked(0), true)).isZero();
        assertThat(looks).hasValue(2);
    }

    @Test
    void nothingCameFourTimes_looksOutOnlyEverySixteenthTime() throws Exception {
        List<Integer> looksOfEach = new ArrayList<>();
        for (int sleep = 0; sleep < 34; sleep++) {
            looks.set(0);
            assertThat(polling.calculateStrategy(() -> looked(0), false)).isEqualTo(SELECT);
            looksOfEach.add(looks.get());
        }
        assertThat(looksOfEach.subList(1, 4)).containsOnly(5);
        assertThat(looksOfEach.subList(4, 16)).containsOnly(1);
        assertThat(looksOfEach.get(16)).isEqualTo(5);
        assertThat(looksOfEach.subList(17, 32)).containsOnly(1);
        assertThat(looksOfEach.get(32)).isEqualTo(5);
    }

    @Test
    void somethingCameAtOnce_looksOutAgain() throws Exception {
        nothingCameFourTimes_looksOutOnlyEverySixteenthTime();
        assertThat(polling.calculateStrategy(() -> looked(1), false)).isEqualTo(1);
        looks.set(0);
        assertThat(polling.calculateStrategy(() -> looked(0), false)).isEqualTo(SELECT);
        assertThat(looks.get()).isGreaterThan(1);
    }

    private int looked(int ready) {
        looks.incrementAndGet();
        return ready;
    }
}
