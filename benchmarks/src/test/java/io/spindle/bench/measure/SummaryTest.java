package io.spindle.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
    @Test
    void of_threeRounds_takesTheMedianOfEachFigureAndTheMostMemory() {
        Summary summary = Summary.of(List.of(
                round(100, 9, 0.5, 30), // slowest
                round(300, 5, 3.0, 10),
                round(200, 7, 0.4, 20)));

        assertThat(summary.requestsPerSecond()).isEqualTo(100);
        assertThat(summary.bytesPerSecond()).isEqualTo(1e8);
        assertThat(summary.p99Nanos()).isEqualTo(7);
        assertThat(summary.serverCpuSecondsPerGb()).isEqualTo(5.0);
        assertThat(summary.serverCores()).isEqualTo(0.25);
        assertThat(summary.clientCores()).isEqualTo(0.5);
        assertThat(summary.peakOwnBytes()).isEqualTo(30);
    }

    @Test
    void of_twoRounds_takesTheMiddleBetween() {
        assertThat(Summary.of(List.of(round(100, 1, 1, 1), round(200, 1, 1, 1))).requestsPerSecond())
                .isEqualTo(75);
    }

    /** Two seconds of requests of a megabyte each. */
    private static Figures round(long requests, long p99Nanos, double serverCpuSeconds, long ownBytes) {
        return new Figures(
                new Figures.Tally(2, requests, requests * 1_000_000, 1, p99Nanos),
                new Figures.Cost(serverCpuSeconds, 1, ownBytes));
    }
}
