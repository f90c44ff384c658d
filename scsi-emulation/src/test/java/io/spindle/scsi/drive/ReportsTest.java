package io.spindle.scsi.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.scsi.Answers;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.DataDirection;
import io.spindle.scsi.Hex;
import io.spindle.scsi.ScsiRequest;
import io.spindle.scsi.TestDiscs;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** REPORT LUNS, REPORT SUPPORTED OPERATION CODES, LOG SENSE, READ BUFFER, SEND DIAGNOSTIC, and commands that write. */
final class ReportsTest {
    private final DriveRig rig = DriveRig.empty();

    @ParameterizedTest
    @CsvSource({
        "A0 00 00 00 00 00 00 00 00 10 00 00, 00 00 00 08 00000000 0000000000000000",
        "A0 00 02 00 00 00 FF FF FF FF 00 00, 00 00 00 08 00000000 0000000000000000",
        "A0 00 01 00 00 00 00 00 01 00 00 00, 00 00 00 00 00000000",
        "A0 00 00 00 00 00 00 00 00 08 00 00, 00 00 00 08 00000000",
        "A0 00 00 00 00 00 00 00 00 01 00 00, 00"
    })
    void reportLuns_number0Only(String cdb, String list) {
        rig.data(cdb, list);
    }

    /** Unit 0 is absent, and tells which one is there. */
    @Test
    void otherNumber_unit0TellsIt_andAnswersNothingElse() {
        DriveRig other = DriveRig.around(new OpticalDrive(DriveRig.settings().withNumber(5)));
        String list = "00 00 00 08 00000000 0005000000000000";
        String reportLuns = "A0 00 00 00 00 00 00 00 00 10 00 00";
        assertThat(other.drive.number()).isEqualTo(5);
        Answers.assertData(answer(other, 0, reportLuns), list);
        Answers.assertData(answer(other, 5, reportLuns), list);
        Answers.assertSense(answer(other, 1, reportLuns), "70 00 05 00 00 00 00 0A 00 00 00 00 25 00 00 00 00 00");
        Answers.assertData(answer(other, 0, "12 00 00 00 01 00"), "7F");
        Answers.assertData(answer(other, 5, "12 00 00 00 01 00"), "05");
        Answers.assertSense(
                answer(other, 0, "00 00 00 00 00 00"), "70 00 05 00 00 00 00 0A 00 00 00 00 25 00 00 00 00 00");
        Answers.assertSense(
                answer(other, 5, "00 00 00 00 00 00"), "70 00 06 00 00 00 00 0A 00 00 00 00 29 00 00 00 00 00");
    }

    private static CommandOutcome answer(DriveRig rig, long number, String cdb) {
        return rig.drive.execute(
                rig.nexus, new ScsiRequest(number, Hex.cdb(cdb), DataDirection.FROM_TARGET, 4096), rig.now());
    }

    @Test
    void reportLuns_edges() {
        rig.good("A0 00 00 00 00 00 00 00 00 00 00 00");
        rig.invalidField("A0 00 03 00 00 00 00 00 00 10 00 00", "C0 00 02");
        rig.invalidField("A0 00 00 00 00 00 00 00 00 10 01 00", "C8 00 0A");
        rig.insert(TestDiscs.dataCd());
        rig.data("A0 00 00 00 00 00 00 00 00 04 00 00", "00 00 00 08");
        rig.sense("00 00 00 00 00 00", "06 28 00");
    }

    @ParameterizedTest
    @CsvSource({
        "01 00 0000, 00 03 00 06 00 00 00 00 00 00",
        "01 28 0000, 00 03 00 0A 28 18 FF FF FF FF 00 FF FF 00",
        "01 43 0000, 00 03 00 0A 43 02 0F 00 00 00 FF FF FF C0",
        "01 BE 0000, 00 03 00 0C BE 1E FF FF FF FF FF FF FF FE 07 00",
        "02 9E 0010, 00 03 00 10 9E 10 FF FF FF FF FF FF FF FF FF FF FF FF 01 00",
        "02 5F 0006, 00 03 00 0A 5F 06 FF 00 00 FF FF FF FF 00",
        "03 A3 000C, 00 03 00 0C A3 0C 87 FF FF FF FF FF FF FF 00 00",
        "03 28 0000, 00 03 00 0A 28 18 FF FF FF FF 00 FF FF 00",
        "81 4A 0000, 00 83 00 0A 4A 01 00 00 FF 00 00 FF FF 00 00 0A 00 00 00000000 00000000",
        "01 85 0000, 00 01 00 00",
        "01 2A 0000, 00 01 00 00",
        "02 9E 0012, 00 01 00 00",
        "02 9E 0110, 00 01 00 00",
        "03 28 0001, 00 01 00 00",
        "03 9E FFFF, 00 01 00 00"
    })
    void supportedOperationCode_one_usageOrNotSupported(String request, String answer) {
        rig.data("A3 0C" + request + "00 00 00 FF 00 00", answer);
    }

    @Test
    void supportedOperationCodes_wrongOption_invalidField() {
        rig.invalidField("A3 0C 01 9E 00 10 00 00 00 FF 00 00", "CA 00 02");
        rig.invalidField("A3 0C 02 28 00 00 00 00 00 FF 00 00", "CA 00 02");
        rig.invalidField("A3 0C 04 28 00 00 00 00 00 FF 00 00", "CA 00 02");
        rig.invalidField("A3 0C 08 28 00 00 00 00 00 FF 00 00", "CB 00 02");
        rig.invalidField("A3 0D 00 00 00 00 00 00 00 FF 00 00", "CC 00 01");
    }

    @Test
    void supportedOperationCodes_all_lengthAndDescriptors() {
        byte[] all = rig.data("A3 0C 00 00 00 00 00 00 FF FF 00 00");
        int length = Integer.parseInt(Hex.text(Arrays.copyOf(all, 4)).replace(" ", ""), 16);
        assertThat(length).isEqualTo(all.length - 4).isEqualTo(8 * 69);
        assertThat(Hex.text(Arrays.copyOfRange(all, 4, 12))).isEqualTo("00 00 00 00 00 00 00 06");
        assertThat(Hex.text(all)).contains("9E 00 00 10 00 01 00 10").contains("BE 00 00 00 00 00 00 0C");
        byte[] timeouts = rig.data("A3 0C 80 00 00 00 00 00 FF FF 00 00");
        assertThat(timeouts).hasSize(4 + 69 * 20);
        assertThat(Hex.text(Arrays.copyOfRange(timeouts, 4, 24)))
                .isEqualTo("00 00 00 00 00 02 00 06 00 0A 00 00 00 00 00 00 00 00 00 00");
    }

    @Test
    void supportedOperationCodes_allocationLength_cutsTheData() {
        rig.good("A3 0C 00 00 00 00 00 00 00 00 00 00");
        rig.data("A3 0C 00 00 00 00 00 00 00 04 00 00", "00 00 02 28");
        rig.data("A3 0C 01 00 00 00 00 00 00 05 00 00", "00 03 00 06 00");
    }

    @Test
    void logSense_pageOfPages() {
        rig.data("4D 00 40 00 00 00 00 00 FF 00", "00 00 00 01 00");
        rig.data("4D 00 40 FF 00 00 00 00 FF 00", "40 FF 00 04 00 00 00 FF");
        rig.data("4D 00 00 00 00 00 00 00 04 00", "00 00 00 01");
        rig.good("4D 00 40 00 00 00 00 00 00 00");
        rig.invalidField("4D 00 4D 00 00 00 00 00 FF 00", "CD 00 02");
        rig.invalidField("4D 00 40 01 00 00 00 00 FF 00", "C0 00 03");
        rig.invalidField("4D 00 40 00 00 00 01 00 FF 00", "C0 00 05");
        rig.invalidField("4D 01 40 00 00 00 00 00 FF 00", "C8 00 01");
    }

    @Test
    void readBuffer_descriptorOfNoBuffer() {
        rig.data("3C 03 00 00 00 00 00 00 04 00", "00 00 00 00");
        rig.data("3C 03 00 00 00 00 FF FF FF 00", "00 00 00 00");
        rig.data("3C 00 00 00 00 00 00 00 04 00", "00 00 00 00");
        rig.data("3C 03 00 00 00 00 00 00 01 00", "00");
        rig.good("3C 03 00 00 00 00 00 00 00 00");
        rig.invalidField("3C 02 00 00 00 00 00 00 04 00", "C0 00 02");
        rig.invalidField("3C 0A 00 00 00 00 00 00 04 00", "CC 00 01");
        rig.invalidField("3C 20 00 00 00 00 00 00 04 00", "CD 00 01");
    }

    @Test
    void sendDiagnostic_defaultSelfTestOnly() {
        rig.good("1D 04 00 00 00 00");
        rig.good("1D 14 00 00 00 00");
        rig.invalidField("1D 20 00 00 00 00", "CF 00 01");
        rig.invalidField("1D 10 00 00 08 00", "C0 00 03");
        rig.invalidField("1D 08 00 00 00 00", "CB 00 01");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "04 11 00 00 00 00",
                "0A 00 00 00 01 00",
                "2A 00 00 00 00 00 00 00 01 00",
                "2A FF 00 00 03 E7 FF 00 01 FF",
                "0A 00 02 E8 00 00",
                "93 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00",
                "2C 00 00 00 00 00 00 00 01 00",
                "2E 00 00 00 00 00 00 00 01 00",
                "41 00 00 00 00 00 00 00 01 00",
                "53 00 00 00 00 00 00 00 01 00",
                "54 01 00 00 00 00 00 00 00 00",
                "58 00 00 00 00 01 00 00 00 00",
                "5B 00 01 00 00 01 00 00 00 00",
                "5D 00 00 00 00 00 00 00 08 00",
                "89 00 00 00 00 00 00 00 00 00 00 00 00 01 00 00",
                "8A 00 00 00 00 00 00 00 00 00 00 00 00 01 00 00",
                "8B 00 00 00 00 00 00 00 00 00 00 00 00 01 00 00",
                "8E 00 00 00 00 00 00 00 00 00 00 00 00 01 00 00",
                "93 00 00 00 00 00 00 00 00 00 00 00 00 01 00 00",
                "9C 00 00 00 00 00 00 00 00 00 00 00 00 01 00 00",
                "A1 11 00 00 00 00 00 00 00 00 00 00",
                "AA 00 00 00 00 00 00 00 00 01 00 00",
                "AE 00 00 00 00 00 00 00 00 01 00 00",
                "BF 00 00 00 00 00 00 00 00 08 00 00"
            })
    void writes_writeProtected_notReadyWithoutDisc(String cdb) {
        rig.sense(cdb, "02 3A 01");
        DriveRig.with(TestDiscs.dataCd()).sense(cdb, "07 27 00");
        DriveRig.with(TestDiscs.bd25()).sense(cdb, "07 27 00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2A 00 00 00 03 E8 00 00 00 00",
                "2A 00 00 00 03 E7 00 00 02 00",
                "AA 00 00 00 03 E8 00 00 00 01 00 00",
                "8E 00 00 00 00 00 00 00 03 E8 00 00 00 01 00 00"
            })
    void writes_beyondTheEnd_outOfRange(String cdb) {
        Answers.assertSense(
                DriveRig.with(TestDiscs.dataCd()).send(cdb), "F0 00 05 000003E8 0A 00000000 21 00 00000000");
    }

    @Test
    void writes_ofNoBlocks_good() {
        DriveRig data = DriveRig.with(TestDiscs.dataCd());
        data.good("2A 00 00 00 00 00 00 00 00 00");
        data.good("AE 00 00 00 03 E7 00 00 00 00 00 00");
        data.good("8A 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "85 08 0E 00 D0 00 01 00 00 00 4F 00 C2 00 B0 00", "A2 00 00 00 00 00 00 00 00 00 00 00",
                "3B 02 00 00 00 00 00 00 04 00", "A6 00 00 00 02 00 00 00 00 00 00 00",
                "D8 00 00 00 00 00 00 00 00 01 00 00", "FF 00 00 00 00 00"
            })
    void unknownOperationCode_invalidEvenUnderUnitAttention(String cdb) {
        rig.sense(cdb, "05 20 00");
        rig.insert(TestDiscs.dataCd());
        rig.sense(cdb, "05 20 00");
        rig.sense("00 00 00 00 00 00", "06 28 00");
    }
}
