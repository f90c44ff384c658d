package io.spindle.scsi.mmc;

import static io.spindle.scsi.Answers.assertData;
import static io.spindle.scsi.Answers.assertInvalidField;
import static io.spindle.scsi.Answers.assertSense;
import static io.spindle.scsi.Hex.cdb;
import static io.spindle.scsi.Hex.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.Medium;
import io.spindle.scsi.TestDiscs;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** GET PERFORMANCE, SET STREAMING, SET CD SPEED and SET READ AHEAD. */
final class SpeedCommandsTest {
    private static final Optional<Medium> CD = Optional.of(TestDiscs.dataCd());
    private static final Optional<Medium> DVD = Optional.of(TestDiscs.dvdSingleLayer());
    private static final Optional<Medium> BD = Optional.of(TestDiscs.bd50());

    private final DriveSpeed speed = new DriveSpeed();

    private CommandOutcome performance(String cdb, Optional<Medium> medium) {
        return GetPerformance.answer(cdb(cdb), medium, speed);
    }

    private CommandOutcome streaming(String cdb, String descriptor) {
        CommandOutcome outcome = SetStreaming.answer(cdb(cdb), Profile.DVD_ROM, speed);
        CommandOutcome.WantsDataOut wants = (CommandOutcome.WantsDataOut) outcome;
        assertThat(wants.lengthBytes()).isEqualTo(28);
        return wants.then().take(ByteBuffer.wrap(hex(descriptor)));
    }

    @Test
    void performance_cd_isOneSpeedForTheWholeDisc() {
        assertData(performance("AC 10 00000000 0000 0001 00 00", CD), """
                00000014 00 000000                      # 20 bytes follow
                00000000 00002113  000003E7 00002113    # 8467 kB/s from 0 to 999
                """);
    }

    @Test
    void performance_dvdAndBd_areFaster() {
        assertData(performance("AC 10 00000000 0000 0010 00 00", DVD), """
                00000014 00 000000  00000000 00005690  001E847F 00005690
                """);
        assertData(performance("AC 10 00000000 0000 0010 00 00", BD), """
                00000014 00 000000  00000000 00008C80  0174E7FF 00008C80
                """);
    }

    @Test
    void performance_noDescriptorsAllowed_isHeaderThatTellsOfThem() {
        assertData(performance("AC 10 00000000 0000 0000 00 00", CD), "00000014 00 000000");
    }

    @Test
    void performance_startBehindTheEnd_isOutOfRange() {
        assertData(performance("AC 10 000003E7 0000 0000 00 00", CD), "00000014 00 000000");
        assertSense(performance("AC 10 000003E8 0000 0001 00 00", CD), "F0 00 05 000003E8 0A 00000000 21 00 00 000000");
    }

    @Test
    void performance_exceptionsAndWriting_areNone() {
        assertData(performance("AC 11 00000000 0000 0010 00 00", CD), "00000004 01 000000");
        assertData(performance("AC 12 00000000 0000 0010 00 00", CD), "00000004 01 000000");
        assertData(performance("AC 14 00000000 0000 0010 00 00", CD), "00000004 02 000000");
        // As dvd+rw-mediainfo asks, without tolerance.
        assertData(performance("AC 04 00000000 0000 0001 00 00", DVD), "00000004 02 000000");
    }

    @Test
    void performance_empty_isHeaderOnly() {
        assertData(performance("AC 10 00000000 0000 0010 00 00", Optional.empty()), "00000004 00 000000");
    }

    @Test
    void performance_otherTolerancesAndExceptions_areRefused() {
        assertInvalidField(performance("AC 00 00000000 0000 0010 00 00", CD), "CC 00 01");
        assertInvalidField(performance("AC 08 00000000 0000 0010 00 00", CD), "CC 00 01");
        assertInvalidField(performance("AC 13 00000000 0000 0010 00 00", CD), "C9 00 01");
    }

    @Test
    void writeSpeeds_areNone() {
        assertData(performance("AC 00 00000000 0000 0010 03 00", DVD), "00000004 00 000000");
        assertData(performance("AC 00 00000000 0000 0001 03 00", Optional.empty()), "00000004 00 000000");
    }

    @Test
    void otherTypes_areRefused() {
        for (String type : new String[] {"01", "02", "04", "05", "06", "FF"}) {
            assertInvalidField(performance("AC 10 00000000 0000 0010 " + type + " 00", DVD), "C0 00 0A");
        }
    }

    @Test
    void setCdSpeed_limitsWhatIsTold() {
        assertData(SetCdSpeed.answer(cdb("BB 00 0B04 FFFF 0000 0000 00 00"), speed), "");
        assertData(performance("AC 10 00000000 0000 0001 00 00", CD), """
                00000014 00 000000  00000000 00000B04  000003E7 00000B04
                """);
        SetCdSpeed.answer(cdb("BB 00 FFFF FFFF 0000 0000 00 00"), speed);
        assertThat(speed.kilobytesPerSecond(Profile.CD_ROM)).isEqualTo(8467);
    }

    @Test
    void setCdSpeed_outOfReach_isTheNextThatThereIs() {
        SetCdSpeed.answer(cdb("BB 00 FFFE FFFF 0000 0000 00 00"), speed);
        assertThat(speed.kilobytesPerSecond(Profile.CD_ROM)).isEqualTo(8467);
        SetCdSpeed.answer(cdb("BB 00 0000 FFFF 0000 0000 00 00"), speed);
        assertThat(speed.kilobytesPerSecond(Profile.CD_ROM)).isEqualTo(176);
    }

    @Test
    void setStreaming_takesSizeByTime() {
        CommandOutcome done = streaming("B6 00 00000000 00 00 00 001C 00", """
                00 000000
                00000000 001E847F       # the whole disc
                00002B48 000003E8       # 11 080 kB in 1000 ms
                00002B48 000003E8
                """);
        assertData(done, "");
        assertThat(speed.kilobytesPerSecond(Profile.DVD_ROM)).isEqualTo(11_080);
    }

    @Test
    void setStreaming_defaults_areRestored() {
        speed.limitTo(1000);
        assertData(streaming("B6 00 00000000 00 00 00 001C 00", "04" + "00".repeat(27)), "");
        assertThat(speed.kilobytesPerSecond(Profile.DVD_ROM)).isEqualTo(22_160);
    }

    @Test
    void setStreaming_largestNumbers_doNotOverflow() {
        streaming("B6 00 00000000 00 00 00 001C 00", """
                00 000000  00000000 FFFFFFFF  FFFFFFFF 00000001  FFFFFFFF 00000001
                """);
        assertThat(speed.kilobytesPerSecond(Profile.DVD_ROM)).isEqualTo(22_160);
    }

    @Test
    void setStreaming_wrongDescriptors_areRefused() {
        String invalid = "70 00 05 00000000 0A 00000000 26 00 00 ";
        assertSense(streaming("B6 00 00000000 00 00 00 001C 00", """
                        00 000000  00000011 00000010  00000001 00000001  00000001 00000001
                        """), invalid + "80 00 04");
        assertSense(streaming("B6 00 00000000 00 00 00 001C 00", """
                        00 000000  00000000 00000010  00000001 00000000  00000001 00000001
                        """), invalid + "80 00 10");
        // Exactly a speed that the drive does not have.
        assertSense(streaming("B6 00 00000000 00 00 00 001C 00", """
                        02 000000  00000000 00000010  0000FFFF 000003E8  00000001 00000001
                        """), invalid + "80 00 0C");
        assertThat(speed.kilobytesPerSecond(Profile.DVD_ROM)).isEqualTo(22_160);
    }

    @Test
    void setStreaming_lengths_areNoneOrOneDescriptor() {
        assertData(SetStreaming.answer(cdb("B6 00 00000000 00 00 00 0000 00"), Profile.NONE, speed), "");
        String lengthError = "70 00 05 00000000 0A 00000000 1A 00 00 000000";
        assertSense(SetStreaming.answer(cdb("B6 00 00000000 00 00 00 001B 00"), Profile.NONE, speed), lengthError);
        assertSense(SetStreaming.answer(cdb("B6 00 00000000 00 00 00 001D 00"), Profile.NONE, speed), lengthError);
        // The transport got less than the initiator announced.
        assertSense(streaming("B6 00 00000000 00 00 00 001C 00", "00 000000"), lengthError);
        assertSense(streaming("B6 00 00000000 00 00 00 001C 00", ""), lengthError);
    }

    @Test
    void setStreaming_otherTypes_areRefused() {
        assertInvalidField(
                SetStreaming.answer(cdb("B6 00 00000000 00 00 05 001C 00"), Profile.NONE, speed), "C0 00 08");
    }

    @Test
    void setReadAhead_isGood() {
        assertData(SetReadAhead.answer(), "");
    }
}
