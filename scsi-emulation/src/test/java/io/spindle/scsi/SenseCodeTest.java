package io.spindle.scsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class SenseCodeTest {
    private static String place(SenseCode code) {
        return String.format("%X/%02X/%02X", code.key(), code.asc(), code.ascq());
    }

    @Test
    void codes_allAreThoseOfT10AndNoneIsThereTwice() {
        Set<String> transcribed = Tsv.rows("sense-codes.tsv").stream()
                .map(row -> String.join("/", row.subList(0, 3)))
                .collect(Collectors.toSet());
        List<String> places =
                Arrays.stream(SenseCode.values()).map(SenseCodeTest::place).toList();
        assertThat(places).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(transcribed);
    }

    @Test
    void codes_namesAreThePhrases_butWhereThereIsNone() {
        for (List<String> row : Tsv.rows("sense-codes.tsv")) {
            String place = String.join("/", row.subList(0, 3));
            SenseCode code = Arrays.stream(SenseCode.values())
                    .filter(it -> place(it).equals(place))
                    .findFirst()
                    .orElseThrow();
            String expected = switch (place) {
                case "0/00/00" -> "NO_SENSE";
                case "B/00/00" -> "ABORTED_COMMAND";
                default -> row.get(3).replaceAll("[^A-Z]+", "_");
            };
            assertThat(code.name()).isEqualTo(expected);
        }
    }

    @Test
    void fixedFormat_fieldPointers_inCdbAndParameterList() {
        assertThat(Hex.text(Sense.invalidField(FieldPointer.cdb(2)).toFixedFormat()))
                .isEqualTo("70 00 05 00 00 00 00 0A 00 00 00 00 24 00 00 C0 00 02");
        assertThat(Hex.text(Sense.invalidField(FieldPointer.cdb(1, 7)).toFixedFormat()))
                .isEqualTo("70 00 05 00 00 00 00 0A 00 00 00 00 24 00 00 CF 00 01");
        assertThat(Hex.text(
                        Sense.invalidField(FieldPointer.parameterList(0x1234)).toFixedFormat()))
                .isEqualTo("70 00 05 00 00 00 00 0A 00 00 00 00 26 00 00 80 12 34");
    }

    @Test
    void fixedFormat_information_onlyWhatFitsIn32Bits() {
        assertThat(Hex.text(Sense.atBlock(SenseCode.UNRECOVERED_READ_ERROR, 0xFFFF_FFFFL)
                        .toFixedFormat()))
                .isEqualTo("F0 00 03 FF FF FF FF 0A 00 00 00 00 11 00 00 00 00 00");
        assertThat(Hex.text(Sense.atBlock(SenseCode.UNRECOVERED_READ_ERROR, 0x1_0000_0000L)
                        .toFixedFormat()))
                .isEqualTo("70 00 03 00 00 00 00 0A 00 00 00 00 11 00 00 00 00 00");
        assertThat(Hex.text(
                        new Sense(SenseCode.ILLEGAL_MODE_FOR_THIS_TRACK, Optional.empty(), OptionalLong.empty(), true)
                                .toFixedFormat()))
                .isEqualTo("70 00 25 00 00 00 00 0A 00 00 00 00 64 00 00 00 00 00");
    }
}
