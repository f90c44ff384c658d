package io.spindle.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.spindle.bench.server.ServerKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchmarkOptionsTest {
    @Test
    void parse_nothing_isTheWholeComparisonIntoResults() {
        BenchmarkOptions options = parse("--repository", "/r");

        assertThat(options.servers()).containsExactly(ServerKind.SPINDLE, ServerKind.NBDKIT, ServerKind.QEMU_NBD);
        assertThat(options.rounds()).isEqualTo(3);
        assertThat(options.imageBytes()).isEqualTo(2_147_483_648L);
        assertThat(options.output()).contains(Path.of("/r/benchmarks/RESULTS.md"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--quick", "--verify", "--rows=4k", "--servers=nbdkit,qemu-nbd"})
    void output_partOfTheComparison_isNotKept(String option) {
        assertThat(parse(option.split("=")).output()).isEmpty();
    }

    @Test
    void output_asked_isKeptWhateverIsMeasured() {
        assertThat(parse("--quick", "--output", "x.md").output()).contains(Path.of("x.md"));
    }

    @Test
    void servers_anyOrder_comeInTheOrderOfTheColumns() {
        assertThat(parse("--servers", "qemu-nbd,spindle").servers())
                .containsExactly(ServerKind.SPINDLE, ServerKind.QEMU_NBD);
    }

    @Test
    void rows_expression_matchesAnywhereInTheName() {
        assertThat(parse("--rows", "4k-d(1|16)-").wants("tcp-4k-d16-c4-random")).isTrue();
        assertThat(parse("--rows", "4k-d(1|16)-").wants("tcp-4k-d64-c4-random")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--fast",
                "--rounds",
                "--rounds=0",
                "--rounds=x",
                "--seconds=NaN",
                "--servers=nginx",
                "--rows=(",
                "--image-mib=-1"
            })
    void parse_wrong_isRefused(String option) {
        assertThatIllegalArgumentException().isThrownBy(() -> parse(option.split("=")));
    }

    private static BenchmarkOptions parse(String... arguments) {
        return BenchmarkOptions.parse(List.of(arguments));
    }
}
