package io.spindle.iso.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ResidencyTest {
    private static final long CHUNK = 262_144;

    private long nanos = -5_000_000_000L;
    private final Residency residency = new Residency(10 * CHUNK + 1, () -> nanos);

    @Test
    void fresh_wholeChunksRead_forOneSecond() {
        assertThat(residency.isFresh(0, 1)).isFalse();
        residency.touched(CHUNK, 2 * CHUNK);
        assertThat(residency.isFresh(CHUNK, 2 * CHUNK)).isTrue();
        assertThat(residency.isFresh(2 * CHUNK + 5, 1)).isTrue();
        assertThat(residency.isFresh(CHUNK - 1, 2)).isFalse();
        assertThat(residency.isFresh(3 * CHUNK - 1, 2)).isFalse();
        nanos += 999_000_000L;
        assertThat(residency.isFresh(CHUNK, 1)).isTrue();
        nanos += 1_000_000L;
        assertThat(residency.isFresh(CHUNK, 1)).isFalse();
    }

    @Test
    void touched_partOfAChunk_marksNothing() {
        residency.touched(1, 2 * CHUNK - 2);
        assertThat(residency.isFresh(1, 1)).isFalse();
        assertThat(residency.isFresh(CHUNK, 1)).isFalse();
        residency.touched(1, 2 * CHUNK - 1);
        assertThat(residency.isFresh(1, 1)).isFalse();
        assertThat(residency.isFresh(CHUNK, 1)).isTrue();
    }

    @Test
    void touched_shortLastChunk_isMarkedWhenReadToTheEnd() {
        residency.touched(10 * CHUNK, 1);
        assertThat(residency.isFresh(10 * CHUNK, 1)).isTrue();
    }

    @Test
    void confirm_wholeChunksThere_isRememberedForThem() {
        List<String> asked = new ArrayList<>();
        boolean confirmed = residency.confirm(9 * CHUNK + 7, CHUNK - 7 + 1, (offset, length) -> {
            asked.add(offset + "+" + length);
            return true;
        });
        assertThat(confirmed).isTrue();
        assertThat(asked).containsExactly("2359296+262145");
        assertThat(residency.isFresh(9 * CHUNK, CHUNK + 1)).isTrue();
    }

    @Test
    void confirm_onlyTheRangeThere_isTrueButNotRemembered() {
        assertThat(residency.confirm(5, 10, (offset, length) -> length == 10)).isTrue();
        assertThat(residency.isFresh(5, 10)).isFalse();
        assertThat(residency.confirm(5, 10, (offset, length) -> false)).isFalse();
    }

    @Test
    void fresh_chunksThatShareASlot_areToldApart() {
        Residency large = new Residency(8_000_000_000_000_000_000L, () -> nanos);
        large.touched(0, CHUNK);
        assertThat(large.isFresh(0, 1)).isTrue();
        assertThat(large.isFresh(4_294_967_296L, 1)).isFalse();
        large.touched(4_294_967_296L, CHUNK);
        assertThat(large.isFresh(4_294_967_296L, 1)).isTrue();
        assertThat(large.isFresh(0, 1)).isFalse();
        large.touched(7_999_999_999_999_000_000L, 1_000_000);
        assertThat(large.isFresh(7_999_999_999_999_999_999L, 1)).isTrue();
    }

    @Test
    void fresh_manyDaysLater_isNotFreshAgain() {
        residency.touched(0, CHUNK);
        nanos += 30L * 24 * 3_600_000_000_000L;
        assertThat(residency.isFresh(0, 1)).isFalse();
    }
}
