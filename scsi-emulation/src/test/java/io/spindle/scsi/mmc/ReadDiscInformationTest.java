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

final class ReadDiscInformationTest {
    private static CommandOutcome answer(String cdb, Medium medium) {
        return ReadDiscInformation.answer(cdb(cdb), medium);
    }

    @Test
    void standard_dataCd_isCompleteAndUnrestricted() {
        assertData(answer("51 00 000000 0000 0022 00", TestDiscs.dataCd()), """
                0020                  # 32 bytes follow
                0E                    # not erasable, last session and disc complete
                01 01 01 01           # first track, sessions, first and last track of the last session
                20                    # unrestricted use
                00                    # CD-DA or CD-ROM
                00 00 00              # upper bytes of the numbers
                00000000              # no identification
                FFFFFFFF FFFFFFFF     # no lead-in nor lead-out to write
                0000000000000000      # no bar code
                00 00                 # no application code, no OPC tables
                """);
    }

    @Test
    void standard_mixedMode_tellsTracks() {
        byte[] answer = data(answer("51 00 000000 0000 0022 00", TestDiscs.mixedMode()));
        assertThat(answer).hasSize(34).startsWith(hex("0020 0E 01 01 01 03 20 00"));
    }

    @Test
    void standard_multiSession_tellsTracksOfLastSession() {
        assertThat(data(answer("51 00 000000 0000 0022 00", TestDiscs.multiSession())))
                .startsWith(hex("0020 0E 01 02 02 02 20 00"));
        assertThat(data(answer("51 00 000000 0000 0022 00", TestDiscs.enhancedCd())))
                .startsWith(hex("0020 0E 01 02 03 03 20 00"));
    }

    @Test
    void standard_subHeadersInFirstSession_isXaDisc() {
        assertThat(data(answer("51 00 000000 0000 0022 00", TestDiscs.bothForms())))
                .startsWith(hex("0020 0E 01 01 01 01 20 20"));
    }

    @Test
    void standard_ninetyNineTracks_tellsThem() {
        assertThat(data(answer("51 00 000000 0000 0022 00", TestDiscs.ninetyNineTracks())))
                .startsWith(hex("0020 0E 01 01 01 63 20 00"));
    }

    @Test
    void standard_dvdAndBd_isOneTrack() {
        for (Medium medium : new Medium[] {TestDiscs.dvdDualLayer(), TestDiscs.bd25()}) {
            assertThat(data(answer("51 00 000000 0000 0022 00", medium)))
                    .startsWith(hex("0020 0E 01 01 01 01 20 00 000000 00000000 FFFFFFFF FFFFFFFF"));
        }
    }

    @Test
    void standard_everyAllocationLength_cutsDataAndKeepsLength() {
        byte[] all = data(answer("51 00 000000 0000 FFFF 00", TestDiscs.dataCd()));
        assertThat(all).hasSize(34);
        for (int length = 0; length <= 40; length++) {
            assertThat(data(answer("51 00 000000 0000 00%02X 00".formatted(length), TestDiscs.dataCd())))
                    .as("length %d", length)
                    .isEqualTo(Arrays.copyOf(all, Math.min(length, 34)));
        }
    }

    @Test
    void trackResources_tellsMostAndUsed() {
        assertData(answer("51 01 000000 0000 0022 00", TestDiscs.threeAudioTracks()), """
                000A 20 00
                0063 0003      # at most 99, 3 used
                0000 0000      # none can be added
                """);
        assertData(answer("51 01 000000 0000 0022 00", TestDiscs.bd50()), "000A 20 00  0001 0001  0000 0000");
        assertData(answer("51 01 000000 0000 0005 00", TestDiscs.bd50()), "000A 20 00  00");
    }

    @Test
    void pseudoOverwriteResources_areNone() {
        assertData(answer("51 02 000000 0000 0022 00", TestDiscs.bd25()), "000E 40 00  00000000 00000000 00000000");
    }

    @Test
    void reservedTypes_areRefused() {
        for (int type = 3; type < 8; type++) {
            assertInvalidField(answer("51 %02X 000000 0000 0022 00".formatted(type), TestDiscs.dataCd()), "CA 00 01");
        }
    }
}
