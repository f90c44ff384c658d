package io.spindle.scsi.mmc;

import static io.spindle.scsi.Answers.assertData;
import static io.spindle.scsi.Answers.assertInvalidField;
import static io.spindle.scsi.Answers.assertSense;
import static io.spindle.scsi.Hex.cdb;
import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.Medium;
import io.spindle.scsi.TestDiscs;
import org.junit.jupiter.api.Test;

/** The commands that play, and where the player is after a while. */
final class AudioPlayerTest {
    private static final Medium AUDIO = TestDiscs.threeAudioTracks();
    private static final Medium MIXED = TestDiscs.mixedMode();
    private static final Medium ENHANCED = TestDiscs.enhancedCd();

    private final AudioPlayer player = new AudioPlayer();

    private CommandOutcome play(String cdb, Medium medium, double seconds) {
        long now = nanos(seconds);
        return switch (cdb.substring(0, 2)) {
            case "45" -> PlayAudio10.answer(cdb(cdb), medium, player, now);
            case "A5" -> PlayAudio12.answer(cdb(cdb), medium, player, now);
            case "47" -> PlayAudioMsf.answer(cdb(cdb), medium, player, now);
            case "48" -> PlayAudioTrackIndex.answer(cdb(cdb), medium, player, now);
            case "4B" -> PauseResume.answer(cdb(cdb), player, now);
            case "4E" -> StopPlayScan.answer(player, now);
            case "BA" -> Scan.answer(cdb(cdb), medium, player, now);
            default -> throw new IllegalArgumentException(cdb);
        };
    }

    private static long nanos(double seconds) {
        return (long) (seconds * 1e9);
    }

    /** Audio status, then address and track as READ SUB-CHANNEL tells them. */
    private void assertAt(double seconds, int status, long lba) {
        assertThat(player.position(nanos(seconds)))
                .as("position after %s s", seconds)
                .isEqualTo(lba);
        assertThat(player.reportStatus(nanos(seconds)).code())
                .as("status after %s s", seconds)
                .isEqualTo(status);
    }

    @Test
    void neverPlayed_hasNoStatus() {
        assertAt(0, 0x15, 0);
        assertThat(player.isPlaying(0)).isFalse();
    }

    @Test
    void play10_movesOn75SectorsASecond() {
        assertData(play("45 00 00000064 00 0384 00", AUDIO, 10), "");
        assertAt(10, 0x11, 100);
        assertAt(10.0133, 0x11, 100);
        assertAt(10.0134, 0x11, 101);
        assertAt(11, 0x11, 175);
        assertAt(15, 0x11, 475);
        assertThat(player.isPlaying(nanos(15))).isTrue();
    }

    @Test
    void play10_toItsEnd_tellsOnceThatItIsCompleted() {
        play("45 00 00000000 00 0096 00", AUDIO, 0);
        assertAt(1.99, 0x11, 149);
        assertAt(2, 0x13, 149);
        assertAt(2, 0x15, 149);
        assertAt(1000, 0x15, 149);
    }

    @Test
    void play12_isTheSameWithLongerLength() {
        assertData(play("A5 00 00000000 000009C4 00 00", AUDIO, 0), "");
        assertAt(20, 0x11, 1500);
        assertAt(33.4, 0x13, 2499);
    }

    @Test
    void play_beyondTheEndOfDisc_endsThere() {
        play("A5 00 00000000 FFFFFFFF 00 00", AUDIO, 0);
        assertAt(34, 0x13, 2499);
    }

    @Test
    void play_noSectors_isGoodAndPlaysNothing() {
        assertData(play("45 00 00000064 00 0000 00", AUDIO, 0), "");
        assertAt(1, 0x15, 0);
        assertData(play("47 00 00 00 02 00 00 02 00 00", AUDIO, 0), "");
        assertAt(1, 0x15, 0);
    }

    @Test
    void play_noSectorsWhilePlaying_leavesItPlaying() {
        play("45 00 00000000 00 0384 00", AUDIO, 0);
        play("45 00 00000064 00 0000 00", AUDIO, 1);
        assertAt(2, 0x11, 150);
    }

    @Test
    void play_fromWhereItIs() {
        play("45 00 00000000 00 0384 00", AUDIO, 0);
        play("45 00 FFFFFFFF 00 004B 00", AUDIO, 2);
        assertAt(2.5, 0x11, 187);
        assertAt(3, 0x13, 224);
    }

    @Test
    void play_data_isIllegalMode() {
        assertSense(play("45 00 00000010 00 0064 00", MIXED, 0), "F0 00 05 00000010 0A 00000000 64 00 00 000000");
        assertSense(play("A5 00 00000000 00000064 00 00", TestDiscs.dataCd(), 0), """
                F0 00 05 00000000 0A 00000000 64 00 00 000000
                """);
        assertSense(play("47 00 00 00 02 10 00 02 20 00", MIXED, 0), "F0 00 05 00000010 0A 00000000 64 00 00 000000");
        assertAt(1, 0x15, 0);
    }

    @Test
    void play_outsideOfTracks_isOutOfRange() {
        assertSense(play("45 00 000009C4 00 0064 00", AUDIO, 0), "F0 00 05 000009C4 0A 00000000 21 00 00 000000");
        assertSense(play("45 00 FFFFFF00 00 0064 00", AUDIO, 0), "F0 00 05 FFFFFF00 0A 00000000 21 00 00 000000");
        assertSense(play("45 00 00000BB8 00 0064 00", ENHANCED, 0), "F0 00 05 00000BB8 0A 00000000 21 00 00 000000");
    }

    @Test
    void play_intoOtherSession_stopsByError() {
        play("A5 00 00000B54 00004000 00 00", ENHANCED, 0);
        assertAt(1, 0x11, 2975);
        assertAt(2, 0x14, 2999);
        assertAt(2, 0x15, 2999);
    }

    @Test
    void play_acrossTracksAndPregaps_goesOn() {
        play("45 00 000003E7 00 07D0 00", AUDIO, 0);
        assertAt(2, 0x11, 1149);
        assertAt(10, 0x11, 1749);
    }

    @Test
    void play_dvd_isIncompatible() {
        String incompatible = "70 00 05 00000000 0A 00000000 30 02 00 000000";
        assertSense(play("45 00 00000000 00 0064 00", TestDiscs.dvdSingleLayer(), 0), incompatible);
        assertSense(play("BA 00 00000000 0000 00 00 00 00", TestDiscs.dvdSingleLayer(), 0), incompatible);
    }

    @Test
    void playMsf_isFromFirstToBeforeSecondPosition() {
        assertData(play("47 00 00 00 03 00 00 05 00 00", AUDIO, 0), "");
        assertAt(0, 0x11, 75);
        assertAt(1, 0x11, 150);
        assertAt(2, 0x13, 224);
    }

    @Test
    void playMsf_fromThePregap_startsThere() {
        play("47 00 00 00 00 00 00 04 00 00", AUDIO, 0);
        assertAt(0, 0x11, -150);
        assertAt(2, 0x11, 0);
        assertAt(4, 0x13, 149);
    }

    @Test
    void playMsf_fromWhereItIs() {
        play("47 00 00 00 02 00 00 20 00 00", AUDIO, 0);
        assertData(play("47 00 00 FF FF FF 00 06 00 00", AUDIO, 1), "");
        assertAt(3.99, 0x11, 299);
        assertAt(4, 0x13, 299);
    }

    @Test
    void playMsf_wrongPositions_areRefused() {
        assertInvalidField(play("47 00 00 00 3C 00 00 05 00 00", AUDIO, 0), "C0 00 04");
        assertInvalidField(play("47 00 00 00 02 00 00 05 4B 00", AUDIO, 0), "C0 00 08");
        assertInvalidField(play("47 00 00 00 05 00 00 04 00 00", AUDIO, 0), "C0 00 06");
        assertInvalidField(play("47 00 00 FF FF FF 00 00 00 00", AUDIO, 0), "C0 00 06");
    }

    @Test
    void playTrackIndex_isToTheEndOfTheLastIndex() {
        assertData(play("48 00 00 00 02 01 00 02 01 00", AUDIO, 0), "");
        assertAt(0, 0x11, 1150);
        assertAt(850 / 75.0 + 0.1, 0x13, 1999);
    }

    @Test
    void playTrackIndex_betweenIndexes_playsOnlyThat() {
        play("48 00 00 00 03 01 00 03 01 00", AUDIO, 0);
        assertAt(1, 0x11, 2075);
        assertAt(2, 0x13, 2099);
        play("48 00 00 00 03 02 00 03 63 00", AUDIO, 10);
        assertAt(10, 0x11, 2100);
        assertAt(20, 0x13, 2499);
    }

    @Test
    void playTrackIndex_trackBeyondLast_isTheLast() {
        play("48 00 00 00 01 01 00 63 63 00", AUDIO, 0);
        assertAt(34, 0x13, 2499);
    }

    @Test
    void playTrackIndex_wrongTracks_areRefused() {
        assertInvalidField(play("48 00 00 00 00 01 00 03 01 00", AUDIO, 0), "C0 00 04");
        assertInvalidField(play("48 00 00 00 04 01 00 04 01 00", AUDIO, 0), "C0 00 04");
        assertInvalidField(play("48 00 00 00 03 01 00 02 01 00", AUDIO, 0), "C0 00 07");
        assertInvalidField(play("48 00 00 00 03 01 00 00 01 00", AUDIO, 0), "C0 00 07");
        assertSense(play("48 00 00 00 01 01 00 03 01 00", MIXED, 0), "F0 00 05 00000000 0A 00000000 64 00 00 000000");
    }

    @Test
    void pause_staysAndResumeGoesOnFromThere() {
        play("45 00 00000000 00 0384 00", AUDIO, 0);
        assertData(play("4B 00 00000000 0000 00 00", AUDIO, 2), "");
        assertAt(2, 0x12, 150);
        assertAt(100, 0x12, 150);
        assertThat(player.isPlaying(nanos(100))).isFalse();
        // A second time is no error.
        assertData(play("4B 00 00000000 0000 00 00", AUDIO, 101), "");
        assertData(play("4B 00 00000000 0000 01 00", AUDIO, 200), "");
        assertAt(201, 0x11, 225);
        assertData(play("4B 00 00000000 0000 01 00", AUDIO, 202), "");
        assertAt(203, 0x11, 375);
        assertAt(210, 0x13, 899);
    }

    @Test
    void pauseOrResume_nothingPlays_isSequenceError() {
        String sequenceError = "70 00 05 00000000 0A 00000000 2C 00 00 000000";
        assertSense(play("4B 00 00000000 0000 00 00", AUDIO, 0), sequenceError);
        assertSense(play("4B 00 00000000 0000 01 00", AUDIO, 0), sequenceError);
        play("45 00 00000000 00 004B 00", AUDIO, 0);
        // It has come to its end by then.
        assertSense(play("4B 00 00000000 0000 00 00", AUDIO, 1), sequenceError);
        assertAt(1, 0x13, 74);
    }

    @Test
    void stop_keepsThePosition() {
        play("45 00 00000000 00 0384 00", AUDIO, 0);
        assertData(play("4E 00 00000000 0000 00 00", AUDIO, 2), "");
        assertAt(5, 0x15, 150);
        assertData(play("4E 00 00000000 0000 00 00", AUDIO, 6), "");
        assertSense(play("4B 00 00000000 0000 01 00", AUDIO, 7), "70 00 05 00000000 0A 00000000 2C 00 00 000000");
    }

    @Test
    void seekAndReset_endPlaying() {
        play("45 00 00000000 00 0384 00", AUDIO, 0);
        player.seek(500);
        assertAt(10, 0x15, 500);
        player.reset();
        assertAt(10, 0x15, 0);
    }

    @Test
    void scan_onwards_isEightTimesAsFast() {
        assertData(play("BA 00 00000064 0000 00 00 00 00", AUDIO, 0), "");
        assertAt(0, 0x11, 100);
        assertAt(1, 0x11, 700);
        assertAt(3.99, 0x11, 2494);
        assertAt(4, 0x13, 2499);
    }

    @Test
    void scan_backwards_endsWhereAudioBegins() {
        assertData(play("BA 10 000004B0 0000 00 00 00 00", MIXED, 0), """
                """);
        assertAt(0.5, 0x11, 900);
        assertAt(1, 0x13, 600);
    }

    @Test
    void scan_fromPositionOrTrack() {
        play("BA 00 00000300 0000 00 40 00 00", AUDIO, 0);
        assertAt(0, 0x11, 75);
        play("BA 00 00000002 0000 00 80 00 00", AUDIO, 0);
        assertAt(0, 0x11, 1150);
    }

    @Test
    void scan_thenResume_playsOnAtNormalSpeed() {
        play("BA 00 00000000 0000 00 00 00 00", AUDIO, 0);
        play("4B 00 00000000 0000 00 00", AUDIO, 1);
        assertAt(1, 0x12, 600);
        play("4B 00 00000000 0000 01 00", AUDIO, 5);
        assertAt(6, 0x11, 675);
    }

    @Test
    void scan_wrongAddresses_areRefused() {
        assertInvalidField(play("BA 00 00000000 0000 00 C0 00 00", AUDIO, 0), "CF 00 09");
        assertInvalidField(play("BA 00 00000004 0000 00 80 00 00", AUDIO, 0), "C0 00 02");
        assertInvalidField(play("BA 00 00003C00 0000 00 40 00 00", AUDIO, 0), "C0 00 04");
        assertSense(play("BA 00 00000010 0000 00 00 00 00", MIXED, 0), "F0 00 05 00000010 0A 00000000 64 00 00 000000");
        assertSense(play("BA 00 000009C4 0000 00 00 00 00", AUDIO, 0), "F0 00 05 000009C4 0A 00000000 21 00 00 000000");
    }

    @Test
    void years_goByWithoutOverflow() {
        play("A5 00 00000000 FFFFFFFF 00 00", AUDIO, 0);
        assertThat(player.position(Long.MAX_VALUE)).isEqualTo(2499);
    }
}
