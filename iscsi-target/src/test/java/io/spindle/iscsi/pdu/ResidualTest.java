package io.spindle.iscsi.pdu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResidualTest {
    @ParameterizedTest
    @CsvSource({
        "2048, 2048, NONE, 0",
        "2048, 10000, UNDERFLOW, 7952",
        "2048, 200, OVERFLOW, 1848",
        "0, 4294967295, UNDERFLOW, 4294967295",
        "2048, 0, OVERFLOW, 2048",
        "99999999999, 1, OVERFLOW, 4294967295",
    })
    void wantedAgainstExpected_isTheDifference(long wanted, long expected, Residual.Kind kind, long count) {
        assertThat(Residual.of(wanted, expected)).isEqualTo(new Residual(kind, count));
    }
}
