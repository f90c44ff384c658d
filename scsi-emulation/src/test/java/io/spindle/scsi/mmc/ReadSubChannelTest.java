package io.spindle.scsi.mmc;

import static io.spindle.scsi.Answers.assertData;
import static io.spindle.scsi.Answers.assertInvalidField;
import static io.spindle.scsi.Answers.assertSense;
import static io.spindle.scsi.Answers.data;
import static io.spindle.scsi.Hex.cdb;
import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.Medium;
import io.spindle.scsi.TestDiscs;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class ReadSubChannelTest {
    private static final Medium AUDIO = TestDiscs.threeAudioTracks();

    private final AudioPlayer player = new AudioPlayer();

    private CommandOutcome answer(String cdb, Medium medium) {
        return ReadSubChannel.answer(cdb(cdb), medium, player, 0);
    }

    @Test
    void withoutSubQ_isHeaderOnly() {
        assertData(answer("42 02 00 01 0000 00 0030 00", AUDIO), "00 15 0000");
    }

    @Test
    void position_beforeAnythingPlayed_isTheStart() {
        assertData(answer("42 00 40 01 0000 00 0030 00", AUDIO), """
                00 15 000C            # no audio status; 12 bytes follow
                01 12 01 01           # copy permitted; track 1, index 1
                00000000 00000000
                """);
        assertData(answer("42 02 40 01 0000 00 0030 00", AUDIO), """
                00 15 000C  01 12 01 01  00 00 02 00  00 00 00 00
                """);
    }

    @Test
    void position_dataCd_isThatOfDataTrack() {
        assertData(answer("42 02 40 01 0000 00 0010 00", TestDiscs.dataCd()), """
                00 15 000C  01 14 01 01  00 00 02 00  00 00 00 00
                """);
    }

    @Test
    void position_laterIndex_isTold() {
        player.seek(2150);
        assertData(answer("42 00 40 01 0000 00 0030 00", AUDIO), """
                00 15 000C  01 11 03 02  00000866 00000096
                """);
        assertData(answer("42 02 40 01 0000 00 0030 00", AUDIO), """
                00 15 000C  01 11 03 02  00 00 1E 32  00 00 02 00
                """);
    }

    @Test
    void position_pregap_countsDownInIndex0() {
        player.seek(1074);
        // 76 sectors before track 2; as a position the last sector of a pre-gap is 00:00:00.
        assertData(answer("42 00 40 01 0000 00 0030 00", AUDIO), """
                00 15 000C  01 10 02 00  00000432 FFFFFFB4
                """);
        assertData(answer("42 02 40 01 0000 00 0030 00", AUDIO), """
                00 15 000C  01 10 02 00  00 00 10 18  00 00 01 00
                """);
    }

    @Test
    void position_whilePlaying_moves() {
        PlayAudio10.answer(cdb("45 00 0000047E 00 0352 00"), AUDIO, player, 0);
        CommandOutcome after = ReadSubChannel.answer(cdb("42 00 40 01 0000 00 0030 00"), AUDIO, player, 2_000_000_000L);
        assertData(after, "00 11 000C  01 10 02 01  00000514 00000096");
    }

    @Test
    void mediaCatalogNumber_isTold() {
        assertData(answer("42 00 40 02 0000 00 0030 00", AUDIO), """
                00 15 0014            # 20 bytes follow
                02 000000
                80                    # valid
                34303036343038313236353533    # "4006408126553"
                00 00
                """);
    }

    @Test
    void mediaCatalogNumber_discWithout_isNotValid() {
        assertData(answer("42 00 40 02 0000 00 0030 00", TestDiscs.dataCd()), """
                00 15 0014  02 000000  00 00000000000000000000000000 00 00
                """);
    }

    @Test
    void isrc_ofTrack_isTold() {
        assertData(answer("42 00 40 03 0000 02 0030 00", AUDIO), """
                00 15 0014
                03 30 02 00           # track 2
                80                    # valid
                444541424332333132333435    # "DEABC2312345"
                00 00 00
                """);
    }

    @Test
    void isrc_trackWithout_isNotValid() {
        assertData(answer("42 00 40 03 0000 01 0030 00", AUDIO), """
                00 15 0014  03 32 01 00  00 000000000000000000000000 00 00 00
                """);
    }

    @Test
    void isrc_noSuchTrack_isRefused() {
        assertInvalidField(answer("42 00 40 03 0000 00 0030 00", AUDIO), "C0 00 06");
        assertInvalidField(answer("42 00 40 03 0000 04 0030 00", AUDIO), "C0 00 06");
        assertInvalidField(answer("42 00 40 03 0000 FF 0030 00", AUDIO), "C0 00 06");
    }

    @Test
    void otherFormats_areRefused() {
        for (String format : new String[] {"00", "04", "F0", "FF"}) {
            assertInvalidField(answer("42 00 40 " + format + " 0000 00 0030 00", AUDIO), "C0 00 03");
        }
    }

    @Test
    void dvd_isIncompatible() {
        assertSense(
                answer("42 00 40 01 0000 00 0030 00", TestDiscs.dvdSingleLayer()),
                "70 00 05 00000000 0A 00000000 30 02 00 000000");
    }

    @Test
    void everyAllocationLength_cutsDataAndKeepsLength() {
        byte[] all = data(answer("42 00 40 02 0000 00 FFFF 00", AUDIO));
        for (int length = 0; length <= 30; length++) {
            assertThat(data(answer("42 00 40 02 0000 00 00%02X 00".formatted(length), AUDIO)))
                    .isEqualTo(Arrays.copyOf(all, Math.min(length, 24)));
        }
    }
}
