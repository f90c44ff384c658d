package io.spindle.scsi.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.DataIn;
import io.spindle.scsi.Hex;
import io.spindle.scsi.Medium;
import io.spindle.scsi.Nexus;
import io.spindle.scsi.TestDiscs;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What an operator does, and what guests see of it. */
final class OperatorPanelTest {
    private static final String READY = "00 00 00 00 00 00";
    private static final String PREVENT = "1E 00 00 00 01 00";
    private static final String ALLOW = "1E 00 00 00 00 00";
    private static final String EJECT = "1B 00 00 00 02 00";
    private static final String LOAD = "1B 00 00 00 03 00";
    private static final String EVENT = "4A 01 00 00 10 00 00 00 08 00";
    private static final String NOTHING_PRESENT = "00 06 04 7E 00 02 00 00";
    private static final String EJECT_REQUEST = "00 06 04 7E 01 02 00 00";
    private static final String REMOVAL_OPEN = "00 06 04 7E 03 01 00 00";
    private static final String NEW_MEDIA = "00 06 04 7E 02 02 00 00";

    private static void ended(Ticket ticket, Ticket.Ending ending) {
        assertThat(ticket.result().map(Ticket.Result::ending)).contains(ending);
    }

    private static void reads(DriveRig rig, String firstEightBytesOfBlock1) {
        byte[] block = rig.data("28 00 00 00 00 01 00 00 01 00");
        assertThat(Hex.text(Arrays.copyOf(block, 8))).isEqualTo(firstEightBytesOfBlock1);
    }

    @Test
    void insert_emptyDrive_discIsReadyAndHeld() {
        DriveRig rig = DriveRig.empty();
        Medium disc = TestDiscs.dataCd();
        ended(rig.insert(disc), Ticket.Ending.DONE);
        assertThat(disc.hold().leases()).isEqualTo(1);
        assertThat(rig.drive.status())
                .isEqualTo(new DriveStatus(
                        "rig",
                        false,
                        Optional.of("data"),
                        true,
                        List.of(),
                        List.of("iqn.2026-01.test:a,i,0x1"),
                        Optional.empty()));
        rig.sense(READY, "06 28 00");
        rig.data(EVENT, NEW_MEDIA);
        rig.data(EVENT, NOTHING_PRESENT);
        reads(rig, "00 00 00 00 00 00 00 01");
    }

    @Test
    void insert_discIsIn_refused() {
        DriveRig rig = DriveRig.with(TestDiscs.dataCd());
        Ticket ticket = rig.insert(TestDiscs.mixedMode());
        ended(ticket, Ticket.Ending.REFUSED);
        assertThat(ticket.result().orElseThrow().reason()).contains("disc in the drive already");
        rig.good(READY);
    }

    @Test
    void insert_imageIsClosed_refused() {
        DriveRig rig = DriveRig.empty();
        Medium disc = TestDiscs.dataCd();
        disc.hold().release();
        Ticket ticket = rig.insert(disc);
        ended(ticket, Ticket.Ending.REFUSED);
        assertThat(ticket.result().orElseThrow().reason()).isEqualTo("The image of data is not open any more.");
        rig.sense(READY, "02 3A 01");
    }

    @Test
    void insert_trayLeftOpenByGuest_itsDiscIsReplacedAndTheTrayCloses() {
        Medium first = TestDiscs.dataCd();
        DriveRig rig = DriveRig.with(first);
        rig.good(EJECT);
        assertThat(first.hold().leases()).isEqualTo(1);
        rig.sense(READY, "02 3A 02");
        ended(rig.insert(TestDiscs.mixedMode()), Ticket.Ending.DONE);
        assertThat(first.hold().leases()).isZero();
        rig.sense(READY, "06 28 00");
        rig.data("25 00 00 00 00 00 00 00 00 00", "00 00 05 DB 00 00 08 00");
    }

    @Test
    void holdOfTheDrive_ownerLetsGo_discIsReadUntilItLeaves() {
        Medium disc = TestDiscs.dataCd();
        DriveRig rig = DriveRig.with(disc);
        disc.hold().release();
        assertThat(disc.hold().lease()).isEmpty();
        var good = (CommandOutcome.Good) rig.send("28 00 00 00 00 01 00 00 01 00");
        Medium read = ((DataIn.Sectors) good.data()).range().medium();
        var lease = read.hold().lease().orElseThrow();
        rig.eject(EjectMode.FORCE);
        assertThat(disc.hold().leases()).isEqualTo(1);
        lease.close();
        assertThat(disc.hold().leases()).isZero();
        assertThat(read.hold().lease()).isEmpty();
    }

    @Test
    void ejectAsk_nobodyHolds_opensAtOnce() {
        Medium disc = TestDiscs.dataCd();
        DriveRig rig = DriveRig.with(disc);
        ended(rig.eject(EjectMode.ASK), Ticket.Ending.DONE);
        assertThat(disc.hold().leases()).isZero();
        rig.data(EVENT, REMOVAL_OPEN);
        rig.sense(READY, "02 3A 02");
        assertThat(rig.drive.status().discName()).isEmpty();
        ended(rig.eject(EjectMode.ASK), Ticket.Ending.DONE);
    }

    @Test
    void ejectAsk_guestHolds_isAskedAndOpens() {
        DriveRig rig = DriveRig.with(TestDiscs.dataCd());
        rig.good(PREVENT);
        Ticket ticket = rig.eject(EjectMode.ASK);
        assertThat(ticket.result()).isEmpty();
        assertThat(rig.drive.status().pending()).contains(ticket);
        assertThat(rig.drive.status().holders()).containsExactly("iqn.2026-01.test:a,i,0x1");
        rig.data(EVENT, EJECT_REQUEST);
        rig.data(EVENT, NOTHING_PRESENT);
        rig.good(READY);
        rig.good(ALLOW);
        assertThat(ticket.result()).isEmpty();
        rig.good(EJECT);
        ended(ticket, Ticket.Ending.DONE);
        rig.data(EVENT, REMOVAL_OPEN);
        rig.sense(READY, "02 3A 02");
        rig.good(LOAD);
        rig.sense(READY, "02 3A 01");
    }

    @Test
    void ejectAsk_guestDoesNothing_timesOutWithReasonAndNothingChanges() {
        DriveRig rig = DriveRig.with(TestDiscs.dataCd());
        rig.good(PREVENT);
        Ticket ticket = rig.eject(EjectMode.ASK);
        assertThat(rig.drive.nextTick()).isEqualTo(OptionalLong.of(rig.now() + 30_000_000_000L));
        rig.passes(Duration.ofMillis(29_999));
        assertThat(ticket.result()).isEmpty();
        rig.passes(Duration.ofMillis(1));
        ended(ticket, Ticket.Ending.TIMED_OUT);
        assertThat(ticket.result().orElseThrow().reason())
                .isEqualTo("The guest was asked for the disc and did not open the tray within 30 s; it is held by"
                        + " iqn.2026-01.test:a,i,0x1.");
        assertThat(rig.drive.nextTick()).isEmpty();
        rig.good(READY);
        rig.data(EVENT, NOTHING_PRESENT);
    }

    @Test
    void ejectAsk_guestOnlyUnlocks_opensHalfASecondLater() {
        DriveRig rig = DriveRig.with(TestDiscs.dataCd());
        rig.good(PREVENT);
        Ticket ticket = rig.eject(EjectMode.ASK);
        rig.good(ALLOW);
        assertThat(rig.drive.nextTick()).isEqualTo(OptionalLong.of(rig.now() + 500_000_000L));
        rig.passes(Duration.ofMillis(499));
        assertThat(ticket.result()).isEmpty();
        rig.passes(Duration.ofMillis(1));
        ended(ticket, Ticket.Ending.DONE);
        rig.sense(READY, "02 3A 02");
    }

    /** As a guest without udev that opens its disc again and again. */
    @Test
    void ejectAsk_guestLocksAgainSoon_isStillAsked() {
        DriveRig rig = DriveRig.with(TestDiscs.dataCd());
        rig.good(PREVENT);
        Ticket ticket = rig.eject(EjectMode.ASK);
        rig.good(ALLOW);
        rig.passes(Duration.ofMillis(499));
        rig.good(PREVENT);
        rig.passes(Duration.ofMillis(1));
        assertThat(ticket.result()).isEmpty();
        rig.passes(Duration.ofMillis(29_500));
        ended(ticket, Ticket.Ending.TIMED_OUT);
        rig.good(READY);
    }

    @Test
    void ejectAsk_guestGoes_opensAtOnce() {
        DriveRig rig = DriveRig.with(TestDiscs.dataCd());
        rig.good(PREVENT);
        Ticket ticket = rig.eject(EjectMode.ASK);
        rig.drive.detach(rig.nexus, false, rig.now());
        ended(ticket, Ticket.Ending.DONE);
        assertThat(rig.drive.status().trayOpen()).isTrue();
    }

    @Test
    void ejectForce_guestHolds_removalIsToldAndPreventionFalls() {
        DriveRig rig = DriveRig.with(TestDiscs.dataCd());
        Nexus other = rig.attach("iqn.2026-01.test:b");
        rig.good(PREVENT);
        rig.good("1E 00 00 00 03 00");
        ended(rig.eject(EjectMode.FORCE), Ticket.Ending.DONE);
        assertThat(rig.drive.status().holders()).isEmpty();
        rig.data(EVENT, REMOVAL_OPEN);
        rig.data(other, EVENT, REMOVAL_OPEN);
        rig.sense(READY, "02 3A 02");
        rig.good(LOAD);
        rig.good(EJECT);
    }

    @Test
    void swap_removalIsSeenByEachNexus_thenTheOtherDiscGoesIn() {
        DriveRig rig = DriveRig.with(TestDiscs.dataCd());
        Nexus other = rig.attach("iqn.2026-01.test:b");
        Ticket ticket = rig.swap(TestDiscs.mixedMode(), EjectMode.ASK);
        assertThat(ticket.result()).isEmpty();
        rig.sense(READY, "02 3A 02");
        assertThat(ticket.result()).isEmpty();
        rig.data(other, EVENT, REMOVAL_OPEN);
        ended(ticket, Ticket.Ending.DONE);
        rig.sense(READY, "06 28 00");
        rig.good(READY);
        rig.data(EVENT, "00 06 04 7E 03 02 00 00");
        rig.data(EVENT, NEW_MEDIA);
        rig.data(EVENT, NOTHING_PRESENT);
        rig.data(other, EVENT, NEW_MEDIA);
        rig.sense(other, READY, "06 28 00");
        rig.good(other, READY);
        rig.data("25 00 00 00 00 00 00 00 00 00", "00 00 05 DB 00 00 08 00");
    }

    @Test
    void swap_nobodyLooks_goesOnAfterAWhile() {
        DriveRig rig = DriveRig.with(TestDiscs.dataCd());
        Ticket ticket = rig.swap(TestDiscs.mixedMode(), EjectMode.ASK);
        assertThat(rig.drive.nextTick()).isEqualTo(OptionalLong.of(rig.now() + 5_000_000_000L));
        rig.passes(Duration.ofMillis(4_999));
        assertThat(ticket.result()).isEmpty();
        assertThat(rig.drive.status().trayOpen()).isTrue();
        rig.passes(Duration.ofMillis(1));
        ended(ticket, Ticket.Ending.DONE);
        rig.sense(READY, "06 28 00");
    }

    @Test
    void swap_nobodyIsConnected_atOnce() {
        DriveRig rig = DriveRig.with(TestDiscs.dataCd());
        rig.drive.detach(rig.nexus, true, rig.now());
        ended(rig.swap(TestDiscs.mixedMode(), EjectMode.ASK), Ticket.Ending.DONE);
        assertThat(rig.drive.status().discName()).contains("mixed");
    }

    @Test
    void swap_guestHolds_ejectionIsWhatItTakes() {
        Medium old = TestDiscs.dataCd();
        Medium disc = TestDiscs.mixedMode();
        DriveRig rig = DriveRig.with(old);
        rig.good(PREVENT);
        Ticket ticket = rig.swap(disc, EjectMode.ASK);
        rig.data(EVENT, EJECT_REQUEST);
        rig.good(ALLOW);
        rig.good(EJECT);
        assertThat(ticket.result()).isEmpty();
        assertThat(old.hold().leases()).isZero();
        rig.sense(READY, "02 3A 02");
        ended(ticket, Ticket.Ending.DONE);
        assertThat(disc.hold().leases()).isEqualTo(1);
        rig.sense(READY, "06 28 00");
    }

    @Test
    void swap_guestClosesTheTrayItself_theOtherDiscIsIn() {
        DriveRig rig = DriveRig.with(TestDiscs.dataCd());
        Ticket ticket = rig.swap(TestDiscs.mixedMode(), EjectMode.ASK);
        rig.good(LOAD);
        ended(ticket, Ticket.Ending.DONE);
        rig.sense(READY, "06 28 00");
        assertThat(rig.drive.status().discName()).contains("mixed");
    }

    @Test
    void swap_timesOut_oldDiscStaysAndNewOneIsNotHeld() {
        Medium disc = TestDiscs.mixedMode();
        DriveRig rig = DriveRig.with(TestDiscs.dataCd());
        rig.good(PREVENT);
        Ticket ticket = rig.swap(disc, EjectMode.ASK);
        rig.passes(Duration.ofSeconds(31));
        ended(ticket, Ticket.Ending.TIMED_OUT);
        assertThat(disc.hold().leases()).isZero();
        rig.good(READY);
        reads(rig, "00 00 00 00 00 00 00 01");
    }

    @Test
    void swap_imageClosesMeanwhile_refusedAndTheTrayStaysOpen() {
        Medium disc = TestDiscs.mixedMode();
        DriveRig rig = DriveRig.with(TestDiscs.dataCd());
        Ticket ticket = rig.swap(disc, EjectMode.FORCE);
        disc.hold().release();
        rig.passes(Duration.ofSeconds(5));
        ended(ticket, Ticket.Ending.REFUSED);
        rig.sense(READY, "02 3A 02");
        assertThat(rig.drive.status().pending()).isEmpty();
    }

    @Test
    void swap_instant_noRemovalIsSeen() {
        DriveRig rig = DriveRig.of(DriveRig.settings().withInstant(true));
        Medium old = TestDiscs.dataCd();
        rig.insert(old);
        rig.settle(rig.nexus);
        ended(rig.swap(TestDiscs.mixedMode(), EjectMode.ASK), Ticket.Ending.DONE);
        assertThat(old.hold().leases()).isZero();
        rig.data(EVENT, NEW_MEDIA);
        rig.data(EVENT, NOTHING_PRESENT);
        rig.sense(READY, "06 28 00");
        rig.good(READY);
    }

    @Test
    void swap_instantAndGuestHolds_isAskedAllTheSame() {
        DriveRig rig = DriveRig.of(DriveRig.settings().withInstant(true));
        rig.insert(TestDiscs.dataCd());
        rig.settle(rig.nexus);
        rig.good(PREVENT);
        Ticket ticket = rig.swap(TestDiscs.mixedMode(), EjectMode.ASK);
        rig.data(EVENT, EJECT_REQUEST);
        assertThat(ticket.result()).isEmpty();
        rig.good(ALLOW);
        rig.good(EJECT);
        ended(ticket, Ticket.Ending.DONE);
        rig.sense(READY, "06 28 00");
    }

    @Test
    void anotherRequest_takesThePlaceOfTheFirst() {
        DriveRig rig = DriveRig.with(TestDiscs.dataCd());
        rig.good(PREVENT);
        Ticket asked = rig.eject(EjectMode.ASK);
        Ticket forced = rig.swap(TestDiscs.mixedMode(), EjectMode.FORCE);
        ended(asked, Ticket.Ending.SUPERSEDED);
        assertThat(forced.result()).isEmpty();
        rig.data(EVENT, REMOVAL_OPEN);
        ended(forced, Ticket.Ending.DONE);
        rig.data(EVENT, NEW_MEDIA);
        rig.data(EVENT, NOTHING_PRESENT);
    }

    @Test
    void becomingReady_tickIsKnownBeforehand() {
        DriveTimes slow =
                new DriveTimes(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ZERO);
        DriveRig rig = DriveRig.of(DriveRig.settings().withTimes(slow));
        rig.insert(TestDiscs.dataCd());
        assertThat(rig.drive.status().ready()).isFalse();
        assertThat(rig.drive.nextTick()).isEqualTo(OptionalLong.of(rig.now() + 2_000_000_000L));
        rig.data(EVENT, "00 06 04 7E 00 02 00 00");
        rig.passes(Duration.ofSeconds(2));
        assertThat(rig.drive.nextTick()).isEmpty();
        rig.data(EVENT, NEW_MEDIA);
    }

    @Test
    void close_discIsLetGo() {
        Medium disc = TestDiscs.dataCd();
        DriveRig rig = DriveRig.with(disc);
        rig.drive.close();
        assertThat(disc.hold().leases()).isZero();
    }
}
