package io.spindle.iscsi.pdu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LogicalUnitNumberTest {
    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "0001000000000000, 1",
        "00FF000000000000, 255",
        "4000000000000000, 0",
        "4001000000000000, 1",
        "7FFF000000000000, 16383",
    })
    void peripheralAndFlat_areNumbers(String wire, long number) {
        assertThat(LogicalUnitNumber.of(Long.parseUnsignedLong(wire, 16))).isEqualTo(number);
    }

    /** Another bus, another level, a well known logical unit, extended addressing. */
    @ParameterizedTest
    @CsvSource({"0101000000000000", "0000000100000000", "C101000000000000", "D200000100000000"})
    void otherForms_areNoLogicalUnit(String wire) {
        long bytes = Long.parseUnsignedLong(wire, 16);
        assertThat(LogicalUnitNumber.of(bytes)).isEqualTo(bytes);
    }
}
