package io.spindle.scsi.mmc;

import static io.spindle.scsi.Answers.assertData;
import static io.spindle.scsi.Answers.assertInvalidField;
import static io.spindle.scsi.Answers.assertSense;
import static io.spindle.scsi.Answers.data;
import static io.spindle.scsi.Hex.cdb;
import static io.spindle.scsi.Hex.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.DataDirection;
import io.spindle.scsi.Medium;
import io.spindle.scsi.Nexus;
import io.spindle.scsi.ScsiRequest;
import io.spindle.scsi.TestDiscs;
import io.spindle.scsi.drive.DriveSettings;
import io.spindle.scsi.drive.EjectMode;
import io.spindle.scsi.drive.OpticalDrive;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The MMC commands as an initiator sees them, with the checks of the drive before them. */
final class MmcThroughDriveTest {
    private static final String OPEN_TRAY = "1B 00 00 00 02 00";
    private static final String TEST_UNIT_READY = "00 00 00 00 00 00";
    private static final String POSITION = "42 00 40 01 0000 00 0010 00";

    private final OpticalDrive drive = new OpticalDrive(DriveSettings.named("SPINDLE0001"));
    private final Nexus nexus = drive.attach("iqn.2026-01.test:initiator,i,0x1", 0);
    private long nowNanos;

    private CommandOutcome send(Cdb cdb, DataDirection direction, long expectedBytes) {
        return drive.execute(nexus, new ScsiRequest(0, cdb, direction, expectedBytes), nowNanos);
    }

    private CommandOutcome send(String cdb) {
        return send(cdb(cdb), DataDirection.FROM_TARGET, 1 << 20);
    }

    /** All unit attentions are told, so that commands get to their own checks. */
    private void settle() {
        for (int i = 0; i < 4; i++) {
            send("03 00 00 00 12 00");
        }
    }

    private void load(Medium medium) {
        drive.insert(medium, nowNanos);
        settle();
    }

    private void passes(Duration time) {
        nowNanos += time.toNanos();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42 00 40 01 0000 00 0030 00",
                "43 00 00 000000 00 0324 00",
                "43 00 00 00 00 00 00 00 0C 40",
                "44 00 00000010 00 0008 00",
                "45 00 00000000 00 0064 00",
                "47 00 00 00 02 00 00 03 00 00",
                "48 00 00 00 01 01 00 01 01 00",
                "4B 00 00000000 0000 00 00",
                "4E 00 00000000 0000 00 00",
                "51 00 000000 0000 0022 00",
                "52 01 00000001 00 0030 00",
                "A5 00 00000000 00000064 00 00",
                "A7 00 00000000 00000000 00 00",
                "AD 00 00000000 00 FF 0800 00 00",
                "B9 00 00 00 02 00 00 02 01 F8 00 00",
                "BA 00 00000000 0000 00 00 00 00",
                "BE 00 00000000 000001 F8 00 00",
            })
    void commandOfTheDisc_withoutOne_isNotReady(String cdb) {
        settle();
        assertSense(send(cdb), "70 00 02 00000000 0A 00000000 3A 01 00 000000");
        send(OPEN_TRAY);
        assertSense(send(cdb), "70 00 02 00000000 0A 00000000 3A 02 00 000000");
        // A disc that has come in is told first.
        drive.insert(TestDiscs.threeAudioTracks(), nowNanos);
        assertSense(send(cdb), "70 00 06 00000000 0A 00000000 28 00 00 000000");
    }

    @ParameterizedTest
    @CsvSource({
        "23 00 00000000 00 00FF 00, 000000 08  00000000 03 000800",
        "46 02 0000 000000 0400 00, 00000014 0000 0000  0000 03 0C  0040 00 00  0010 00 00  0008 00 00",
        "5C 00 000000 0000 000C 00, 000A 00 00  00200000 00200000",
        "A4 00 00000000 00 00 0008 08 00, 0006 0000 25 FF 01 00",
        "AC 10 00000000 0000 0010 00 00, 00000004 00 000000",
        "BB 00 FFFF FFFF 0000 0000 00 00, ''",
        "B6 00 00000000 00 00 00 0000 00, ''",
    })
    void commandOfTheDrive_withoutDisc_isAnswered(String cdb, String answer) {
        settle();
        assertData(send(cdb), answer);
        send(OPEN_TRAY);
        assertData(send(cdb), answer);
    }

    @Test
    void newInitiator_isToldOfPowerOnFirst_butMayAskForConfiguration() {
        assertData(send("46 02 0002 000000 0400 00"), "0000000C 0000 0000  0002 07 04  02 000000");
        assertSense(send("5C 00 000000 0000 000C 00"), "70 00 06 00000000 0A 00000000 29 00 00 000000");
        assertData(send("5C 00 000000 0000 000C 00"), "000A 00 00  00200000 00200000");
    }

    @ParameterizedTest
    @CsvSource({
        // A reserved bit in each byte that has one, with the place that is told.
        "23 01 00000000 00 00FF 00, C8 00 01",
        "42 80 40 01 0000 00 0030 00, CF 00 01",
        "42 00 40 01 0100 00 0030 00, C8 00 04",
        "42 00 40 01 0000 00 0030 04, CA 00 09",
        "43 01 00 000000 00 0324 00, C8 00 01",
        "43 00 10 000000 00 0324 00, CC 00 02",
        "43 00 00 000080 00 0324 00, CF 00 05",
        "43 00 00 000000 00 0324 01, C8 00 09",
        "44 00 00000010 80 0008 00, CF 00 06",
        "45 01 00000000 00 0064 00, C8 00 01",
        "46 04 0000 000000 0400 00, CA 00 01",
        "46 00 0000 000001 0400 00, C8 00 06",
        "47 00 01 00 02 00 00 03 00 00, C8 00 02",
        "48 00 00 00 01 01 01 01 01 00, C8 00 06",
        "4B 00 00000000 0000 02 00, C9 00 08",
        "4E 00 00000001 0000 00 00, C8 00 05",
        "51 08 000000 0000 0022 00, CB 00 01",
        "52 08 00000001 00 0030 00, CB 00 01",
        "5C 02 000000 0000 000C 00, C9 00 01",
        "A4 01 00000000 00 00 0008 08 00, C8 00 01",
        "A5 00 00000000 00000064 80 00, CF 00 0A",
        "A7 01 00000000 00000000 00 00, C8 00 01",
        "AC 30 00000000 0000 0010 00 00, CD 00 01",
        "AD 10 00000000 00 00 0800 00 00, CC 00 01",
        "B6 00 00000000 00 01 00 0000 00, C8 00 07",
        "B9 01 00 00 02 00 00 02 01 F8 00 00, C8 00 01",
        "BA 01 00000000 0000 00 00 00 00, C8 00 01",
        "BB 04 FFFF FFFF 0000 0000 00 00, CA 00 01",
        "BE 01 00000000 000001 F8 00 00, C8 00 01",
        "BE 00 00000000 000001 F9 00 00, C8 00 09",
        "BE 00 00000000 000001 F8 08 00, CB 00 0A",
    })
    void reservedBit_isRefusedWithItsPlace(String cdb, String place) {
        load(TestDiscs.threeAudioTracks());
        assertInvalidField(send(cdb), place);
    }

    @Test
    void otherLogicalUnit_isNotSupported() {
        settle();
        ScsiRequest request = new ScsiRequest(1, cdb("43 00 00 000000 00 0324 00"), DataDirection.FROM_TARGET, 804);
        assertSense(drive.execute(nexus, request, 0), "70 00 05 00000000 0A 00000000 25 00 00 000000");
    }

    @Test
    void dataCd_isDescribedConsistently() {
        load(TestDiscs.dataCd());
        assertData(send("43 00 00 00 00 00 00 00 0C 40"), "000A 01 01  00 14 01 00 00000000");
        assertData(send("43 00 00 000000 AA 000C 00"), "000A 01 01  00 14 AA 00 000003E8");
        assertData(send("25 00 00000000 0000 00 00"), "000003E7 00000800");
        assertData(send("46 00 FFFF 000000 0400 00"), "00000004 0000 0008");
        assertThat(data(send("52 01 00000001 00 0020 00"))).startsWith(hex("002E 01 01 00 04 01 00 00000000"));
        assertThat(data(send("BE 00 00000010 000001 10 00 00"))).isEqualTo(data(send("28 00 00000010 00 0001 00")));
    }

    @Test
    void serialNumber_isThatOfInquiry() {
        settle();
        assertData(send("46 02 0108 000000 0400 00"), """
                00000014 0000 0000  0108 03 0C  5350494E444C453030303120
                """);
    }

    @Test
    void playing_goesOnUnderQuestionsAndEndsWithReading() {
        load(TestDiscs.threeAudioTracks());
        assertData(send("45 00 00000000 00 0384 00"), "");
        passes(Duration.ofSeconds(2));
        assertData(send(TEST_UNIT_READY), "");
        assertData(send("43 00 00 000000 AA 000C 00"), "000A 01 03  00 11 AA 00 000009C4");
        assertData(send(POSITION), "00 11 000C  01 12 01 01  00000096 00000096");
        assertThat(data(send("BE 04 00000000 000001 F8 00 00"))).hasSize(2352);
        passes(Duration.ofSeconds(2));
        assertData(send(POSITION), "00 15 000C  01 12 01 01  00000096 00000096");
    }

    @Test
    void seek_movesThePlayer() {
        load(TestDiscs.threeAudioTracks());
        assertData(send("2B 00 00000866 00 0000 00"), "");
        assertData(send(POSITION), "00 15 000C  01 11 03 02  00000866 00000096");
    }

    @Test
    void otherDisc_startsAtTheBeginningAndAtFullSpeed() {
        load(TestDiscs.threeAudioTracks());
        send("45 00 00000064 00 0384 00");
        send("BB 00 0B04 FFFF 0000 0000 00 00");
        drive.eject(EjectMode.FORCE, nowNanos);
        assertSense(send(TEST_UNIT_READY), "70 00 02 00000000 0A 00000000 3A 02 00 000000");
        load(TestDiscs.ninetyNineTracks());
        passes(Duration.ofSeconds(1));
        assertData(send(POSITION), "00 15 000C  01 10 01 01  00000000 00000000");
        assertData(send("AC 10 00000000 0000 0001 00 00"), """
                00000014 00 000000  00000000 00002113  00007403 00002113
                """);
    }

    @Test
    void readCd_hostAdapterThatTakesBlocksForBytes_isToldInsteadOfServedWrongly() {
        load(TestDiscs.threeAudioTracks());
        CommandOutcome outcome = send(cdb("BE 04 00000000 00001B F8 00 00"), DataDirection.FROM_TARGET, 27);
        assertSense(outcome, "70 00 0B 00000000 0A 00000000 4B 00 00 000000");
        assertThat(data(send(cdb("BE 04 00000000 00001B F8 00 00"), DataDirection.FROM_TARGET, 63_504)))
                .hasSize(63_504);
    }
}
