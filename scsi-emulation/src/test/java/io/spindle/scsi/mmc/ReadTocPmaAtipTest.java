package io.spindle.scsi.mmc;

import static io.spindle.scsi.Answers.assertData;
import static io.spindle.scsi.Answers.assertInvalidField;
import static io.spindle.scsi.Answers.data;
import static io.spindle.scsi.Hex.cdb;
import static io.spindle.scsi.Hex.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.Medium;
import io.spindle.scsi.TestDiscs;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class ReadTocPmaAtipTest {
    private static final Medium DATA = TestDiscs.dataCd();
    private static final Medium AUDIO = TestDiscs.threeAudioTracks();
    private static final Medium MIXED = TestDiscs.mixedMode();
    private static final Medium SESSIONS = TestDiscs.multiSession();
    private static final Medium NINETY_NINE = TestDiscs.ninetyNineTracks();

    private static CommandOutcome answer(String cdb, Medium medium) {
        return ReadTocPmaAtip.answer(cdb(cdb), medium);
    }

    @Test
    void toc_dataCdByAddress_isOneTrackAndLeadOut() {
        assertData(answer("43 00 00 000000 00 0324 00", DATA), """
                0012 01 01              # 18 bytes follow; first and last track
                00 14 01 00 00000000    # data, track 1 at 0
                00 14 AA 00 000003E8    # lead-out at 1000
                """);
    }

    @Test
    void toc_dataCdByPosition_tellsMinutesSecondsFrames() {
        assertData(answer("43 02 00 000000 00 0324 00", DATA), """
                0012 01 01
                00 14 01 00 00 00 02 00    # 00:02:00
                00 14 AA 00 00 00 0F 19    # 00:15:25
                """);
    }

    @Test
    void toc_threeAudioTracks_tellsStartsBehindPregapsAndControls() {
        assertData(answer("43 00 00 000000 00 0324 00", AUDIO), """
                0022 01 03
                00 12 01 00 00000000    # copy permitted
                00 10 02 00 0000047E    # 1150, not the pre-gap at 1000
                00 11 03 00 000007D0    # pre-emphasis
                00 11 AA 00 000009C4    # lead-out with the control of the last track
                """);
    }

    @Test
    void toc_mixedMode_tellsDataAndAudio() {
        assertData(answer("43 02 00 000000 00 0324 00", MIXED), """
                0022 01 03
                00 14 01 00 00 00 02 00
                00 10 02 00 00 00 0C 00    # LBA 750
                00 10 03 00 00 00 0F 19    # LBA 1000
                00 10 AA 00 00 00 16 00    # LBA 1500
                """);
    }

    @Test
    void toc_fromStartingTrack_leavesOutEarlierTracksButKeepsHeader() {
        assertData(answer("43 00 00 000000 02 0324 00", AUDIO), """
                001A 01 03
                00 10 02 00 0000047E
                00 11 03 00 000007D0
                00 11 AA 00 000009C4
                """);
        assertData(answer("43 00 00 000000 03 0324 00", AUDIO), """
                0012 01 03
                00 11 03 00 000007D0
                00 11 AA 00 000009C4
                """);
    }

    @Test
    void toc_startingTrackAAh_isLeadOutOnly() {
        assertData(answer("43 00 00 000000 AA 000C 00", AUDIO), "000A 01 03  00 11 AA 00 000009C4");
    }

    @Test
    void toc_startingTrackBehindLast_isRefused() {
        assertInvalidField(answer("43 00 00 000000 04 0324 00", AUDIO), "C0 00 06");
        assertInvalidField(answer("43 00 00 000000 A9 0324 00", AUDIO), "C0 00 06");
        assertInvalidField(answer("43 00 00 000000 AB 0324 00", AUDIO), "C0 00 06");
        assertInvalidField(answer("43 00 00 000000 FF 0324 00", AUDIO), "C0 00 06");
    }

    @Test
    void toc_multiSession_tellsAllTracksAndLastLeadOut() {
        assertData(answer("43 00 00 000000 00 0324 00", SESSIONS), """
                001A 01 02
                00 14 01 00 00000000
                00 14 02 00 00003840    # 14400
                00 14 AA 00 00003C28    # 15400
                """);
    }

    @Test
    void toc_ninetyNineTracks_hasHundredDescriptors() {
        byte[] toc = data(answer("43 00 00 000000 00 FFFF 00", NINETY_NINE));
        assertThat(toc).hasSize(804).startsWith(hex("0322 01 63  00 10 01 00 00000000  00 10 02 00 0000012C"));
        assertThat(Arrays.copyOfRange(toc, 788, 804)).isEqualTo(hex("00 10 63 00 000072D8  00 10 AA 00 00007404"));
    }

    @Test
    void toc_everyAllocationLength_cutsDataAndKeepsLength() {
        byte[] all = hex("0012 01 01  00 14 01 00 00000000  00 14 AA 00 000003E8");
        for (int length = 0; length <= 24; length++) {
            byte[] expected = Arrays.copyOf(all, Math.min(length, 20));
            String cdb = "43 00 00 000000 00 00%02X 00".formatted(length);
            assertThat(data(answer(cdb, DATA))).as("length %d", length).isEqualTo(expected);
        }
    }

    @Test
    void toc_dvdAndBd_isMadeUpOfOneTrack() {
        assertData(answer("43 00 00 000000 00 0324 00", TestDiscs.dvdSingleLayer()), """
                0012 01 01
                00 14 01 00 00000000
                00 14 AA 00 001E8480    # 2 000 000
                """);
        assertData(answer("43 00 00 000000 00 0324 00", TestDiscs.bd50()), """
                0012 01 01
                00 14 01 00 00000000
                00 14 AA 00 0174E800    # 24 438 784
                """);
    }

    @Test
    void toc_dvdByPosition_isClampedInsteadOfWrapped() {
        assertData(answer("43 02 00 000000 00 0324 00", TestDiscs.dvdSingleLayer()), """
                0012 01 01
                00 14 01 00 00 00 02 00
                00 14 AA 00 00 FF 3B 4A
                """);
    }

    @Test
    void toc_lastPositionOfTwoDigits_isTold() {
        // 449 849 + 150 is 99:59:74, one more has no position.
        assertData(answer("43 02 00 000000 AA 0324 00", TestDiscs.dvd(449_849)), "000A 01 01  00 14 AA 00 00 63 3B 4A");
        assertData(answer("43 02 00 000000 AA 0324 00", TestDiscs.dvd(449_850)), "000A 01 01  00 14 AA 00 00 FF 3B 4A");
    }

    @Test
    void sessionInformation_oneSession_namesItsFirstTrack() {
        assertData(answer("43 00 01 000000 00 000C 00", DATA), "000A 01 01  00 14 01 00 00000000");
        assertData(answer("43 00 01 000000 00 000C 00", AUDIO), "000A 01 01  00 12 01 00 00000000");
        assertData(answer("43 02 01 000000 00 000C 00", AUDIO), "000A 01 01  00 12 01 00 00 00 02 00");
    }

    @Test
    void sessionInformation_multiSession_namesFirstTrackOfLast() {
        assertData(answer("43 00 01 000000 00 000C 00", SESSIONS), "000A 01 02  00 14 02 00 00003840");
        assertData(answer("43 02 01 000000 00 000C 00", SESSIONS), "000A 01 02  00 14 02 00 00 03 0E 00");
    }

    @Test
    void sessionInformation_dvdAndBd_isOneSession() {
        assertData(answer("43 00 01 000000 00 000C 00", TestDiscs.dvdDualLayer()), "000A 01 01  00 14 01 00 00000000");
        assertData(answer("43 00 01 000000 00 000C 00", TestDiscs.bd25()), "000A 01 01  00 14 01 00 00000000");
    }

    @Test
    void formatInByte9_asSff8020_isTheSame() {
        // The very bytes with which Linux asks at every change of the medium.
        assertData(answer("43 00 00 00 00 00 00 00 0C 40", SESSIONS), "000A 01 02  00 14 02 00 00003840");
        assertThat(data(answer("43 00 00 000000 00 0324 80", SESSIONS)))
                .isEqualTo(data(answer("43 00 02 000000 00 0324 00", SESSIONS)));
        assertInvalidField(answer("43 00 00 000000 00 0324 C0", SESSIONS), "CF 00 09");
    }

    @Test
    void formatInByte9_besideFormatInByte2_isIgnored() {
        assertData(answer("43 00 01 000000 00 000C 80", DATA), "000A 01 01  00 14 01 00 00000000");
    }

    @Test
    void fullToc_oneSession_hasPointsAndTracks() {
        assertData(answer("43 02 02 000000 00 0324 00", AUDIO), """
                0044 01 01                        # 68 bytes follow
                01 12 00 A0  00 00 00  00 01 00 00    # first track 1, CD-DA or CD-ROM
                01 11 00 A1  00 00 00  00 03 00 00    # last track 3
                01 11 00 A2  00 00 00  00 00 23 19    # lead-out at 00:35:25
                01 12 00 01  00 00 00  00 00 02 00
                01 10 00 02  00 00 00  00 00 11 19    # LBA 1150
                01 11 00 03  00 00 00  00 00 1C 32    # LBA 2000
                """);
    }

    @Test
    void fullToc_multiSession_tellsOfFollowingSessions() {
        assertData(answer("43 00 02 000000 01 0324 00", SESSIONS), """
                007B 01 02                            # 123 bytes follow
                01 14 00 A0  00 00 00  00 01 00 00
                01 14 00 A1  00 00 00  00 01 00 00
                01 14 00 A2  00 00 00  00 00 2A 00    # LBA 3000
                01 14 00 01  00 00 00  00 00 02 00
                01 54 00 B0  03 0C 00  02 4F 3B 4A    # next program area at LBA 14250; 79:59:74 at most
                01 54 00 C0  00 00 00  00 5F 00 00
                02 14 00 A0  00 00 00  00 02 20 00    # with sub-headers
                02 14 00 A1  00 00 00  00 02 00 00
                02 14 00 A2  00 00 00  00 03 1B 19    # LBA 15400
                02 14 00 02  00 00 00  00 03 0E 00    # LBA 14400
                02 54 00 B0  FF FF FF  01 4F 3B 4A    # nothing follows
                """);
    }

    @Test
    void fullToc_fromStartingSession_leavesOutEarlierOnes() {
        assertData(answer("43 00 02 000000 02 0324 00", SESSIONS), """
                0039 01 02
                02 14 00 A0  00 00 00  00 02 20 00
                02 14 00 A1  00 00 00  00 02 00 00
                02 14 00 A2  00 00 00  00 03 1B 19
                02 14 00 02  00 00 00  00 03 0E 00
                02 54 00 B0  FF FF FF  01 4F 3B 4A
                """);
        assertInvalidField(answer("43 00 02 000000 03 0324 00", SESSIONS), "C0 00 06");
    }

    @Test
    void fullToc_ninetyNineTracks_isWhole() {
        byte[] toc = data(answer("43 00 02 000000 00 FFFF 00", NINETY_NINE));
        assertThat(toc).hasSize(4 + 11 * 102).startsWith(hex("0464 01 01"));
        assertThat(Arrays.copyOfRange(toc, toc.length - 11, toc.length))
                .isEqualTo(hex("01 10 00 63  00 00 00  00 06 22 00"));
    }

    @Test
    void fullToc_shortAllocation_isCut() {
        assertData(answer("43 00 02 000000 00 0004 00", AUDIO), "0044 01 01");
    }

    @Test
    void pmaAndAtip_pressedDisc_areRefused() {
        assertInvalidField(answer("43 00 03 000000 00 0324 00", DATA), "CB 00 02");
        assertInvalidField(answer("43 00 04 000000 00 0324 00", DATA), "CB 00 02");
    }

    @Test
    void unknownFormats_areRefused() {
        for (int format = 6; format < 16; format++) {
            assertInvalidField(answer("43 00 %02X 000000 00 0324 00".formatted(format), DATA), "CB 00 02");
        }
    }

    @Test
    void cdText_discWithPacks_tellsThemAll() {
        assertData(answer("43 00 05 000000 00 0324 00", AUDIO), """
                0026 0000
                808080808080808080808080808080808080
                8F8F8F8F8F8F8F8F8F8F8F8F8F8F8F8F8F8F
                """);
        assertData(answer("43 00 05 000000 00 0004 00", AUDIO), "0026 0000");
        // A second answer is as whole as the first.
        assertThat(data(answer("43 00 05 000000 00 0324 00", AUDIO))).hasSize(40);
    }

    @Test
    void cdText_discWithoutPacks_isHeaderOnly() {
        assertData(answer("43 00 05 000000 00 0324 00", DATA), "0002 0000");
    }

    @Test
    void formatsOfCdOnly_dvdAndBd_areRefused() {
        for (String format : new String[] {"02", "03", "04", "05"}) {
            assertInvalidField(
                    answer("43 00 " + format + " 000000 00 0324 00", TestDiscs.dvdSingleLayer()), "CB 00 02");
            assertInvalidField(answer("43 00 " + format + " 000000 00 0324 00", TestDiscs.bd25()), "CB 00 02");
        }
        assertInvalidField(answer("43 00 00 000000 00 0324 80", TestDiscs.dvdSingleLayer()), "CF 00 09");
    }
}
