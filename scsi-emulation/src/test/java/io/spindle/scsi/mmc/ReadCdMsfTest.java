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
import org.junit.jupiter.api.Test;

final class ReadCdMsfTest {
    private static final Medium DATA = TestDiscs.dataCd();

    private static CommandOutcome answer(String cdb, Medium medium) {
        return ReadCdMsf.answer(cdb(cdb), medium);
    }

    @Test
    void positions_areFromFirstToBeforeSecond() {
        assertData(answer("B9 00 00 00 02 10 00 02 12 20 00 00", DATA), "00021601 00021701");
        assertThat(data(answer("B9 00 00 00 02 00 00 02 01 10 00 00", DATA))).hasSize(2048);
    }

    @Test
    void positions_beforeLba0_areTheFirstPregap() {
        assertData(answer("B9 00 00 00 00 00 00 00 02 20 00 00", DATA), "00000001 00000101");
        assertData(answer("B9 00 00 00 01 4A 00 02 01 20 00 00", DATA), "00017401 00020001");
    }

    @Test
    void samePositions_transferNothing() {
        assertData(answer("B9 00 00 00 02 10 00 02 10 F8 00 00", DATA), "");
    }

    @Test
    void endBeforeStart_isRefused() {
        assertInvalidField(answer("B9 00 00 00 02 10 00 02 0F F8 00 00", DATA), "C0 00 06");
    }

    @Test
    void beyondTheEnd_tellsFirstMissingSector() {
        // 00:15:25 is LBA 1000.
        assertThat(data(answer("B9 00 00 00 0F 18 00 0F 19 F8 00 00", DATA))).hasSize(2352);
        assertSense(
                answer("B9 00 00 00 0F 18 00 0F 1A F8 00 00", DATA), "F0 00 05 000003E8 0A 00000000 21 00 00 000000");
    }

    @Test
    void positionsOfTheLeadIn_areOutOfRange() {
        // 99:59:73 stands for LBA -152.
        assertSense(
                answer("B9 00 00 63 3B 49 63 3B 4A F8 00 00", DATA), "F0 00 05 FFFFFF68 0A 00000000 21 00 00 000000");
    }

    @Test
    void fieldsBeyondTheirRange_areRefused() {
        assertInvalidField(answer("B9 00 00 64 00 00 64 00 01 F8 00 00", DATA), "C0 00 03");
        assertInvalidField(answer("B9 00 00 00 3C 00 00 3C 01 F8 00 00", DATA), "C0 00 04");
        assertInvalidField(answer("B9 00 00 00 02 4B 00 03 00 F8 00 00", DATA), "C0 00 05");
        assertInvalidField(answer("B9 00 00 00 02 00 FF 02 01 F8 00 00", DATA), "C0 00 06");
        assertInvalidField(answer("B9 00 00 00 02 00 00 3C 01 F8 00 00", DATA), "C0 00 07");
        assertInvalidField(answer("B9 00 00 00 02 00 00 02 4B F8 00 00", DATA), "C0 00 08");
    }

    @Test
    void selections_areThoseOfReadCd() {
        assertThat(data(answer("B9 04 00 00 02 00 00 02 02 F8 01 00", TestDiscs.threeAudioTracks())))
                .hasSize(2 * 2448);
        assertInvalidField(answer("B9 00 00 00 02 00 00 02 01 16 00 00", DATA), "CA 00 09");
        assertInvalidField(answer("B9 18 00 00 02 00 00 02 01 F8 00 00", DATA), "CC 00 01");
        assertInvalidField(answer("B9 00 00 00 02 00 00 02 01 F8 07 00", DATA), "CA 00 0A");
        assertSense(
                answer("B9 04 00 00 02 00 00 02 01 F8 00 00", DATA), "F0 00 25 00000000 0A 00000000 64 00 00 000000");
    }

    @Test
    void dvd_isIncompatible() {
        assertSense(
                answer("B9 00 00 00 02 00 00 02 01 F8 00 00", TestDiscs.dvdSingleLayer()),
                "70 00 05 00000000 0A 00000000 30 02 00 000000");
    }
}
