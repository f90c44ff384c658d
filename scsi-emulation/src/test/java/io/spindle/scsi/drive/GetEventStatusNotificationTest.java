package io.spindle.scsi.drive;

import io.spindle.scsi.Answers;
import io.spindle.scsi.DataDirection;
import io.spindle.scsi.Hex;
import io.spindle.scsi.Nexus;
import io.spindle.scsi.ScsiRequest;
import io.spindle.scsi.TestDiscs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GetEventStatusNotificationTest {
    private static final String MEDIA = "4A 01 00 00 10 00 00 00 08 00";

    @ParameterizedTest
    @CsvSource({
        "02, 00 06 01 7E 00 00 00 00",
        "04, 00 06 02 7E 00 01 00 00",
        "08, 00 06 03 7E 00 00 00 00",
        "10, 00 06 04 7E 00 02 00 00",
        "20, 00 06 05 7E 00 00 00 00",
        "40, 00 06 06 7E 00 00 00 00",
        "FF, 00 06 01 7E 00 00 00 00",
        "50, 00 06 04 7E 00 02 00 00",
        "01, 00 02 80 7E",
        "80, 00 02 80 7E",
        "00, 00 02 80 7E"
    })
    void nothingHappened_firstClassAskedFor_noChange(String classes, String answer) {
        DriveRig.with(TestDiscs.dataCd()).data("4A 01 00 00" + classes + "00 00 00 08 00", answer);
    }

    @Test
    void newMedia_toldOnceToEachNexus() {
        DriveRig rig = DriveRig.empty();
        Nexus other = rig.attach("iqn.2026-01.test:b");
        rig.insert(TestDiscs.dataCd());
        rig.data(MEDIA, "00 06 04 7E 02 02 00 00");
        rig.data(MEDIA, "00 06 04 7E 00 02 00 00");
        rig.data(other, MEDIA, "00 06 04 7E 02 02 00 00");
        rig.data(other, MEDIA, "00 06 04 7E 00 02 00 00");
    }

    @Test
    void severalClasses_theOneWithAnEvent_operationalChangeFirst() {
        DriveRig rig = DriveRig.empty();
        rig.insert(TestDiscs.dataCd());
        rig.data("4A 01 00 00 14 00 00 00 08 00", "00 06 04 7E 02 02 00 00");
        rig.data("4A 01 00 00 7E 00 00 00 08 00", "00 06 01 7E 02 00 00 01");
        rig.data("4A 01 00 00 7E 00 00 00 08 00", "00 06 01 7E 00 00 00 00");
    }

    @Test
    void unitAttentionPending_isKept() {
        DriveRig rig = DriveRig.empty();
        rig.insert(TestDiscs.dataCd());
        rig.data(MEDIA, "00 06 04 7E 02 02 00 00");
        rig.sense("00 00 00 00 00 00", "06 28 00");
    }

    @Test
    void shortAllocation_eventIsKeptUntilAllOfItFits() {
        DriveRig rig = DriveRig.empty();
        rig.insert(TestDiscs.dataCd());
        rig.good("4A 01 00 00 10 00 00 00 00 00");
        rig.data("4A 01 00 00 10 00 00 00 04 00", "00 06 04 7E");
        rig.data("4A 01 00 00 10 00 00 00 07 00", "00 06 04 7E 02 02 00");
        rig.data("4A 01 00 00 10 00 00 FF FF 00", "00 06 04 7E 02 02 00 00");
        rig.data(MEDIA, "00 06 04 7E 00 02 00 00");
    }

    @Test
    void transportExpectsLess_eventIsKept() {
        DriveRig rig = DriveRig.empty();
        rig.insert(TestDiscs.dataCd());
        Answers.assertData(
                rig.send(rig.nexus, new ScsiRequest(0, Hex.cdb(MEDIA), DataDirection.FROM_TARGET, 4)),
                "00 06 04 7E 02 02 00 00");
        rig.data(MEDIA, "00 06 04 7E 02 02 00 00");
    }

    @Test
    void trayStates_areInEveryAnswer() {
        DriveRig rig = DriveRig.empty();
        rig.data(MEDIA, "00 06 04 7E 00 00 00 00");
        rig.good("1B 00 00 00 02 00");
        rig.data(MEDIA, "00 06 04 7E 00 01 00 00");
        rig.good("1B 00 00 00 03 00");
        rig.data(MEDIA, "00 06 04 7E 00 00 00 00");
    }

    @Test
    void discGoneBeforeItWasTold_onlyTheRemovalIsTold() {
        DriveRig rig = DriveRig.empty();
        rig.insert(TestDiscs.dataCd());
        rig.eject(EjectMode.FORCE);
        rig.data(MEDIA, "00 06 04 7E 03 01 00 00");
        rig.data(MEDIA, "00 06 04 7E 00 01 00 00");
        rig.sense("00 00 00 00 00 00", "02 3A 02");
    }

    @Test
    void asynchronousOrReserved_invalidField() {
        DriveRig rig = DriveRig.empty();
        rig.invalidField("4A 00 00 00 10 00 00 00 08 00", "C8 00 01");
        rig.invalidField("4A 01 00 01 10 00 00 00 08 00", "C8 00 03");
        rig.invalidField("4A 03 00 00 10 00 00 00 08 00", "C9 00 01");
    }
}
