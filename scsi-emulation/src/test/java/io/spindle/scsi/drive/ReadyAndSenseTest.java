package io.spindle.scsi.drive;

import io.spindle.scsi.Nexus;
import io.spindle.scsi.TestDiscs;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** TEST UNIT READY and REQUEST SENSE. */
final class ReadyAndSenseTest {
    private static final String READY = "00 00 00 00 00 00";
    private static final String SENSE = "03 00 00 00 12 00";
    private static final String NOTHING = "70 00 00 00000000 0A 00000000 00 00 00000000";

    @Test
    void testUnitReady_disc_good() {
        DriveRig.with(TestDiscs.dataCd()).good(READY);
    }

    @Test
    void testUnitReady_noDisc_notPresentTrayClosed() {
        DriveRig.empty().sense(READY, "02 3A 01");
    }

    @Test
    void testUnitReady_trayOpen_notPresentTrayOpen() {
        DriveRig rig = DriveRig.with(TestDiscs.dataCd());
        rig.good("1B 00 00 00 02 00");
        rig.sense(READY, "02 3A 02");
    }

    @Test
    void testUnitReady_becomingReady_saysSoUntilItIs() {
        DriveTimes slow =
                new DriveTimes(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ZERO);
        DriveRig rig = DriveRig.of(DriveRig.settings().withTimes(slow));
        rig.insert(TestDiscs.dataCd());
        rig.sense(READY, "02 04 01");
        rig.passes(Duration.ofMillis(1999));
        rig.sense(READY, "02 04 01");
        rig.passes(Duration.ofMillis(1));
        rig.sense(READY, "06 28 00");
        rig.good(READY);
    }

    @Test
    void testUnitReady_newNexus_resetOccurredOnce() {
        DriveRig rig = DriveRig.with(TestDiscs.dataCd());
        Nexus other = rig.drive.attach("iqn.2026-01.test:b", rig.now());
        rig.sense(other, READY, "06 29 00");
        rig.good(other, READY);
        rig.good(READY);
    }

    @Test
    void testUnitReady_reservedBits_pointedAt() {
        DriveRig rig = DriveRig.with(TestDiscs.dataCd());
        rig.invalidField("00 01 00 00 00 00", "C8 00 01");
        rig.invalidField("00 00 00 00 80 00", "CF 00 04");
    }

    @Test
    void testUnitReady_reservedBitAndUnitAttention_unitAttentionFirst() {
        DriveRig rig = DriveRig.empty();
        rig.insert(TestDiscs.dataCd());
        rig.sense("00 01 00 00 00 00", "06 28 00");
        rig.invalidField("00 01 00 00 00 00", "C8 00 01");
    }

    @Test
    void requestSense_idle_noSense() {
        DriveRig.with(TestDiscs.dataCd()).data(SENSE, NOTHING);
        DriveRig.empty().data(SENSE, NOTHING);
    }

    @Test
    void requestSense_unitAttention_toldOnce() {
        DriveRig rig = DriveRig.empty();
        rig.insert(TestDiscs.dataCd());
        rig.data(SENSE, "70 00 06 00000000 0A 00000000 28 00 00000000");
        rig.data(SENSE, NOTHING);
        rig.good(READY);
    }

    @Test
    void requestSense_allocationLength_cutsTheData() {
        DriveRig rig = DriveRig.empty();
        rig.good("03 00 00 00 00 00");
        rig.data("03 00 00 00 01 00", "70");
        rig.data("03 00 00 00 08 00", "70 00 00 00000000 0A");
        rig.data("03 00 00 00 FF 00", NOTHING);
    }

    @Test
    void requestSense_descriptorFormat_invalidField() {
        DriveRig.empty().invalidField("03 01 00 00 12 00", "C8 00 01");
    }
}
