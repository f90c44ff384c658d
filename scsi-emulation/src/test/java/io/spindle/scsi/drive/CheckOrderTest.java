package io.spindle.scsi.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.scsi.Answers;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.DataDirection;
import io.spindle.scsi.Hex;
import io.spindle.scsi.ScsiRequest;
import io.spindle.scsi.TestDiscs;
import io.spindle.scsi.Tsv;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The checks before each command, by the table that was transcribed from the standards. */
final class CheckOrderTest {
    private static final String NOT_SUPPORTED = "05 25 00";
    private static final String MAY_HAVE_CHANGED = "06 28 00";

    /**
     * A command of the table.
     *
     * @param name for the report
     * @param cdb nothing but what makes it this command, and polled for events
     * @param needsDisc whether it needs one
     * @param despiteAttention whether it is done though a unit attention waits
     */
    record Row(String name, String cdb, boolean needsDisc, boolean despiteAttention) {
        static Row of(List<String> cells) {
            StringBuilder cdb = new StringBuilder(cells.get(0));
            cdb.append(cells.get(1).equals("-") ? "00" : cells.get(1));
            cdb.append("00".repeat(Integer.parseInt(cells.get(2)) - 2));
            if (cells.get(0).equals("4A")) {
                cdb.setCharAt(3, '1');
            }
            return new Row(
                    cells.get(6),
                    cdb.toString(),
                    cells.get(4).equals("yes"),
                    cells.get(5).equals("yes"));
        }

        boolean writes() {
            return List.of(
                                    "04", "0A", "2A", "2C", "2E", "41", "53", "54", "58", "5B", "5D", "89", "8A", "8B",
                                    "8E", "93")
                            .contains(cdb.substring(0, 2))
                    || List.of("9C", "A1", "AA", "AE", "BF").contains(cdb.substring(0, 2));
        }

        /** The same with a bit of the control byte that no command may set. */
        String withReservedBit() {
            return cdb.substring(0, cdb.length() - 1) + "1";
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Row> rows() {
        return Tsv.rows("operation-codes.tsv").stream().map(Row::of);
    }

    private static String sense(CommandOutcome outcome) {
        if (!(outcome instanceof CommandOutcome.CheckCondition)) {
            return "none";
        }
        byte[] sense = Answers.sense(outcome);
        return Hex.text(new byte[] {(byte) (sense[2] & 0x0F), sense[12], sense[13]});
    }

    @ParameterizedTest
    @MethodSource("rows")
    void otherLogicalUnit_isToldBeforeAnythingElse(Row row) {
        DriveRig rig = DriveRig.empty();
        rig.insert(TestDiscs.dataCd());
        ScsiRequest request = new ScsiRequest(1, Hex.cdb(row.cdb()), DataDirection.NONE, 0);
        boolean mayBeAsked = List.of("INQUIRY", "REQUEST SENSE").contains(row.name());
        assertThat(sense(rig.send(rig.nexus, request))).isEqualTo(mayBeAsked ? "none" : NOT_SUPPORTED);
        assertThat(sense(rig.send("000000000000"))).isEqualTo(MAY_HAVE_CHANGED);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void unitAttention_isToldBeforeReservedBits_orKept(Row row) {
        DriveRig rig = DriveRig.empty();
        rig.insert(TestDiscs.dataCd());
        assertThat(sense(rig.send(row.withReservedBit())))
                .isEqualTo(row.despiteAttention() ? "05 24 00" : MAY_HAVE_CHANGED);
        String after = sense(rig.send("000000000000"));
        assertThat(after).isEqualTo(row.despiteAttention() ? MAY_HAVE_CHANGED : "none");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void reservedBit_isToldBeforeTheMissingDisc(Row row) {
        DriveRig rig = DriveRig.empty();
        String told = sense(rig.send(row.withReservedBit()));
        assertThat(told).isEqualTo(row.writes() ? "02 3A 01" : "05 24 00");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void missingDisc_isToldWhereOneIsNeeded(Row row) {
        DriveRig strict = DriveRig.of(DriveRig.settings().withEmptyCapacity(false));
        boolean capacity = row.name().startsWith("READ CAPACITY");
        assertThat(sense(strict.send(row.cdb())).equals("02 3A 01")).isEqualTo(row.needsDisc() || capacity);
        strict.good("1B0000000200");
        assertThat(sense(strict.send(row.cdb())).equals("02 3A 02")).isEqualTo(row.needsDisc() || capacity);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void disc_noCommandIsUnknownOrNotReady(Row row) {
        for (DriveRig rig : List.of(
                DriveRig.with(TestDiscs.dataCd()),
                DriveRig.with(TestDiscs.threeAudioTracks()),
                DriveRig.with(TestDiscs.dvdSingleLayer()),
                DriveRig.with(TestDiscs.bd25()))) {
            assertThat(sense(rig.send(row.cdb()))).doesNotStartWith("02").isNotEqualTo("05 20 00");
        }
    }
}
