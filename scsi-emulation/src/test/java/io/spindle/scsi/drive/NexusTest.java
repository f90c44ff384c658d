package io.spindle.scsi.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.DataDirection;
import io.spindle.scsi.InitiatorPort;
import io.spindle.scsi.Medium;
import io.spindle.scsi.Nexus;
import io.spindle.scsi.ScsiRequest;
import io.spindle.scsi.TestDiscs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who connects, goes and comes back, and what a drive has to know after a restart. */
final class NexusTest {
    private static final String PORT = "iqn.2026-01.test:a,i,0x1";
    private static final String READY = "00 00 00 00 00 00";
    private static final String PREVENT = "1E 00 00 00 01 00";
    private static final String EJECT = "1B 00 00 00 02 00";
    private static final String EVENT = "4A 01 00 00 10 00 00 00 08 00";
    private static final String NO_EVENT = "00 06 04 7E 00 02 00 00";
    private static final String NEW_MEDIA = "00 06 04 7E 02 02 00 00";

    private final DriveRig rig = DriveRig.with(TestDiscs.dataCd());

    private Nexus comesBack() {
        return rig.drive.attach(PORT, rig.now());
    }

    @Test
    void newPort_disc_resetOccurredAndOneNewMedia() {
        Nexus other = rig.drive.attach("iqn.2026-01.test:b", rig.now());
        rig.data(other, EVENT, NEW_MEDIA);
        rig.data(other, EVENT, NO_EVENT);
        rig.sense(other, READY, "06 29 00");
        rig.good(other, READY);
    }

    @Test
    void newPort_emptyDrive_resetOccurredOnly() {
        DriveRig empty = DriveRig.empty();
        Nexus other = empty.drive.attach("iqn.2026-01.test:b", empty.now());
        empty.data(other, EVENT, "00 06 04 7E 00 00 00 00");
        empty.sense(other, READY, "06 29 00");
        empty.sense(other, READY, "02 3A 01");
    }

    @Test
    void connectionLost_sameDisc_nothingIsTold() {
        rig.drive.detach(rig.nexus, false, rig.now());
        Nexus again = comesBack();
        rig.good(again, READY);
        rig.data(again, EVENT, NO_EVENT);
    }

    @Test
    void connectionLost_swappedMeanwhile_mediumMayHaveChangedAndNewMedia() {
        rig.drive.detach(rig.nexus, false, rig.now());
        rig.swap(TestDiscs.mixedMode(), EjectMode.ASK);
        Nexus again = comesBack();
        rig.sense(again, READY, "06 28 00");
        rig.good(again, READY);
        rig.data(again, EVENT, NEW_MEDIA);
        rig.data(again, EVENT, NO_EVENT);
    }

    @Test
    void connectionLost_ejectedMeanwhile_removal() {
        rig.drive.detach(rig.nexus, false, rig.now());
        rig.eject(EjectMode.ASK);
        Nexus again = comesBack();
        rig.data(again, EVENT, "00 06 04 7E 03 01 00 00");
        rig.sense(again, READY, "02 3A 02");
    }

    @Test
    void connectionLost_newsNotYetTold_areToldAfterwards() {
        rig.swap(TestDiscs.mixedMode(), EjectMode.ASK);
        rig.passes(Duration.ofSeconds(5));
        rig.drive.detach(rig.nexus, false, rig.now());
        Nexus again = comesBack();
        rig.data(again, EVENT, NEW_MEDIA);
        rig.sense(again, READY, "06 28 00");
    }

    /** The answer that told of another disc may have been lost with the connection. */
    @Test
    void connectionLost_rightAfterTheNewsWereTold_areToldAgain() {
        rig.swap(TestDiscs.mixedMode(), EjectMode.ASK);
        rig.passes(Duration.ofSeconds(5));
        rig.data(rig.nexus, EVENT, "00 06 04 7E 03 02 00 00");
        rig.data(rig.nexus, EVENT, NEW_MEDIA);
        rig.sense(rig.nexus, READY, "06 28 00");
        rig.drive.detach(rig.nexus, false, rig.now());
        Nexus again = comesBack();
        rig.sense(again, READY, "06 28 00");
        rig.good(again, READY);
        rig.data(again, EVENT, NEW_MEDIA);
        rig.drive.detach(again, false, rig.now());
        rig.good(comesBack(), READY);
    }

    @Test
    void loggedOut_isNewWhenItComesBack() {
        rig.drive.detach(rig.nexus, true, rig.now());
        rig.sense(comesBack(), READY, "06 29 00");
    }

    @Test
    void connectsAgainBeforeTheOldConnectionIsGone_oldNexusIsDead() {
        Nexus again = comesBack();
        rig.good(again, READY);
        rig.sense(rig.nexus, READY, "0B 00 00");
        assertThat(rig.drive.status().initiatorPorts()).containsExactly(PORT);
        // The transport notices late.
        rig.drive.detach(rig.nexus, false, rig.now());
        rig.good(again, READY);
    }

    @Test
    void prevention_backSoon_isThereAgain_butHeldNobodyMeanwhile() {
        rig.good(PREVENT);
        rig.drive.detach(rig.nexus, false, rig.now());
        assertThat(rig.drive.status().holders()).isEmpty();
        rig.passes(Duration.ofSeconds(60));
        Nexus again = comesBack();
        assertThat(rig.drive.status().holders()).containsExactly(PORT);
        rig.sense(again, EJECT, "05 53 02");
    }

    @Test
    void prevention_backLateOrWithoutDisc_isGone() {
        rig.good(PREVENT);
        rig.drive.detach(rig.nexus, false, rig.now());
        rig.passes(Duration.ofSeconds(61));
        Nexus again = comesBack();
        rig.good(again, EJECT);
        rig.good(again, "1B 00 00 00 03 00");
        rig.settle(again);
        rig.good(again, PREVENT);
        rig.drive.detach(again, false, rig.now());
        rig.eject(EjectMode.ASK);
        comesBack();
        assertThat(rig.drive.status().holders()).isEmpty();
    }

    private Nexus random(String suffix) {
        return rig.drive.attach(
                new InitiatorPort("iqn.2026-01.test:q,i,0x80" + suffix, "iqn.2026-01.test:q"), rig.now());
    }

    private Nexus settledRandom(String suffix) {
        Nexus nexus = random(suffix);
        rig.settle(nexus);
        return nexus;
    }

    @Test
    void connectionLost_backWithAnotherName_nothingIsTold() {
        Nexus before = settledRandom("01");
        rig.good(before, PREVENT);
        rig.drive.detach(before, false, rig.now());
        Nexus again = random("02");
        rig.good(again, READY);
        rig.data(again, EVENT, NO_EVENT);
        rig.sense(again, EJECT, "05 53 02");
        rig.sense(random("03"), READY, "06 29 00");
    }

    @Test
    void connectionLost_backWithAnotherName_swappedMeanwhile_isTold() {
        rig.drive.detach(settledRandom("01"), false, rig.now());
        rig.drive.detach(rig.nexus, false, rig.now());
        rig.swap(TestDiscs.mixedMode(), EjectMode.ASK);
        Nexus again = random("02");
        rig.data(again, EVENT, NEW_MEDIA);
        rig.sense(again, READY, "06 28 00");
    }

    @Test
    void connectionsLost_oneDoesNotKnowTheDisc_bothAreTold() {
        Nexus settled = settledRandom("01");
        Nexus other = random("02");
        rig.drive.detach(settled, false, rig.now());
        rig.drive.detach(other, false, rig.now());
        rig.sense(random("03"), READY, "06 28 00");
    }

    @Test
    void connectionLost_backWithAnotherNameTooLate_isNew() {
        rig.drive.detach(settledRandom("01"), false, rig.now());
        rig.passes(Duration.ofMinutes(11));
        rig.sense(random("02"), READY, "06 29 00");
    }

    @Test
    void connectionLost_otherNameOfAPortThatKeepsIts_isNew() {
        rig.drive.detach(rig.nexus, false, rig.now());
        rig.sense(rig.drive.attach(new InitiatorPort(PORT + "x", PORT), rig.now()), READY, "06 29 00");
    }

    @Test
    void lostPorts_256AreRemembered() {
        for (int i = 0; i < 257; i++) {
            rig.drive.detach(rig.drive.attach("iqn.2026-01.test:made-up-" + i, rig.now()), false, rig.now());
        }
        assertThat(rig.drive.memory().knownPorts()).hasSize(257);
        rig.sense(rig.drive.attach("iqn.2026-01.test:made-up-0", rig.now()), READY, "06 29 00");
    }

    @Test
    void memory_tellsWhatEachPortSawLast() {
        rig.good(PREVENT);
        Nexus other = rig.attach("iqn.2026-01.test:b");
        rig.drive.detach(other, false, rig.now());
        rig.drive.attach("iqn.2026-01.test:c", rig.now());
        assertThat(rig.drive.memory())
                .isEqualTo(new DriveMemory(
                        false,
                        Optional.of("data"),
                        List.of(
                                new KnownPort(InitiatorPort.named(PORT), Optional.of("data"), true, true),
                                new KnownPort(
                                        InitiatorPort.named("iqn.2026-01.test:c"), Optional.of("data"), false, false),
                                new KnownPort(
                                        InitiatorPort.named("iqn.2026-01.test:b"), Optional.of("data"), true, false))));
    }

    private OpticalDrive restarted(Medium medium) {
        return restarted(rig.drive.memory(), medium);
    }

    private static OpticalDrive restarted(DriveMemory memory, Medium medium) {
        OpticalDrive drive = new OpticalDrive(DriveRig.settings(), memory, 0);
        assertThat(drive.restore(medium, 0)).isTrue();
        return drive;
    }

    @Test
    void restart_sameDisc_knownPortsNoticeNothing() {
        rig.good(PREVENT);
        DriveRig after = DriveRig.around(restarted(TestDiscs.dataCd()));
        Nexus again = after.drive.attach(PORT, after.now());
        after.data(again, EVENT, NO_EVENT);
        after.good(again, READY);
        after.sense(again, EJECT, "05 53 02");
        Nexus other = after.drive.attach("iqn.2026-01.test:b", after.now());
        after.sense(other, READY, "06 29 00");
        after.data(other, EVENT, NEW_MEDIA);
    }

    @Test
    void restart_otherDisc_knownPortsAreTold() {
        DriveRig after = DriveRig.around(restarted(TestDiscs.mixedMode()));
        Nexus again = after.drive.attach(PORT, after.now());
        after.data(again, EVENT, NEW_MEDIA);
        after.sense(again, READY, "06 28 00");
        after.good(again, READY);
    }

    @Test
    void restart_discIsGone_knownPortsAreToldOfTheRemoval() {
        DriveRig after = DriveRig.around(new OpticalDrive(DriveRig.settings(), rig.drive.memory(), 0));
        Nexus again = after.drive.attach(PORT, after.now());
        after.data(again, EVENT, "00 06 04 7E 03 00 00 00");
        after.sense(again, READY, "02 3A 01");
    }

    @Test
    void restart_trayWasOpen_itIsOpenStill() {
        rig.good(EJECT);
        rig.settle(rig.nexus);
        DriveRig after = DriveRig.around(restarted(TestDiscs.dataCd()));
        Nexus again = after.drive.attach(PORT, after.now());
        after.data(again, EVENT, "00 06 04 7E 00 01 00 00");
        after.sense(again, READY, "02 3A 02");
        after.good(again, "1B 00 00 00 03 00");
        after.good(again, READY);
    }

    @Test
    void restart_trayWasOpenInTheMiddleOfASwap_discIsInTheClosedTray() {
        rig.drive.swap(TestDiscs.mixedMode(), EjectMode.FORCE, rig.now());
        assertThat(rig.drive.status().trayOpen()).isTrue();
        DriveRig after = DriveRig.around(restarted(TestDiscs.dataCd()));
        Nexus again = after.drive.attach(PORT, after.now());
        after.sense(again, READY, "06 28 00");
        after.good(again, READY);
    }

    @Test
    void restart_changeWasBegun_portsAreToldOfTheSameDiscToo() {
        DriveMemory memory = rig.drive.memory().unsettled();
        DriveRig after = DriveRig.around(restarted(memory, TestDiscs.dataCd()));
        Nexus again = after.drive.attach(PORT, after.now());
        after.data(again, EVENT, NEW_MEDIA);
        after.sense(again, READY, "06 28 00");
        after.good(again, READY);
    }

    @Test
    void read_thatWasSentBeforeTheOtherDiscWasKnown_readsNothingOfIt() {
        DriveRig after = DriveRig.around(restarted(TestDiscs.mixedMode()));
        Nexus again = after.drive.attach(PORT, after.now());
        assertThat(sense(after, again, true)).isEqualTo("06 28 00");
        assertThat(sense(after, again, true)).isEqualTo("06 28 00");
        assertThat(sense(after, again, false)).isEmpty();
        assertThat(sense(after, again, true)).isEqualTo("06 28 00");
    }

    @Test
    void read_thatWasSentBeforeAReset_isDone() {
        rig.drive.reset(rig.now());
        assertThat(sense(rig, rig.nexus, true)).isEqualTo("06 29 03");
        assertThat(sense(rig, rig.nexus, true)).isEmpty();
    }

    /** READ (10) of a block: key and code, nothing when it is done. */
    private static String sense(DriveRig rig, Nexus nexus, boolean unaware) {
        Cdb read = new Cdb(new byte[] {0x28, 0, 0, 0, 0, 0, 0, 0, 1, 0});
        ScsiRequest request = new ScsiRequest(0, read, DataDirection.FROM_TARGET, 2048, unaware);
        return rig.drive.execute(nexus, request, rig.now()) instanceof CommandOutcome.CheckCondition check
                ? String.format(
                        "%02X %02X %02X",
                        check.sense().code().key(),
                        check.sense().code().asc(),
                        check.sense().code().ascq())
                : "";
    }

    @Test
    void listener_isToldOfWhatInitiatorsDo() {
        AtomicInteger told = new AtomicInteger();
        rig.drive.listen(told::incrementAndGet);
        Nexus other = rig.drive.attach("iqn.2026-01.test:b", rig.now());
        assertThat(told).hasValue(1);
        rig.sense(other, READY, "06 29 00");
        assertThat(told).hasValue(2);
        rig.drive.reset(rig.now());
        assertThat(told).hasValue(3);
        rig.drive.detach(other, false, rig.now());
        assertThat(told).hasValue(4);
    }

    @Test
    void restore_imageIsClosed_driveIsEmpty() {
        Medium disc = TestDiscs.dataCd();
        disc.hold().release();
        OpticalDrive drive = new OpticalDrive(DriveRig.settings());
        assertThat(drive.restore(disc, 0)).isFalse();
        assertThat(drive.status().discName()).isEmpty();
    }
}
