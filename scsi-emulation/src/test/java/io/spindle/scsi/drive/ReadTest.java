package io.spindle.scsi.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.scsi.Answers;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.DataIn;
import io.spindle.scsi.Hex;
import io.spindle.scsi.TestDiscs;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** READ (6), (10), (12) and (16), PRE-FETCH, SEEK and SYNCHRONIZE CACHE, on a disc of 1000 = 3E8h blocks. */
final class ReadTest {
    private static final String OUT_OF_RANGE_AT_1000 = "F0 00 05 000003E8 0A 00000000 21 00 00000000";

    private final DriveRig rig = DriveRig.with(TestDiscs.dataCd());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08 00 00 10 01 00",
                "28 00 00 00 00 10 00 00 01 00",
                "A8 00 00 00 00 10 00 00 00 01 00 00",
                "88 00 00 00 00 00 00 00 00 10 00 00 00 01 00 00"
            })
    void read_oneBlock_theBytesOfThatBlock(String cdb) {
        byte[] block = rig.data(cdb);
        assertThat(block).hasSize(2048);
        // Each eight bytes of the disc hold the number of their block.
        assertThat(Hex.text(Arrays.copyOf(block, 16))).isEqualTo("00 00 00 00 00 00 00 10 00 00 00 00 00 00 00 10");
        assertThat(Hex.text(Arrays.copyOfRange(block, 2040, 2048))).isEqualTo("00 00 00 00 00 00 00 10");
    }

    @ParameterizedTest
    @CsvSource({
        "08 00 03 E7 01 00, 999, 1",
        "08 00 00 00 00 00, 0, 256",
        "28 00 00 00 03 E7 00 00 01 00, 999, 1",
        "28 00 00 00 00 00 00 03 E8 00, 0, 1000",
        "28 18 00 00 00 00 00 00 20 00, 0, 32",
        "A8 00 00 00 03 E7 00 00 00 01 00 00, 999, 1",
        "A8 00 00 00 00 00 00 00 03 E8 80 00, 0, 1000",
        "88 18 00 00 00 00 00 00 03 E7 00 00 00 01 00 00, 999, 1"
    })
    void read_insideTheDisc_aRangeOfSectors(String cdb, long firstLba, long countSectors) {
        DataIn data = ((CommandOutcome.Good) rig.send(cdb)).data();
        assertThat(data).isInstanceOf(DataIn.Sectors.class);
        assertThat(((DataIn.Sectors) data).range().firstLba()).isEqualTo(firstLba);
        assertThat(((DataIn.Sectors) data).range().countSectors()).isEqualTo(countSectors);
        assertThat(data.lengthBytes()).isEqualTo(countSectors * 2048);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "28 00 00 00 03 E7 00 00 00 00",
                "28 00 00 00 00 00 00 00 00 00",
                "A8 00 00 00 03 E7 00 00 00 00 00 00",
                "88 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00",
                "34 00 00 00 03 E7 00 00 01 00",
                "34 02 00 00 00 00 03 00 00 00",
                "90 02 00 00 00 00 00 00 03 E7 00 00 00 01 03 00",
                "2B 00 00 00 03 E7 00 00 00 00",
                "0B 00 03 E7 00 00",
                "01 00 00 00 00 00",
                "35 06 00 00 00 00 00 00 00 00",
                "91 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00"
            })
    void nothingToTransfer_good(String cdb) {
        rig.good(cdb);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08 00 03 E8 01 00",
                "08 00 03 E7 02 00",
                "28 00 00 00 03 E8 00 00 01 00",
                "28 00 00 00 03 E8 00 00 00 00",
                "28 00 00 00 03 E7 00 00 02 00",
                "28 00 00 00 00 00 00 03 E9 00",
                "A8 00 00 00 03 E7 00 00 00 02 00 00",
                "A8 00 00 00 00 00 FF FF FF FF 00 00",
                "88 00 00 00 00 00 00 00 03 E8 00 00 00 00 00 00",
                "88 00 00 00 00 00 00 00 00 01 FF FF FF FF 00 00",
                "34 00 00 00 03 E8 00 00 00 00",
                "90 00 00 00 00 00 00 00 03 E7 00 00 00 02 00 00",
                "2B 00 00 00 03 E8 00 00 00 00",
                "0B 00 03 E8 00 00",
                "2F 00 00 00 03 E7 00 00 02 00",
                "AF 00 00 00 03 E8 00 00 00 00 00 00",
                "8F 02 00 00 00 00 00 00 03 E8 00 00 00 01 00 00"
            })
    void beyondTheEnd_firstMissingBlockIsNamed(String cdb) {
        Answers.assertSense(rig.send(cdb), OUT_OF_RANGE_AT_1000);
    }

    @Test
    void farBeyondTheEnd_theAddressItselfIsNamed() {
        Answers.assertSense(rig.send("28 00 FF FF FF FF 00 00 00 00"), "F0 00 05 FFFFFFFF 0A 00000000 21 00 00000000");
        Answers.assertSense(rig.send("28 00 80 00 00 00 00 00 01 00"), "F0 00 05 80000000 0A 00000000 21 00 00000000");
        // An address of more than 32 bits does not fit into fixed format.
        rig.sense("88 00 FF FF FF FF FF FF FF FF 00 00 00 01 00 00", "05 21 00");
        rig.sense("88 00 7F FF FF FF FF FF FF FF FF FF FF FF 00 00", "05 21 00");
    }

    @ParameterizedTest
    @CsvSource({
        "08 20 00 00 01 00, CD 00 01",
        "28 01 00 00 00 00 00 00 01 00, C8 00 01",
        "28 20 00 00 00 00 00 00 01 00, CD 00 01",
        "28 00 00 00 00 00 01 00 01 00, C8 00 06",
        "28 00 00 00 00 00 00 00 01 01, C8 00 09",
        "A8 00 00 00 00 00 00 00 00 01 40 00, CE 00 0A",
        "88 00 00 00 00 00 00 00 00 00 00 00 00 01 80 00, CF 00 0E",
        "2B 02 00 00 00 00 00 00 00 00, C9 00 01",
        "34 01 00 00 00 00 00 00 00 00, C8 00 01",
        "35 08 00 00 00 00 00 00 00 00, CB 00 01"
    })
    void reservedBit_set_pointedAt(String cdb, String senseKeySpecific) {
        rig.invalidField(cdb, senseKeySpecific);
    }

    @ParameterizedTest
    @ValueSource(strings = {"08 00 00 10 01 00", "28 00 00 00 00 10 00 00 01 00", "2B 00 00 00 00 00 00 00 00 00"})
    void noDisc_notReady(String cdb) {
        DriveRig.empty().sense(cdb, "02 3A 01");
        rig.good("1B 00 00 00 02 00");
        rig.sense(cdb, "02 3A 02");
    }

    @Test
    void unitAttentionPending_isToldInsteadOnce() {
        rig.swap(TestDiscs.mixedMode(), EjectMode.FORCE);
        rig.sense("28 00 00 00 00 00 00 00 01 00", "02 3A 02");
        rig.sense("28 00 00 00 00 00 00 00 01 00", "06 28 00");
        assertThat(rig.data("28 00 00 00 00 00 00 00 01 00")).hasSize(2048);
    }

    @Test
    void read_mixedMode_dataTrackOnly() {
        DriveRig mixed = DriveRig.with(TestDiscs.mixedMode());
        assertThat(mixed.data("28 00 00 00 02 57 00 00 01 00")).hasSize(2048);
        String illegalModeWithIli = "70 00 25 00000000 0A 00000000 64 00 00000000";
        Answers.assertSense(mixed.send("28 00 00 00 02 58 00 00 01 00"), illegalModeWithIli);
        Answers.assertSense(mixed.send("28 00 00 00 02 57 00 00 02 00"), illegalModeWithIli);
        Answers.assertSense(mixed.send("28 00 00 00 05 DB 00 00 01 00"), illegalModeWithIli);
        Answers.assertSense(
                mixed.send("28 00 00 00 05 DC 00 00 01 00"), "F0 00 05 000005DC 0A 00000000 21 00 00000000");
        mixed.good("28 00 00 00 02 58 00 00 00 00");
    }

    @Test
    void read_audioDisc_illegalMode() {
        DriveRig audio = DriveRig.with(TestDiscs.threeAudioTracks());
        Answers.assertSense(
                audio.send("A8 00 00 00 00 00 00 00 00 01 00 00"), "70 00 25 00000000 0A 00000000 64 00 00000000");
    }

    @Test
    void read_multiSession_notBetweenSessions() {
        DriveRig sessions = DriveRig.with(TestDiscs.multiSession());
        assertThat(sessions.data("28 00 00 00 0B B7 00 00 01 00")).hasSize(2048);
        Answers.assertSense(
                sessions.send("28 00 00 00 0B B8 00 00 01 00"), "70 00 25 00000000 0A 00000000 64 00 00000000");
        assertThat(sessions.data("28 00 00 00 38 40 00 00 02 00")).hasSize(4096);
    }

    @Test
    void read_formsMixed_form2IsRefused() {
        DriveRig forms = DriveRig.with(TestDiscs.bothForms());
        assertThat(forms.data("28 00 00 00 00 00 00 00 02 00"))
                .hasSize(4096)
                .startsWith(0)
                .endsWith(1);
        Answers.assertSense(
                forms.send("28 00 00 00 00 00 00 00 03 00"), "70 00 25 00000000 0A 00000000 64 00 00000000");
        Answers.assertSense(
                DriveRig.with(TestDiscs.formless()).send("28 00 00 00 00 00 00 00 01 00"),
                "70 00 25 00000000 0A 00000000 64 00 00000000");
    }

    @Test
    void read_largeDiscs_lastBlock() {
        // 2 000 000 = 1E8480h, 4 000 000 = 3D0900h, 24 438 784 = 174E800h.
        assertThat(DriveRig.with(TestDiscs.dvdSingleLayer()).data("28 00 00 1E 84 7F 00 00 01 00"))
                .hasSize(2048);
        assertThat(DriveRig.with(TestDiscs.dvdDualLayer()).data("28 00 00 3D 08 FF 00 00 01 00"))
                .hasSize(2048);
        assertThat(DriveRig.with(TestDiscs.bd50()).data("28 00 01 74 E7 FF 00 00 01 00"))
                .hasSize(2048)
                .startsWith(0, 0, 0, 0, 0x01, 0x74, 0xE7, 0xFF);
    }
}
