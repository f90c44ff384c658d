package io.spindle.iso.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spindle.iso.bytes.ByteSources;
import io.spindle.iso.bytes.MemoryByteSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FaultyByteSourceTest {
    private final List<Duration> pauses = new ArrayList<>();

    @Test
    void error_readTouchesThePlace_failsOnlyThere() throws IOException {
        FaultyByteSource source = faulty(Fault.error(4, 2, "scratched"));
        assertThat(ByteSources.read(source, 0, 4)).containsExactly(0, 1, 2, 3);
        assertThat(ByteSources.read(source, 6, 4)).containsExactly(6, 7, 8, 9);
        for (int[] range : new int[][] {{3, 2}, {4, 1}, {5, 1}, {5, 5}, {0, 10}}) {
            assertThatThrownBy(() -> ByteSources.read(source, range[0], range[1]))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage("scratched");
        }
        assertThatThrownBy(() -> source.preload(0, 10)).hasMessage("scratched");
        assertThat(source.readsAtOnce(0, 4)).isTrue();
        assertThat(source.readsAtOnce(0, 5)).isFalse();
        assertThat(source.mappedFile()).isEmpty();
        assertThat(source.lengthBytes()).isEqualTo(10);
    }

    @Test
    void error_twice_wearsOff() throws IOException {
        FaultyByteSource source = faulty(Fault.error(0, 1, "dust").times(2));
        assertThatThrownBy(() -> ByteSources.read(source, 0, 1)).hasMessage("dust");
        assertThatThrownBy(() -> ByteSources.read(source, 0, 1)).hasMessage("dust");
        assertThat(ByteSources.read(source, 0, 1)).containsExactly(0);
        assertThat(source.readsAtOnce(0, 1)).isTrue();
    }

    @Test
    void delay_readTouchesThePlace_waitsAndThenGivesTheBytes() throws IOException {
        FaultyByteSource source = faulty(
                Fault.delay(4, 2, Duration.ofSeconds(90)),
                Fault.delay(5, 5, Duration.ofMillis(3)).times(1));
        assertThat(ByteSources.read(source, 0, 4)).containsExactly(0, 1, 2, 3);
        assertThat(pauses).isEmpty();
        assertThat(ByteSources.read(source, 5, 1)).containsExactly(5);
        assertThat(pauses).containsExactly(Duration.ofSeconds(90), Duration.ofMillis(3));
        assertThat(ByteSources.read(source, 5, 1)).containsExactly(5);
        assertThat(pauses).containsExactly(Duration.ofSeconds(90), Duration.ofMillis(3), Duration.ofSeconds(90));
    }

    @Test
    void delayThenError_bothHit_actInTheirOrder() {
        FaultyByteSource source = faulty(
                Fault.delay(0, 1, Duration.ofSeconds(1)),
                Fault.error(0, 1, "first"),
                Fault.delay(0, 1, Duration.ofSeconds(2)));
        assertThatThrownBy(() -> ByteSources.read(source, 0, 1)).hasMessage("first");
        assertThat(pauses).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void delay_interrupted_failsAndKeepsTheInterrupt() {
        FaultyByteSource source = new FaultyByteSource(
                new MemoryByteSource(new byte[10]), List.of(Fault.delay(0, 1, Duration.ofDays(1))));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> ByteSources.read(source, 0, 1)).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void fault_thatCannotBe_isRefused() {
        assertThatThrownBy(() -> Fault.error(-1, 1, "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.error(0, 0, "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.error(Long.MAX_VALUE, 1, "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.error(0, 1, "").times(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private FaultyByteSource faulty(Fault... faults) {
        byte[] bytes = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        return new FaultyByteSource(new MemoryByteSource(bytes), List.of(faults), pauses::add);
    }
}
