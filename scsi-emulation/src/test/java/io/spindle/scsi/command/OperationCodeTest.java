package io.spindle.scsi.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.scsi.Cdb;
import io.spindle.scsi.DataDirection;
import io.spindle.scsi.FieldPointer;
import io.spindle.scsi.Hex;
import io.spindle.scsi.Tsv;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OperationCodeTest {
    private static final List<List<String>> TRANSCRIBED = Tsv.rows("operation-codes.tsv");

    private static String row(OperationCode code) {
        boolean hasServiceAction = code.has(CommandFlag.SERVICE_ACTION);
        return String.join(
                "\t",
                String.format("%02X", code.code()),
                hasServiceAction ? String.format("%02X", code.serviceAction()) : "-",
                String.valueOf(code.cdbLengthBytes()),
                data(code.direction()),
                code.has(CommandFlag.NEEDS_MEDIUM) ? "yes" : "no",
                code.has(CommandFlag.ALLOWED_UNDER_UNIT_ATTENTION) ? "yes" : "no",
                code.printedName());
    }

    private static String data(DataDirection direction) {
        return switch (direction) {
            case NONE -> "none";
            case FROM_TARGET -> "in";
            case TO_TARGET -> "out";
        };
    }

    @Test
    void table_sameAsTheTranscribedOne() {
        assertThat(Arrays.stream(OperationCode.values()).map(OperationCodeTest::row))
                .containsExactlyInAnyOrderElementsOf(TRANSCRIBED.stream()
                        .map(cells -> String.join("\t", cells))
                        .toList());
    }

    @Test
    void constants_areThePrintedNames() {
        for (OperationCode code : OperationCode.values()) {
            String name = code.printedName().replaceAll("[^A-Z0-9]+", "_").replaceAll("_$", "");
            assertThat(code.name()).isEqualTo(name);
        }
    }

    @Test
    void length_followsFromTheGroupOfTheCode() {
        for (OperationCode code : OperationCode.values()) {
            int length = switch (code.code() >> 5) {
                case 0 -> 6;
                case 1, 2 -> 10;
                case 4 -> 16;
                default -> 12;
            };
            assertThat(code.cdbLengthBytes()).as(code.printedName()).isEqualTo(length);
        }
    }

    @Test
    void of_eachCodeAndServiceAction_findsItsRowAndNoOther() {
        for (int opcode = 0; opcode < 256; opcode++) {
            for (int action = 0; action < 32; action++) {
                Optional<OperationCode> found = OperationCode.of(new Cdb((byte) opcode, (byte) action));
                String code = String.format("%02X", opcode);
                String serviceAction = String.format("%02X", action);
                boolean expected = TRANSCRIBED.stream()
                        .anyMatch(row -> row.get(0).equals(code)
                                && (row.get(1).equals("-") || row.get(1).equals(serviceAction)));
                assertThat(found.isPresent()).as(code + "/" + serviceAction).isEqualTo(expected);
                found.ifPresent(it -> assertThat(it.code()).isEqualTo(Integer.parseInt(code, 16)));
            }
        }
    }

    @Test
    void firstReservedBit_eachBitOfEachCommand_exactlyThoseOutsideTheUsage() {
        for (OperationCode code : OperationCode.values()) {
            byte[] usage = code.usage();
            for (int at = 1; at < usage.length; at++) {
                for (int bit = 0; bit < 8; bit++) {
                    byte[] block = Arrays.copyOf(usage, usage.length);
                    // Nothing set but the bit, and the service action where there is one.
                    Arrays.fill(block, 1, block.length, (byte) 0);
                    block[1] = (byte) code.serviceAction();
                    boolean action = code.has(CommandFlag.SERVICE_ACTION) && at == 1 && bit < 5;
                    block[at] |= action ? 0 : (byte) (1 << bit);
                    boolean allowed = action || (usage[at] >> bit & 1) != 0;
                    assertThat(code.firstReservedBit(new Cdb(block)))
                            .as("%s byte %d bit %d", code, at, bit)
                            .isEqualTo(allowed ? Optional.empty() : Optional.of(FieldPointer.cdb(at, bit)));
                }
            }
        }
    }

    @Test
    void firstReservedBit_several_theFirstByteAndHighestBit() {
        assertThat(OperationCode.READ_10.firstReservedBit(new Cdb(Hex.hex("28 60 00 00 00 00 80 00 00 FF"))))
                .contains(FieldPointer.cdb(1, 6));
    }

    @Test
    void fields_lieInsideWhatMayBeSet() {
        for (OperationCode code : OperationCode.values()) {
            for (CdbField field : code.fields()) {
                assertThat(field.lastByte()).as(code + " " + field.name()).isLessThan(code.cdbLengthBytes());
                for (int at = field.firstByte(); at <= field.lastByte(); at++) {
                    assertThat(code.usage()[at]).as(code + " " + field.name()).isNotZero();
                }
            }
        }
    }

    @Test
    void field_ofWholeBytesAndOfBits() {
        Cdb cdb = Hex.cdb("AC 13 12 34 56 78 00 00 9A BC 05 00");
        assertThat(OperationCode.GET_PERFORMANCE.field("lba").orElseThrow().of(cdb))
                .isEqualTo(0x12345678);
        assertThat(OperationCode.GET_PERFORMANCE.field("datatype").orElseThrow().of(cdb))
                .isEqualTo(0x13);
        assertThat(OperationCode.GET_PERFORMANCE
                        .field("descriptors")
                        .orElseThrow()
                        .of(cdb))
                .isEqualTo(0x9ABC);
        assertThat(OperationCode.GET_PERFORMANCE.field("nonsense")).isEmpty();
    }
}
