package io.spindle.control.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spindle.control.drive.Change;
import io.spindle.control.drive.DriveRoom;
import io.spindle.control.drive.DriveSpec;
import io.spindle.control.drive.Policy;
import io.spindle.control.drive.Refusal;
import io.spindle.iso.library.LibraryDisc;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes of a machine that does not do as it should. */
class QemuCarrierTest {
    @TempDir
    private Path folder;

    private DriveRoom room;
    private FakeMonitor monitor;
    private QemuCarrier carrier;

    private record SomeExports() implements Exports {
        @Override
        public Optional<String> fault(boolean withCertificates) {
            return Optional.empty();
        }

        @Override
        public void probe(LibraryDisc disc) {}

        @Override
        public ObjectNode nbdOptions(LibraryDisc disc) {
            return JsonNodeFactory.instance.objectNode().put("driver", "nbd").put("export", disc.name());
        }
    }

    @BeforeEach
    void open() throws IOException {
        room = new DriveRoom(folder);
        monitor = new FakeMonitor();
        carrier = carrier(monitor.address(), Optional.empty());
        awaitMachine();
    }

    private static QemuCarrier carrier(String address, Optional<String> device) {
        return new QemuCarrier(
                new DriveSpec.Qemu("vm", List.of(), false, address, device, Optional.empty()),
                new SomeExports(),
                () -> {},
                Duration.ofSeconds(3));
    }

    @AfterEach
    void close() throws IOException {
        carrier.close();
        monitor.close();
        room.close();
    }

    private void awaitMachine() {
        DriveRoom.await("the machine", () -> carrier.view().online());
    }

    private CompletableFuture<Change> put(String disc, Policy policy, Duration timeout) {
        return carrier.change(room.library.find(disc), policy, timeout);
    }

    private static Change done(CompletableFuture<Change> change) {
        return change.orTimeout(60, TimeUnit.SECONDS).join();
    }

    private Change swap(String disc) {
        return done(put(disc, Policy.ASK, Duration.ofSeconds(20)));
    }

    private boolean onlyTheInsertedNodeIsLeft() {
        return monitor.nodes.keySet().stream().allMatch(it -> it.equals(monitor.inserted));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "blockdev-add",
                "blockdev-open-tray",
                "blockdev-remove-medium",
                "blockdev-insert-medium",
                "blockdev-close-tray",
                "blockdev-del"
            })
    void machineThatFallsSilent_isConnectedAnew_andNoNodeIsLeft(String command) {
        assertThat(swap("a")).isEqualTo(new Change.Made());
        monitor.silentAt = command;
        Change change = swap("b");
        if (command.equals("blockdev-del")) {
            assertThat(change).isEqualTo(new Change.Made());
        } else {
            assertThat(change)
                    .isInstanceOfSatisfying(
                            Change.NotMade.class,
                            it -> assertThat(it.text()).isEqualTo("QEMU did not answer " + command + " within 3 s"));
        }
        DriveRoom.await("a clean machine", () -> carrier.view().online() && onlyTheInsertedNodeIsLeft());
        DriveRoom.await("a change", () -> swap("c").equals(new Change.Made()));
        assertThat(monitor.nodes.values()).containsExactly("c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "query-block",
                "blockdev-add",
                "blockdev-open-tray",
                "blockdev-remove-medium",
                "blockdev-insert-medium",
                "blockdev-close-tray",
                "blockdev-del"
            })
    void machineThatEnds_isChangedWhenItIsThereAgain(String command) {
        assertThat(swap("a")).isEqualTo(new Change.Made());
        monitor.endAt = command;
        swap("b");
        awaitMachine();
        DriveRoom.await("the change", () -> swap("c").equals(new Change.Made()));
        assertThat(monitor.nodes.values()).containsExactly("c");
    }

    @Test
    void monitorThatAnotherClientHolds_isSaidToBeSilent_andTakenWhenItIsFree() throws Exception {
        QemuCarrier second = carrier(monitor.address(), Optional.empty());
        DriveRoom.await(
                "what is wrong",
                () -> second.view()
                        .note()
                        .equals("the monitor at " + monitor.address()
                                + " is silent: another client holds it, or QEMU stands still"));
        carrier.close();
        DriveRoom.await("the machine", () -> second.view().online());
        second.close();
    }

    @Test
    void machineWithSeveralDevices_isAskedForTheOneThatIsMeant() throws IOException {
        monitor.answers.put(
                "query-block",
                "[{\"qdev\":\"a\",\"tray_open\":false,\"locked\":false},"
                        + "{\"qdev\":\"b\",\"tray_open\":false,\"locked\":false}]");
        DriveRoom.await(
                "which are there",
                () -> carrier.view()
                        .note()
                        .equals("which CD device is meant? Name it with --device: the machine has a, b"));
        carrier.close();
        carrier = carrier(monitor.address(), Optional.of("c"));
        DriveRoom.await(
                "which are there",
                () -> carrier.view().note().equals("there is no CD device 'c': the machine has a, b"));
    }

    @Test
    void hostThatNobodyKnows_isNamed() {
        QemuCarrier nowhere = carrier("tcp:nohost.invalid:4444", Optional.empty());
        DriveRoom.await(
                "what is wrong",
                () -> nowhere.view()
                        .note()
                        .equals("no machine at tcp:nohost.invalid:4444: nobody knows the host 'nohost.invalid'"));
        nowhere.close();
    }

    /** The guest closes the tray while the old disc is out of it, and nobody waits any longer. */
    @Test
    void discThatIsOut_whenTheTimeIsOver_isPutBack() throws Exception {
        assertThat(swap("a")).isEqualTo(new Change.Made());
        monitor.closesAfterRemoval = true;
        Change change = done(put("b", Policy.FORCE, Duration.ZERO));
        assertThat(change).isEqualTo(new Change.NotMade(Refusal.HELD, "the guest holds the tray"));
        assertThat(monitor.nodes.values()).containsExactly("a");
        assertThat(monitor.inserted).isNotEmpty();
        assertThat(monitor.trayOpen).isFalse();
    }

    @Test
    void eventsThatCome_whileAChangeWaits_areOneLook() throws Exception {
        assertThat(swap("a")).isEqualTo(new Change.Made());
        monitor.locked = true;
        CompletableFuture<Change> waits = put("b", Policy.ASK, Duration.ofMinutes(1));
        DriveRoom.await("a question", () -> monitor.commands().contains("blockdev-open-tray"));
        for (int event = 0; event < 3000; event++) {
            monitor.event("DEVICE_TRAY_MOVED");
        }
        monitor.locked = false;
        assertThat(done(waits)).isEqualTo(new Change.Made());
        long before = looks();
        // What was queued behind the change is done before the next one.
        assertThat(swap("c")).isEqualTo(new Change.Made());
        assertThat(looks() - before).isLessThan(300);
    }

    private long looks() {
        return monitor.commands().stream().filter("query-blockstats"::equals).count();
    }

    @Test
    void changeThatWaitsForItsTurn_whenTheDriveIsClosed_ends() {
        assertThat(swap("a")).isEqualTo(new Change.Made());
        monitor.locked = true;
        CompletableFuture<Change> waits = put("b", Policy.ASK, Duration.ofMinutes(1));
        CompletableFuture<Change> queued = put("c", Policy.ASK, Duration.ofMinutes(1));
        DriveRoom.await("a question", () -> monitor.commands().contains("blockdev-open-tray"));
        carrier.close();
        assertThat(done(waits)).isInstanceOf(Change.NotMade.class);
        assertThat(done(queued)).isInstanceOf(Change.NotMade.class);
    }
}
