package io.spindle.scsi.mmc;

import static io.spindle.scsi.Answers.assertData;
import static io.spindle.scsi.Answers.assertInvalidField;
import static io.spindle.scsi.Answers.assertSense;
import static io.spindle.scsi.Answers.data;
import static io.spindle.scsi.Hex.cdb;
import static io.spindle.scsi.Hex.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.Medium;
import io.spindle.scsi.TestDiscs;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class ReadTrackInformationTest {
    private static final Medium AUDIO = TestDiscs.threeAudioTracks();
    private static final Medium MIXED = TestDiscs.mixedMode();
    private static final Medium SESSIONS = TestDiscs.multiSession();

    private static CommandOutcome answer(String cdb, Medium medium) {
        return ReadTrackInformation.answer(cdb(cdb), medium);
    }

    @Test
    void byTrack_dataCd_tellsWholeTrack() {
        assertData(answer("52 01 00000001 00 0030 00", TestDiscs.dataCd()), """
                002E                  # 46 bytes follow
                01 01 00              # track 1 of session 1
                04 01 00              # data; Mode 1; neither writable nor last recorded address are told
                00000000              # start
                00000000 00000000     # nothing to write to
                00000000
                000003E8              # 1000 sectors
                00000000
                00 00 0000            # upper bytes of the numbers
                00000000 00000000 00000000
                """);
    }

    @Test
    void byTrack_audio_hasNoDataMode() {
        assertThat(data(answer("52 01 00000002 00 0030 00", AUDIO))).startsWith(hex("""
                002E 02 01 00 00 0F 00
                0000047E              # from 1150, behind the pre-gap
                00000000 00000000 00000000
                00000352              # 850 sectors
                """));
    }

    @Test
    void byTrack_subHeaders_isMode2() {
        assertThat(data(answer("52 01 00000002 00 0030 00", SESSIONS))).startsWith(hex("""
                002E 02 02 00 04 02 00
                00003840
                00000000 00000000 00000000
                000003E8
                """));
    }

    @Test
    void byTrack_startAndSizeOfLast_endAtLeadOut() {
        // Linux takes the sum for the capacity: 1000 + 500 is the lead-out of this disc.
        assertThat(data(answer("52 01 00000003 00 0030 00", MIXED))).startsWith(hex("""
                002E 03 01 00 00 0F 00
                000003E8 00000000 00000000 00000000 000001F4
                """));
    }

    @Test
    void byTrack_noSuchTrack_isRefused() {
        for (String number : new String[] {"00000000", "00000004", "000000FF", "00000101", "FFFFFFFF"}) {
            assertInvalidField(answer("52 01 " + number + " 00 0030 00", AUDIO), "C0 00 02");
        }
    }

    @Test
    void byAddress_anySectorOfTrack_isThatTrack() {
        String second = "002E 02 01 00 00 0F 00 0000047E";
        // First of the pre-gap, start, last.
        for (String lba : new String[] {"000003E8", "0000047E", "000007CF"}) {
            assertThat(data(answer("52 00 " + lba + " 00 0030 00", AUDIO))).startsWith(hex(second));
        }
        assertThat(data(answer("52 00 000003E7 00 0030 00", AUDIO))).startsWith(hex("002E 01 01 00 02 0F 00 00000000"));
        assertThat(data(answer("52 00 000007D0 00 0030 00", AUDIO))).startsWith(hex("002E 03 01 00 01 0F 00 000007D0"));
        assertThat(data(answer("52 00 000009C3 00 0030 00", AUDIO))).startsWith(hex("002E 03 01 00 01 0F 00 000007D0"));
    }

    @Test
    void byAddress_firstPregap_isFirstTrack() {
        assertThat(data(answer("52 00 FFFFFF6A 00 0030 00", AUDIO))).startsWith(hex("002E 01 01"));
    }

    @Test
    void byAddress_outsideOfTracks_isOutOfRange() {
        // The lead-out, and far behind it.
        assertSense(answer("52 00 000009C4 00 0030 00", AUDIO), "F0 00 05 000009C4 0A 00000000 21 00 00 000000");
        assertSense(answer("52 00 7FFFFFFF 00 0030 00", AUDIO), "F0 00 05 7FFFFFFF 0A 00000000 21 00 00 000000");
        // Before the first pre-gap.
        assertSense(answer("52 00 FFFFFF69 00 0030 00", AUDIO), "F0 00 05 FFFFFF69 0A 00000000 21 00 00 000000");
        // Between the sessions.
        assertSense(answer("52 00 00000BB8 00 0030 00", SESSIONS), "F0 00 05 00000BB8 0A 00000000 21 00 00 000000");
    }

    @Test
    void bySession_isItsFirstTrack() {
        assertThat(data(answer("52 02 00000001 00 0030 00", SESSIONS))).startsWith(hex("002E 01 01 00 04 01 00"));
        assertThat(data(answer("52 02 00000002 00 0030 00", SESSIONS))).startsWith(hex("002E 02 02 00 04 02 00"));
        assertInvalidField(answer("52 02 00000000 00 0030 00", SESSIONS), "C0 00 02");
        assertInvalidField(answer("52 02 00000003 00 0030 00", SESSIONS), "C0 00 02");
    }

    @Test
    void reservedAddressTypeAndOpenTracks_areRefused() {
        assertInvalidField(answer("52 03 00000001 00 0030 00", AUDIO), "C9 00 01");
        assertInvalidField(answer("52 05 00000001 00 0030 00", AUDIO), "CA 00 01");
    }

    @Test
    void dvdAndBd_areOneTrackOfMode1() {
        assertThat(data(answer("52 01 00000001 00 0030 00", TestDiscs.dvdDualLayer())))
                .startsWith(hex("""
                002E 01 01 00 04 01 00
                00000000 00000000 00000000 00000000 003D0900
                """));
        assertThat(data(answer("52 00 0174E7FF 00 0030 00", TestDiscs.bd50()))).startsWith(hex("""
                002E 01 01 00 04 01 00
                00000000 00000000 00000000 00000000 0174E800
                """));
    }

    @Test
    void ninetyNineTracks_last_isTold() {
        assertThat(data(answer("52 01 00000063 00 0030 00", TestDiscs.ninetyNineTracks())))
                .startsWith(hex("002E 63 01 00 00 0F 00 000072D8"));
    }

    @Test
    void everyAllocationLength_cutsDataAndKeepsLength() {
        byte[] all = data(answer("52 01 00000001 00 FFFF 00", AUDIO));
        assertThat(all).hasSize(48);
        for (int length = 0; length <= 50; length++) {
            assertThat(data(answer("52 01 00000001 00 00%02X 00".formatted(length), AUDIO)))
                    .as("length %d", length)
                    .isEqualTo(Arrays.copyOf(all, Math.min(length, 48)));
        }
    }
}
