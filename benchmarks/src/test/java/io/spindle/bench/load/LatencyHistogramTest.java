package io.spindle.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyHistogramTest {
    private final LatencyHistogram histogram = new LatencyHistogram();

    @Test
    void quantile_nothingRecorded_isZero() {
        assertThat(histogram.quantileNanos(0.99)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 31, 32, 63})
    void quantile_smallValue_isExact(long nanos) {
        histogram.record(nanos);

        assertThat(histogram.quantileNanos(0.5)).isEqualTo(nanos);
    }

    @ParameterizedTest
    @ValueSource(longs = {64, 65, 127, 128, 1_000, 123_456, 9_999_999_999L, Long.MAX_VALUE})
    void quantile_largeValue_isWithinTwoPercent(long nanos) {
        histogram.record(nanos);

        assertThat((double) histogram.quantileNanos(0.5)).isCloseTo(nanos, within(nanos * 0.02));
    }

    @Test
    void quantile_hundredValues_splitsWhereAsked() {
        for (int value = 0; value < 99; value++) {
            histogram.record(10);
        }
        histogram.record(60);

        assertThat(histogram.quantileNanos(0.5)).isEqualTo(10);
        assertThat(histogram.quantileNanos(0.99)).isEqualTo(10);
        assertThat(histogram.quantileNanos(1)).isEqualTo(60);
    }

    @Test
    void add_other_countsBoth() {
        LatencyHistogram other = new LatencyHistogram();
        histogram.record(5);
        other.record(7);
        other.record(7);

        histogram.add(other);

        assertThat(histogram.total()).isEqualTo(3);
        assertThat(histogram.quantileNanos(0.5)).isEqualTo(7);
    }

    @Test
    void record_clockWentBack_countsAsZero() {
        histogram.record(-1);

        assertThat(histogram.total()).isEqualTo(1);
        assertThat(histogram.quantileNanos(1)).isZero();
    }
}
