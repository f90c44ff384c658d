package io.spindle.scsi.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.scsi.Nexus;
import io.spindle.scsi.TestDiscs;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** START STOP UNIT, PREVENT ALLOW MEDIUM REMOVAL and MECHANISM STATUS. */
final class TrayCommandsTest {
    private static final String READY = "00 00 00 00 00 00";
    private static final String EJECT = "1B 00 00 00 02 00";
    private static final String LOAD = "1B 00 00 00 03 00";
    private static final String PREVENT = "1E 00 00 00 01 00";
    private static final String ALLOW = "1E 00 00 00 00 00";
    private static final String EVENT = "4A 01 00 00 10 00 00 00 08 00";

    private final DriveRig rig = DriveRig.with(TestDiscs.dataCd());
    private Nexus other;

    @BeforeEach
    void attach() {
        other = rig.attach("iqn.2026-01.test:b");
    }

    @Test
    void ejectAndLoad_sameNexus_isReadyAtOnceAndOthersAreTold() {
        rig.good(EJECT);
        rig.sense(READY, "02 3A 02");
        rig.sense(other, READY, "02 3A 02");
        rig.good(LOAD);
        rig.good(READY);
        rig.sense(other, READY, "06 28 00");
        rig.good(other, READY);
    }

    @Test
    void ejectAndLoad_events_removalThenNewMediaOnBothNexuses() {
        rig.good("1B 01 00 00 02 00");
        rig.data(EVENT, "00 06 04 7E 03 01 00 00");
        rig.data(EVENT, "00 06 04 7E 00 01 00 00");
        rig.good("1B 01 00 00 03 00");
        rig.data(EVENT, "00 06 04 7E 02 02 00 00");
        rig.data(EVENT, "00 06 04 7E 00 02 00 00");
        // The other one asks only now: both events, one at a time.
        rig.data(other, EVENT, "00 06 04 7E 03 02 00 00");
        rig.data(other, EVENT, "00 06 04 7E 02 02 00 00");
        rig.data(other, EVENT, "00 06 04 7E 00 02 00 00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Neither with LOEJ nor any power condition does the tray move.
                "1B 00 00 00 00 00", "1B 00 00 00 01 00", "1B 01 00 00 04 00", "1B 01 00 00 05 00",
                "1B 01 00 00 12 00", "1B 01 00 00 22 00", "1B 01 00 00 32 00", "1B 01 00 00 42 00",
                "1B 01 00 00 52 00", "1B 01 00 00 72 00", "1B 01 00 0F F2 00", "1B 00 00 00 03 00"
            })
    void startStop_notAnEjection_discStaysReady(String cdb) {
        rig.good(cdb);
        rig.good(READY);
        rig.data(EVENT, "00 06 04 7E 00 02 00 00");
    }

    @Test
    void powerConditions_areEventsAndEndWithTheNextCommandForTheDisc() {
        String power = "4A 01 00 00 04 00 00 00 08 00";
        rig.data(power, "00 06 02 7E 00 01 00 00");
        rig.good("1B 00 00 00 30 00");
        rig.data(power, "00 06 02 7E 01 03 00 00");
        rig.data(other, power, "00 06 02 7E 01 03 00 00");
        rig.data(power, "00 06 02 7E 00 03 00 00");
        rig.good(READY);
        rig.data(power, "00 06 02 7E 00 01 00 00");
    }

    @Test
    void formatLayer_noDiscHasOne() {
        rig.invalidField("1B 00 00 01 07 00", "CA 00 04");
    }

    @Test
    void reservedBits_pointedAt() {
        rig.invalidField("1B 02 00 00 02 00", "C9 00 01");
        rig.invalidField("1B 00 00 10 02 00", "CC 00 03");
        rig.invalidField("1B 00 00 00 08 00", "CB 00 04");
        rig.invalidField("1E 00 00 00 04 00", "CA 00 04");
        rig.invalidField("1E 01 00 00 01 00", "C8 00 01");
        rig.invalidField("BD 00 01 00 00 00 00 00 00 08 00 00", "C8 00 02");
    }

    @Test
    void prevent_anyNexus_keepsTheTrayClosed() {
        rig.good(other, PREVENT);
        rig.sense(EJECT, "05 53 02");
        rig.sense(other, EJECT, "05 53 02");
        rig.good(PREVENT);
        rig.good(other, ALLOW);
        rig.sense(other, EJECT, "05 53 02");
        rig.good(ALLOW);
        rig.good(other, EJECT);
        rig.sense(READY, "02 3A 02");
    }

    @Test
    void prevent_emptyDrive_doesNotKeepTheTrayClosed() {
        DriveRig empty = DriveRig.empty();
        empty.good(PREVENT);
        empty.good(EJECT);
        empty.sense(READY, "02 3A 02");
        empty.good(LOAD);
        empty.sense(READY, "02 3A 01");
    }

    @Test
    void preventPersistently_guestMayEject_operatorHasToAsk() {
        rig.good("1E 00 00 00 03 00");
        assertThat(rig.drive.status().holders()).containsExactly("iqn.2026-01.test:a,i,0x1");
        assertThat(rig.eject(EjectMode.ASK).result()).isEmpty();
        rig.data(EVENT, "00 06 04 7E 01 02 00 00");
        rig.good(EJECT);
        assertThat(rig.drive.status().pending()).isEmpty();
        rig.good("1E 00 00 00 02 00");
        assertThat(rig.drive.status().holders()).isEmpty();
    }

    @Test
    void preventPersistently_isToldInOtherEvents() {
        rig.good("1E 00 00 00 03 00");
        rig.data("4A 01 00 00 02 00 00 00 08 00", "00 06 01 7E 00 80 00 00");
        rig.data("4A 01 00 00 08 00 00 00 08 00", "00 06 03 7E 00 80 00 00");
    }

    @Test
    void prevent_nexusGoes_itsPreventionToo() {
        rig.good(other, PREVENT);
        rig.drive.detach(other, false, rig.now());
        rig.good(EJECT);
    }

    @Test
    void reset_preventionsFall() {
        rig.good(PREVENT);
        rig.good("1E 00 00 00 03 00");
        rig.drive.reset(rig.now());
        rig.sense(READY, "06 29 03");
        rig.sense(other, READY, "06 29 03");
        assertThat(rig.drive.status().holders()).isEmpty();
        rig.good(EJECT);
    }

    @Test
    void mechanismStatus_doorAndPlaying() {
        String status = "BD 00 00 00 00 00 00 00 00 08 00 00";
        rig.data(status, "00 00 00 00 00 00 00 00");
        rig.good(EJECT);
        rig.data(status, "00 10 00 00 00 00 00 00");
        DriveRig audio = DriveRig.with(TestDiscs.threeAudioTracks());
        audio.good("45 00 00 00 00 64 00 01 00 00");
        audio.passes(Duration.ofSeconds(1));
        audio.data(status, "00 20 00 00 AF 00 00 00");
        audio.good("2B 00 00 00 00 07 00 00 00 00");
        audio.data(status, "00 00 00 00 07 00 00 00");
    }

    @Test
    void mechanismStatus_allocationLength_cutsTheData() {
        rig.good("BD 00 00 00 00 00 00 00 00 00 00 00");
        rig.data("BD 00 00 00 00 00 00 00 00 02 00 00", "00 00");
        rig.data("BD 00 00 00 00 00 00 00 FF FF 00 00", "00 00 00 00 00 00 00 00");
    }

    @Test
    void unitAttentionPending_isToldFirst() {
        rig.drive.reset(rig.now());
        rig.sense(EJECT, "06 29 03");
        rig.sense(other, PREVENT, "06 29 03");
        rig.good(READY);
        assertThat(rig.drive.status().holders()).isEmpty();
    }
}
