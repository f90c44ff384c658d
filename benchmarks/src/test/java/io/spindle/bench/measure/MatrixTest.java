package io.spindle.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixTest {
    private static final List<Row> ROWS = Matrix.rows(1L << 31);

    @Test
    void rows_all_areSizesTimesDepthsTimesConnectionsTimesTransportsAndTools() {
        assertThat(ROWS).hasSize(5 * 3 * 2 * 2 + 3 * 2);
        assertThat(ROWS.stream().map(Row::name)).doesNotHaveDuplicates();
    }

    @Test
    void rows_quick_areTen() {
        assertThat(ROWS.stream().filter(Matrix::isQuick)).hasSize(10);
    }

    @ParameterizedTest
    @CsvSource({
        "unix-2k-d1-c1-random, 1.0",
        "unix-4k-d1-c4-random, 1.0",
        "unix-4k-d16-c1-random, 1.3",
        "tcp-4k-d64-c1-random, 1.3",
        "unix-2k-d16-c4-random, 3.0",
        "tcp-4k-d64-c4-random, 3.0",
        "unix-64k-d16-c4-sequential, 1.3",
        "tcp-256k-d1-c1-sequential, 1.0",
        "unix-1m-d64-c4-sequential, 1.3",
        "unix-nbdcopy, 1.3"
    })
    void target_row_isThatOfItsKind(String name, double factor) {
        assertThat(row(name).target()).hasValue(factor);
    }

    @Test
    void target_crossCheckingTool_isNone() {
        assertThat(row("tcp-fio-4k-d16-c4-random").target()).isEmpty();
        assertThat(row("unix-qemu-img-256k-d64-c1").target()).isEmpty();
    }

    private static Row row(String name) {
        return ROWS.stream().filter(row -> row.name().equals(name)).findFirst().orElseThrow();
    }
}
