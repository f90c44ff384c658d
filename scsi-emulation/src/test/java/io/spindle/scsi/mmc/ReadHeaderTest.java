package io.spindle.scsi.mmc;

import static io.spindle.scsi.Answers.assertData;
import static io.spindle.scsi.Answers.assertSense;
import static io.spindle.scsi.Answers.data;
import static io.spindle.scsi.Hex.cdb;
import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.Medium;
import io.spindle.scsi.TestDiscs;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class ReadHeaderTest {
    private static CommandOutcome answer(String cdb, Medium medium) {
        return ReadHeader.answer(cdb(cdb), medium);
    }

    @Test
    void mode1_tellsModeAndAddress() {
        assertData(answer("44 00 00000010 00 0008 00", TestDiscs.dataCd()), "01 000000 00000010");
        assertData(answer("44 02 00000010 00 0008 00", TestDiscs.dataCd()), "01 000000 00 00 02 10");
    }

    @Test
    void mode2_withAndWithoutForm_isMode2() {
        assertData(answer("44 00 00003840 00 0008 00", TestDiscs.multiSession()), "02 000000 00003840");
        assertData(answer("44 00 00000000 00 0008 00", TestDiscs.formless()), "02 000000 00000000");
    }

    @Test
    void rawImage_isOfTheModeThatTheSectorTells() {
        Medium raw = TestDiscs.rawWithForeignSector();
        assertThat(answer("44 00 00000001 00 0008 00", raw)).isInstanceOf(CommandOutcome.ReadsDisc.class);
        assertData(answer("44 00 00000000 00 0008 00", raw), "01 000000 00000000");
        assertData(answer("44 00 00000001 00 0008 00", raw), "02 000000 00000001");
    }

    @Test
    void audio_hasNoHeader() {
        assertSense(
                answer("44 00 000002EE 00 0008 00", TestDiscs.mixedMode()),
                "F0 00 05 000002EE 0A 00000000 64 00 00 000000");
    }

    @Test
    void outsideOfTracks_isOutOfRange() {
        assertSense(
                answer("44 00 000003E8 00 0008 00", TestDiscs.dataCd()),
                "F0 00 05 000003E8 0A 00000000 21 00 00 000000");
        assertSense(
                answer("44 00 00000BB8 00 0008 00", TestDiscs.multiSession()),
                "F0 00 05 00000BB8 0A 00000000 21 00 00 000000");
    }

    @Test
    void dvd_isIncompatible() {
        assertSense(
                answer("44 00 00000000 00 0008 00", TestDiscs.dvdSingleLayer()),
                "70 00 05 00000000 0A 00000000 30 02 00 000000");
    }

    @Test
    void everyAllocationLength_cutsData() {
        byte[] all = data(answer("44 00 00000010 00 FFFF 00", TestDiscs.dataCd()));
        for (int length = 0; length <= 10; length++) {
            assertThat(data(answer("44 00 00000010 00 00%02X 00".formatted(length), TestDiscs.dataCd())))
                    .isEqualTo(Arrays.copyOf(all, Math.min(length, 8)));
        }
    }
}
