package io.spindle.transport;

import static org.assertj.core.api.Assertions.assertThat;

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

    private int looked(int ready) {
        looks.incrementAndGet();
        return ready;
    }
}
