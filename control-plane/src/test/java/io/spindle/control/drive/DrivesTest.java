package io.spindle.control.drive;

import static io.spindle.control.drive.DriveRoom.await;
import static io.spindle.control.drive.DriveRoom.done;
import static io.spindle.control.drive.DriveRoom.emulated;
import static io.spindle.control.drive.DriveRoom.operation;
import static io.spindle.control.drive.DriveRoom.qemu;
import static io.spindle.control.drive.DriveRoom.stack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.spindle.iso.bytes.MemoryByteSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrivesTest {
    @TempDir
    private Path folder;

    private DriveRoom room;

    @BeforeEach
    void open() throws IOException {
        room = new DriveRoom(folder, emulated("rig", "c", "a"), qemu("vm"), stack("pile", "a", "c"));
    }

    @AfterEach
    void close() {
        room.close();
    }

    private static String refusal(Outcome outcome) {
        return ((Outcome.Refused) outcome).refusal().code();
    }

    @Test
    void insert_emptyDrive_isDoneAndCountsUp() {
        Outcome outcome = room.ask("rig", Verb.INSERT, "a");

        assertThat(((Outcome.Done) outcome).changed()).isTrue();
        assertThat(room.status("rig").disc()).contains("a");
        assertThat(room.status("rig").generation()).isEqualTo(1);
    }

    @Test
    void insert_sameDiscAgain_isDoneAndUnchanged() {
        room.ask("rig", Verb.INSERT, "a");

        assertThat(((Outcome.Done) room.ask("rig", Verb.INSERT, "a")).changed()).isFalse();
        assertThat(room.status("rig").generation()).isEqualTo(1);
    }

    /** The guest reads the bytes that the name had before: to say "as before" would be no answer to who replaced them. */
    @Test
    void swap_toAnImageThatWasReplaced_isMadeOnce() throws IOException {
        room.ask("rig", Verb.SWAP, "a");
        room.library.add("a", new MemoryByteSource(new byte[4096]));

        assertThat(((Outcome.Done) room.ask("rig", Verb.SWAP, "a")).changed()).isTrue();
        assertThat(((Outcome.Done) room.ask("rig", Verb.SWAP, "a")).changed()).isFalse();
        assertThat(room.status("rig").generation()).isEqualTo(2);
    }

    @Test
    void insert_otherDiscInDrive_isRefusedAndNamesIt() {
        room.ask("rig", Verb.INSERT, "a");

        Outcome outcome = room.ask("rig", Verb.INSERT, "b");

        assertThat(refusal(outcome)).isEqualTo("occupied");
        assertThat(((Outcome.Refused) outcome).text()).contains("a lies in rig");
        assertThat(room.status("rig").disc()).contains("a");
    }

    @Test
    void insert_discAfterGuestOpenedTray_closesIt() {
        room.ask("rig", Verb.INSERT, "a");
        room.carriers.get("rig").openTrayAsGuest();

        assertThat(((Outcome.Done) room.ask("rig", Verb.INSERT, "a")).changed()).isTrue();
        assertThat(room.status("rig").view().tray()).isEqualTo(Tray.CLOSED);
    }

    @Test
    void guestEjects_stack_nextGoesInUntilThereIsNone() {
        room.ask("pile", Verb.INSERT, "a");
        FakeCarrier guest = room.carriers.get("pile");

        guest.openTrayAsGuest();
        await("the disc below", () -> room.status("pile").wanted().equals(Optional.of("c")));
        assertThat(room.status("pile").view().tray()).isEqualTo(Tray.CLOSED);
        assertThat(room.status("pile").history())
                .extracting(HistoryEntry::by, HistoryEntry::before, HistoryEntry::after)
                .contains(tuple("guest by eject", Optional.of("a"), Optional.of("c")));

        guest.openTrayAsGuest();
        await("the open tray", () -> room.status("pile").view().tray() == Tray.OPEN);
        room.ask("rig", Verb.INSERT, "b");
        assertThat(room.status("pile").view().tray()).isEqualTo(Tray.OPEN);
        assertThat(room.status("pile").wanted()).contains("c");
    }

    @Test
    void guestEjects_discThatIsNotOfTheStack_nothingFollows() {
        room.ask("pile", Verb.INSERT, "b");
        room.carriers.get("pile").openTrayAsGuest();
        room.ask("rig", Verb.INSERT, "b");
        assertThat(room.status("pile").view().tray()).isEqualTo(Tray.OPEN);
    }

    @Test
    void operatorEjects_stack_staysEmpty() {
        room.ask("pile", Verb.INSERT, "a");
        room.ask("pile", Verb.EJECT, null);
        assertThat(room.status("pile").disc()).isEmpty();
    }

    @Test
    void unknownNames_areRefused() {
        assertThat(refusal(room.ask("rig", Verb.SWAP, "z"))).isEqualTo("unknown-disc");
        assertThat(refusal(room.ask("nope", Verb.SWAP, "a"))).isEqualTo("unknown-drive");
        assertThat(refusal(room.ask("rig", Verb.SWAP, null))).isEqualTo("invalid");
    }

    @Test
    void next_goesThroughTheListAndAround() {
        room.ask("rig", Verb.NEXT, null);
        assertThat(room.status("rig").disc()).contains("c");
        room.ask("rig", Verb.NEXT, null);
        assertThat(room.status("rig").disc()).contains("a");
        room.ask("rig", Verb.NEXT, null);
        assertThat(room.status("rig").disc()).contains("c");
    }

    @Test
    void swap_guestHoldsTray_changesNothing() {
        room.ask("rig", Verb.INSERT, "a");
        FakeCarrier guest = room.carriers.get("rig");
        guest.hold(true);
        CompletableFuture<Outcome> swap = room.drives.operate("rig", operation(Verb.SWAP, "b", Policy.ASK));
        await("the guest is asked", guest::isAsked);
        await("it is shown", () -> room.status("rig").waiting().isPresent());

        guest.timeOut();

        assertThat(refusal(done(swap))).isEqualTo("held");
        assertThat(room.status("rig").disc()).contains("a");
        assertThat(room.status("rig").wanted()).contains("a");
        assertThat(room.status("rig").generation()).isEqualTo(1);
        assertThat(room.status("rig").waiting()).isEmpty();
    }

    @Test
    void secondOperator_asksWhileFirstWaits_isTurnedAway() {
        room.ask("rig", Verb.INSERT, "a");
        FakeCarrier guest = room.carriers.get("rig");
        guest.hold(true);
        CompletableFuture<Outcome> first = room.drives.operate("rig", operation(Verb.SWAP, "b", Policy.ASK));
        await("the guest is asked", guest::isAsked);

        Outcome second = room.ask("rig", Verb.SWAP, "c");
        guest.letGo();

        assertThat(refusal(second)).isEqualTo("busy");
        assertThat(((Outcome.Refused) second).text()).contains("swap b of tester");
        assertThat(done(first)).isInstanceOf(Outcome.Done.class);
        assertThat(room.status("rig").disc()).contains("b");
    }

    @Test
    void secondOperator_forcesWhileFirstWaits_takesOver() {
        room.ask("rig", Verb.INSERT, "a");
        FakeCarrier guest = room.carriers.get("rig");
        guest.hold(true);
        CompletableFuture<Outcome> first = room.drives.operate("rig", operation(Verb.SWAP, "b", Policy.ASK));
        await("the guest is asked", guest::isAsked);

        Outcome second = room.force("rig", Verb.SWAP, "c");

        assertThat(second).isInstanceOf(Outcome.Done.class);
        assertThat(refusal(done(first))).isEqualTo("superseded");
        assertThat(room.status("rig").disc()).contains("c");
    }

    @Test
    void staleGeneration_isRefusedWithWhatHappened() {
        room.ask("rig", Verb.INSERT, "a");
        Operation late = new Operation(
                Verb.SWAP,
                Optional.of("b"),
                Policy.ASK,
                Operation.DEFAULT_TIMEOUT,
                OptionalLong.of(0),
                Optional.empty(),
                new Operator("late", "test"));

        Outcome outcome = done(room.drives.operate("rig", late));

        assertThat(refusal(outcome)).isEqualTo("stale");
        assertThat(((Outcome.Refused) outcome).text())
                .contains("generation 1, not 0")
                .contains("insert a, done");
    }

    @Test
    void restart_findsTheDiscAgain() throws IOException {
        room.ask("rig", Verb.INSERT, "b");

        room.restart();

        assertThat(room.status("rig").disc()).contains("b");
        assertThat(room.status("rig").generation()).isEqualTo(1);
    }

    /** What a server leaves that was killed after it wrote that it begins to change a to b. */
    private void dieWithinAChange() throws IOException {
        room.carriers.get("vm").comeBackWith(Optional.empty());
        await("the machine is there", () -> room.status("vm").view().online());
        room.ask("vm", Verb.INSERT, "a");
        room.drives.close();
        Path file = folder.resolve("drives/vm.json");
        String state = Files.readString(file);
        Files.writeString(file, state.replace("\"generation\"", "\"pending\":{\"disc\":\"b\"},\"generation\""));
        room.restart();
    }

    @Test
    void restart_afterDeathWithinAChangeThatWasMade_adoptsIt() throws IOException {
        dieWithinAChange();

        room.carriers.get("vm").comeBackWith(Optional.of("b"));

        await("the change is adopted", () -> room.status("vm").wanted().equals(Optional.of("b")));
        assertThat(room.carriers.get("vm").view().disc()).contains("b");
        assertThat(room.status("vm").generation()).isEqualTo(2);
    }

    @Test
    void restart_afterDeathWithinAChangeThatWasNotMade_keepsTheOldDisc() throws IOException {
        dieWithinAChange();

        room.carriers.get("vm").comeBackWith(Optional.of("a"));

        await("it is seen", () -> room.status("vm").view().online());
        assertThat(room.status("vm").disc()).contains("a");
        assertThat(room.status("vm").generation()).isEqualTo(1);
    }

    /** Nothing was ever wanted of the drive before that change. */
    @Test
    void restart_afterDeathWithinTheFirstChangeThatWasMade_adoptsIt() throws IOException {
        room.close();
        Files.writeString(
                folder.resolve("drives/vm.json"),
                "{\"disc\":null,\"source\":null,\"pending\":{\"disc\":\"b\"},\"generation\":0,\"history\":[]}");
        room = new DriveRoom(folder, emulated("rig"), DriveRoom.qemu("vm"));

        room.carriers.get("vm").comeBackWith(Optional.of("b"));

        await("the change is adopted", () -> room.status("vm").wanted().equals(Optional.of("b")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"version\":9,\"contents\":{}} | it has no disc and generation",
                "{\"disc\":null,\"generation\":\"x\"} | it has no disc and generation",
                "{\"disc\":null,\"generation\":1,\"history\":[{\"at\":\"x\"}]} | is no time",
                "{\"disc\":null,\"generation\":1,\"spec\":{\"kind\":\"hologram\"}} | of a kind that this version"
            })
    void restart_stateThatWasNotWrittenSo_isNamedAndNotForgotten(String state, String reason) throws IOException {
        room.drives.close();
        Path file = folder.resolve("drives/rig.json");
        Files.writeString(file, state);

        assertThatThrownBy(room::restart)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(reason)
                .hasMessageContaining("repair or remove it");
        assertThat(file).hasContent(state);
        Files.delete(file);
        room.restart();
    }

    /** The folder is gone: that is a state that cannot be written for root, too. */
    @Test
    void state_thatCannotBeWritten_makesAndRemovesNoDrive() throws IOException {
        Operator operator = new Operator("tester", "test");
        done(room.drives.create(emulated("extra"), operator));
        assertThat(room.drives.stateFault()).isEmpty();
        Path away = Files.move(folder.resolve("drives"), folder.resolve("away"));

        Outcome created = done(room.drives.create(emulated("new"), operator));
        Outcome removed = done(room.drives.remove("extra", operator));

        assertThat(refusal(created)).isEqualTo("failed");
        assertThat(((Outcome.Refused) created).text()).startsWith("the state cannot be written: ");
        assertThat(room.drives.find("new")).isEmpty();
        assertThat(refusal(removed)).isEqualTo("failed");
        assertThat(room.drives.find("extra")).isPresent();
        assertThat(room.drives.stateFault()).isPresent();
        Files.move(away, folder.resolve("drives"));
    }

    /** Each would write over what the other one promised. */
    @Test
    void secondServer_onTheSameState_hasNoDrives() throws IOException {
        Operator operator = new Operator("tester", "test");
        try (Drives second = Drives.open(folder, room.library, List.of(), (spec, lay, seen) -> {
            throw new AssertionError("no drive is made");
        })) {
            Outcome created = done(second.create(emulated("rig"), operator));

            assertThat(refusal(created)).isEqualTo("failed");
            assertThat(((Outcome.Refused) created).text()).contains("are another server's");
            assertThat(room.ask("rig", Verb.INSERT, "a")).isInstanceOf(Outcome.Done.class);
        }
        room.drives.close();
        try (Drives third = Drives.open(
                folder, room.library, List.of(), (spec, lay, seen) -> new FakeCarrier(spec.kind(), lay, seen))) {
            assertThat(done(third.create(emulated("new"), operator))).isInstanceOf(Outcome.Done.class);
        }
        room.restart();
    }

    @Test
    void drive_removedWhileAChangeWaits_staysRemoved() throws IOException {
        Operator operator = new Operator("tester", "test");
        done(room.drives.create(new DriveSpec.Emulated("extra", java.util.List.of(), false), operator));
        FakeCarrier carrier = room.carriers.get("extra");
        carrier.hold(true);
        var change = room.drives.operate("extra", DriveRoom.operation(Verb.INSERT, "a", Policy.ASK));
        await("the guest is asked", carrier::isAsked);
        done(room.drives.remove("extra", operator));

        carrier.timeOut();

        assertThat(refusal(done(change))).isEqualTo("held");
        room.restart();
        assertThat(room.drives.find("extra")).isEmpty();
    }

    @Test
    void offlineMachine_getsItsDiscWhenItAppears() {
        room.carriers.get("rig").goOffline();
        await("it is seen", () -> !room.status("rig").view().online());

        Outcome outcome = room.ask("rig", Verb.INSERT, "a");

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Deferred.class,
                        it -> assertThat(it.text())
                                .isEqualTo("rig is not there now (gone) and gets it when it appears"));
        room.carriers.get("rig").comeBackWith(Optional.empty());
        await("the disc is in", () -> room.carriers.get("rig").view().disc().equals(Optional.of("a")));
    }

    @Test
    void drive_thatIsToBeBroughtBack_isTriedAgain_whenTheClockIsSetBack() {
        room.clockIsAhead = Duration.ofDays(1);
        room.ask("rig", Verb.INSERT, "a");
        FakeCarrier carrier = room.carriers.get("rig");
        carrier.hold(true);
        carrier.comeBackWith(Optional.of("b"));
        await("it is tried", carrier::isAsked);
        carrier.timeOut();
        await("it was not made", () -> room.status("rig").waiting().isEmpty());
        room.clockIsAhead = Duration.ZERO;
        carrier.hold(false);

        await("it is tried again", () -> room.status("rig").disc().equals(Optional.of("a")));
    }

    @Test
    void createdDrive_isThereAfterRestart_andGoneAfterRemoval() throws IOException {
        Operator operator = new Operator("tester", "test");
        done(room.drives.create(new DriveSpec.Emulated("extra", java.util.List.of(), false), operator));
        room.ask("extra", Verb.INSERT, "a");

        room.restart();
        assertThat(room.status("extra").disc()).contains("a");
        done(room.drives.remove("extra", operator));
        room.restart();

        assertThat(room.drives.find("extra")).isEmpty();
    }

    @Test
    void create_badOrTakenName_isRefused() {
        Operator operator = new Operator("tester", "test");

        for (String name : java.util.List.of("", "../x", "a/b", "a b", ".hidden", "x".repeat(65), "rig\n")) {
            assertThat(refusal(done(room.drives.create(emulated(name), operator))))
                    .isEqualTo("invalid");
        }
        assertThat(refusal(done(room.drives.create(emulated("rig"), operator)))).isEqualTo("exists");
        assertThat(refusal(done(room.drives.remove("rig", operator)))).isEqualTo("invalid");
    }

    @Test
    void audit_hasALineForEveryOutcome() throws IOException {
        room.ask("rig", Verb.INSERT, "a");
        room.force("rig", Verb.EJECT, null);

        assertThat(Files.readAllLines(folder.resolve("audit.jsonl")))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains(
                                        "\"what\":\"insert\"",
                                        "\"after\":\"a\"",
                                        "\"by\":\"tester by test\"",
                                        "\"policy\":\"ask\"",
                                        "\"result\":\"done\"",
                                        "\"drive\":\"rig\""),
                        line -> assertThat(line)
                                .contains(
                                        "\"what\":\"eject\"",
                                        "\"before\":\"a\"",
                                        "\"after\":null",
                                        "\"policy\":\"force\""));
    }

    @Test
    void manySwaps_leaveOneFileAndNoLoss() {
        for (int swap = 0; swap < 200; swap++) {
            assertThat(room.ask("rig", Verb.NEXT, null)).isInstanceOf(Outcome.Done.class);
        }

        assertThat(room.status("rig").generation()).isEqualTo(200);
        assertThat(folder.resolve("drives").toFile().list()).containsExactly("rig.json");
    }

    /** Whatever is tried, what is not to be given away gets into no drive. */
    @Test
    void disc_thatIsNotAdmitted_getsIntoNoDriveByAnyWay() throws IOException {
        room.ask("pile", Verb.INSERT, "a");
        room.ask("rig", Verb.INSERT, "c");
        room.library.admitBy(disc -> disc.name().equals("c") ? Optional.of("c is UNVERIFIED") : Optional.empty());

        for (Outcome outcome : List.of(
                room.ask("vm", Verb.INSERT, "c"),
                room.ask("vm", Verb.SWAP, "c"),
                room.force("vm", Verb.SWAP, "c"),
                next())) {
            assertThat(refusal(outcome)).isEqualTo("forbidden");
            assertThat(((Outcome.Refused) outcome).text()).isEqualTo("c is UNVERIFIED");
        }
        assertThat(room.status("rig").disc()).as("next went to a").contains("a");
        room.carriers.get("pile").openTrayAsGuest();
        await("the open tray", () -> room.status("pile").view().tray() == Tray.OPEN);
        assertThat(room.status("pile").disc()).isNotEqualTo(Optional.of("c"));

        room.library.admitBy(disc -> Optional.empty());
        room.force("rig", Verb.SWAP, "c");
        room.library.admitBy(disc -> Optional.of("none"));
        room.restart();
        assertThat(room.carriers.get("rig").view().disc())
                .as("what lay in it before")
                .isEmpty();
        room.library.admitBy(disc -> Optional.empty());
        await("the disc is back", () -> room.carriers.get("rig").view().disc().equals(Optional.of("c")));
    }

    /** After c comes a, and after that c again. */
    private Outcome next() {
        assertThat(room.ask("rig", Verb.NEXT, null)).isInstanceOf(Outcome.Done.class);
        return room.ask("rig", Verb.NEXT, null);
    }

    @Test
    void machine_thatAppearsWhenItsDiscIsNoLongerAdmitted_staysEmpty() {
        room.carriers.get("rig").goOffline();
        await("it is seen", () -> !room.status("rig").view().online());
        assertThat(room.ask("rig", Verb.INSERT, "a")).isInstanceOf(Outcome.Deferred.class);
        room.library.admitBy(disc -> Optional.of("no longer"));
        room.carriers.get("rig").comeBackWith(Optional.empty());
        await("it is back", () -> room.status("rig").view().online());
        room.ask("vm", Verb.EJECT, null);
        assertThat(room.carriers.get("rig").view().disc()).isEmpty();
    }
}
