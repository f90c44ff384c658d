package io.spindle.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OffsetSequenceTest {
    @Test
    void sequential_secondOfTwoConnections_goesRoundItsHalf() {
        Load load = new Load(100, 1, 2, AccessOrder.SEQUENTIAL);

        assertThat(take(5, new OffsetSequence(load, 650, 1, 1))).containsExactly(300L, 400L, 500L, 300L, 400L);
    }

    @Test
    void random_manyOffsets_areAlignedInsideAndAllSlots() {
        Load load = new Load(100, 1, 2, AccessOrder.RANDOM);

        assertThat(take(1000, new OffsetSequence(load, 850, 1, 1)))
                .containsOnly(0L, 100L, 200L, 300L, 400L, 500L, 600L, 700L);
    }

    @Test
    void random_sameSeedAndConnection_repeats() {
        Load load = new Load(2048, 1, 4, AccessOrder.RANDOM);

        assertThat(take(50, new OffsetSequence(load, 1 << 30, 3, 7)))
                .isEqualTo(take(50, new OffsetSequence(load, 1 << 30, 3, 7)));
    }

    @Test
    void random_otherConnectionOrSeed_differs() {
        Load load = new Load(2048, 1, 4, AccessOrder.RANDOM);
        List<Long> first = take(50, new OffsetSequence(load, 1 << 30, 0, 7));

        assertThat(take(50, new OffsetSequence(load, 1 << 30, 1, 7))).isNotEqualTo(first);
        assertThat(take(50, new OffsetSequence(load, 1 << 30, 0, 8))).isNotEqualTo(first);
    }

    @Test
    void sequence_imageSmallerThanARequestEach_isRefused() {
        Load load = new Load(100, 1, 4, AccessOrder.SEQUENTIAL);

        assertThatIllegalArgumentException().isThrownBy(() -> new OffsetSequence(load, 399, 0, 1));
    }

    private static List<Long> take(int count, OffsetSequence offsets) {
        return LongStream.generate(offsets::next).limit(count).boxed().toList();
    }
}
