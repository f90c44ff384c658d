package io.spindle.scsi.drive;

import io.spindle.scsi.TestDiscs;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ReadCapacityTest {
    private static final String TEN = "25 00 00 00 00 00 00 00 00 00";
    private static final String SIXTEEN = "9E 10 00 00 00 00 00 00 00 00 00 00 00 20 00 00";

    @Test
    void readCapacity_cd_lastBlockAndLength() {
        DriveRig rig = DriveRig.with(TestDiscs.dataCd());
        rig.data(TEN, "00 00 03 E7 00 00 08 00");
        rig.data(SIXTEEN, "00 00 00 00 00 00 03 E7 00 00 08 00" + "00".repeat(20));
    }

    @Test
    void readCapacity_otherDiscs_lastBlockBeforeTheLastLeadOut() {
        DriveRig.with(TestDiscs.threeAudioTracks()).data(TEN, "00 00 09 C3 00 00 08 00");
        DriveRig.with(TestDiscs.mixedMode()).data(TEN, "00 00 05 DB 00 00 08 00");
        DriveRig.with(TestDiscs.multiSession()).data(TEN, "00 00 3C 27 00 00 08 00");
        DriveRig.with(TestDiscs.dvdDualLayer()).data(TEN, "00 3D 08 FF 00 00 08 00");
        DriveRig.with(TestDiscs.bd25()).data(TEN, "00 BA 73 FF 00 00 08 00");
        DriveRig.with(TestDiscs.bd50()).data(TEN, "01 74 E7 FF 00 00 08 00");
    }

    @Test
    void readCapacity_emptyDrive_oneBlockUnlessStrict() {
        DriveRig rig = DriveRig.empty();
        rig.data(TEN, "00 00 00 00 00 00 08 00");
        rig.data(SIXTEEN, "00 00 00 00 00 00 00 00 00 00 08 00" + "00".repeat(20));
        rig.good("1B 00 00 00 02 00");
        rig.data(TEN, "00 00 00 00 00 00 08 00");
        DriveRig strict = DriveRig.of(DriveRig.settings().withEmptyCapacity(false));
        strict.sense(TEN, "02 3A 01");
        strict.sense(SIXTEEN, "02 3A 01");
    }

    @Test
    void readCapacity_becomingReady_notReady() {
        DriveTimes slow = new DriveTimes(Duration.ofSeconds(2), Duration.ZERO, Duration.ZERO, Duration.ZERO);
        DriveRig rig = DriveRig.of(DriveRig.settings().withTimes(slow));
        rig.insert(TestDiscs.dataCd());
        rig.sense(TEN, "02 04 01");
    }

    @Test
    void readCapacity16_allocationLength_cutsTheData() {
        DriveRig rig = DriveRig.with(TestDiscs.dataCd());
        rig.good("9E 10 00 00 00 00 00 00 00 00 00 00 00 00 00 00");
        rig.data("9E 10 00 00 00 00 00 00 00 00 00 00 00 08 00 00", "00 00 00 00 00 00 03 E7");
        rig.data(
                "9E 10 00 00 00 00 00 00 00 00 FF FF FF FF 00 00",
                "00 00 00 00 00 00 03 E7 00 00 08 00" + "00".repeat(20));
    }

    @Test
    void readCapacity_addressWithoutPmi_invalidField() {
        DriveRig rig = DriveRig.with(TestDiscs.dataCd());
        rig.invalidField("25 00 00 00 00 01 00 00 00 00", "C0 00 02");
        rig.data("25 00 00 00 00 01 00 00 01 00", "00 00 03 E7 00 00 08 00");
        rig.invalidField("9E 10 00 00 00 00 00 00 00 01 00 00 00 20 00 00", "C0 00 02");
    }

    @Test
    void readCapacity_reservedBits_pointedAt() {
        DriveRig rig = DriveRig.with(TestDiscs.dataCd());
        rig.invalidField("25 01 00 00 00 00 00 00 00 00", "C8 00 01");
        rig.invalidField("25 00 00 00 00 00 00 00 02 00", "C9 00 08");
        rig.invalidField("9E 30 00 00 00 00 00 00 00 00 00 00 00 20 00 00", "CD 00 01");
    }

    @Test
    void serviceActionIn_otherServiceActions_invalidField() {
        DriveRig rig = DriveRig.with(TestDiscs.dataCd());
        rig.invalidField("9E 00 00 00 00 00 00 00 00 00 00 00 00 20 00 00", "CC 00 01");
        rig.invalidField("9E 12 00 00 00 00 00 00 00 00 00 00 00 20 00 00", "CC 00 01");
    }
}
