package io.spindle.control.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spindle.control.drive.DriveRoom;
import io.spindle.control.drive.DriveSpec;
import io.spindle.control.drive.Machine;
import io.spindle.control.drive.Machine.BootMode;
import io.spindle.control.drive.Machine.BootOverride;
import io.spindle.iso.library.LibraryDisc;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BootOverrideTest {
    private static final String DISC = "/machine/peripheral/cd0";
    private static final String DISK = "/machine/peripheral/disk";
    private static final String NETWORK = "/machine/peripheral-anon/device[0]";
    private static final String OTHER = "/machine/peripheral/other";
    private static final String SEABIOS = "\"00000000ffffffd0:" + " 0x00".repeat(32)
            + "\\r\\n00000000fffffff0: 0xea 0x5b 0xe0 0x00 0xf0 0x30 0x36 0x2f"
            + "\\r\\n00000000fffffff8: 0x32 0x33 0x2f 0x39 0x39 0x00 0xfc 0x00\\r\\n\"";
    private static final String OVMF = "\"00000000ffffffd0: 0xde 0x82 0xb5 0x96 0xb2 0x1f 0xf7 0x45"
            + "\\r\\n00000000ffffffd8: 0xba 0xea 0xa3 0x66 0xc5 0x5a 0x08 0x2d"
            + "\\r\\n00000000ffffffe0:" + " 0x00".repeat(32) + "\\r\\n\"";

    private FakeMonitor monitor;
    private QemuCarrier carrier;
    private Machine machine;

    private record NoExports() implements Exports {
        @Override
        public void probe(LibraryDisc disc) {}

        @Override
        public Optional<String> fault(boolean withCertificates) {
            return Optional.empty();
        }

        @Override
        public ObjectNode nbdOptions(LibraryDisc disc) {
            return JsonNodeFactory.instance.objectNode();
        }
    }

    @BeforeEach
    void start() throws IOException {
        monitor = new FakeMonitor();
        monitor.answers.put("query-target", "{\"arch\":\"x86_64\"}");
        monitor.answers.put("human-monitor-command", OVMF);
        monitor.places.putAll(Map.of(DISK, 0, NETWORK, 1, DISC, 2, OTHER, -1));
        carrier = connect("vm");
        machine = carrier.machine().orElseThrow();
    }

    private QemuCarrier connect(String name) {
        DriveSpec.Qemu spec =
                new DriveSpec.Qemu(name, List.of(), false, monitor.address(), Optional.empty(), Optional.empty());
        QemuCarrier connected = new QemuCarrier(spec, new NoExports(), () -> {});
        DriveRoom.await("the machine", () -> connected.view().online());
        return connected;
    }

    @AfterEach
    void close() throws IOException {
        carrier.close();
        monitor.close();
    }

    private void boot(BootOverride override) {
        done(machine.bootFromDisc(override));
    }

    private static void done(java.util.concurrent.CompletableFuture<Void> asked) {
        asked.orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Test
    void once_isForTheNextBootOnly() throws IOException {
        boot(BootOverride.ONCE);
        assertThat(machine.bootOverride()).isEqualTo(BootOverride.ONCE);
        assertThat(monitor.places).isEqualTo(Map.of(DISC, 0, DISK, 1, NETWORK, 2, OTHER, -1));
        monitor.event("RESET");
        DriveRoom.await("the end", () -> machine.bootOverride() == BootOverride.DISABLED);
        assertThat(monitor.places).isEqualTo(Map.of(DISK, 0, NETWORK, 1, DISC, 2, OTHER, -1));
        assertThat(monitor.objects).isEmpty();
    }

    @Test
    void continuous_lastsUntilItIsChanged() throws IOException {
        boot(BootOverride.CONTINUOUS);
        monitor.event("RESET");
        done(machine.reset(Machine.Reset.FORCE_RESTART));
        assertThat(machine.bootOverride()).isEqualTo(BootOverride.CONTINUOUS);
        assertThat(monitor.places).containsEntry(DISC, 0);
        boot(BootOverride.ONCE);
        boot(BootOverride.DISABLED);
        assertThat(monitor.places).isEqualTo(Map.of(DISK, 0, NETWORK, 1, DISC, 2, OTHER, -1));
    }

    /** The firmware was told the order when the process started. */
    @Test
    void on_machineThatIsNotStarted_isResetBefore() {
        monitor.answers.put("query-status", "{\"status\":\"prelaunch\"}");
        done(machine.reset(Machine.Reset.ON));
        assertThat(monitor.commands()).doesNotContain("system_reset").contains("cont");
        boot(BootOverride.ONCE);
        done(machine.reset(Machine.Reset.ON));
        assertThat(monitor.commands()).containsSubsequence("qom-set", "system_reset", "cont");
    }

    @Test
    void continuous_afterTheEndOfTheServer_isKnownToTheNext_andOnceIsOver() throws IOException {
        boot(BootOverride.CONTINUOUS);
        carrier.close();
        carrier = connect("vm");
        machine = carrier.machine().orElseThrow();
        DriveRoom.await("what was", () -> machine.bootOverride() == BootOverride.CONTINUOUS);
        boot(BootOverride.ONCE);
        monitor.hangUp();
        DriveRoom.await("the own order", () -> monitor.places.get(DISK) == 0 && monitor.objects.isEmpty());
        assertThat(monitor.places).isEqualTo(Map.of(DISK, 0, NETWORK, 1, DISC, 2, OTHER, -1));
    }

    /** Nobody could end it any more. */
    @Test
    void drive_thatIsRemoved_leavesTheMachineItsOwnOrder() throws IOException {
        boot(BootOverride.CONTINUOUS);
        carrier.remove();
        DriveRoom.await("the own order", () -> monitor.places.get(DISK) == 0 && monitor.objects.isEmpty());
        assertThat(monitor.places).isEqualTo(Map.of(DISK, 0, NETWORK, 1, DISC, 2, OTHER, -1));
        // The monitor lets one client in: it is free again.
        connect("next").close();
    }

    @Test
    void order_thatAnotherDriveHasMade_isRefused() {
        monitor.objects.put(
                "spindle-boot-order", "{\"drive\":\"other\",\"override\":\"Once\",\"disc\":\"x\",\"own\":{}}");
        assertThatThrownBy(() -> boot(BootOverride.ONCE))
                .hasMessageContaining("boots from its drive other first: end that before");
        assertThat(machine.bootOverride()).isEqualTo(BootOverride.DISABLED);
        assertThat(monitor.objects).hasSize(1);
    }

    @Test
    void order_thatQemuRefuses_isAsItWas() {
        monitor.places.remove(DISC);
        assertThatThrownBy(() -> boot(BootOverride.ONCE)).hasMessageContaining("cd0 has no bootindex");
        // A device that is in nobody's list, as the drives of an ISA controller.
        monitor.places.putAll(Map.of(DISC, 2, "/elsewhere", 3));
        monitor.places.put(NETWORK, 4);
        monitor.places.put("/hidden", 1);
        assertThatThrownBy(() -> boot(BootOverride.ONCE)).hasMessageContaining("bootindex 1 has already been used");
        assertThat(monitor.places).containsAllEntriesOf(Map.of(DISK, 0, NETWORK, 4, DISC, 2));
        assertThat(monitor.objects).isEmpty();
    }

    @Test
    void machineWithoutOrder_uefi_bootsFromItsDiskAfterwards() {
        monitor.places.putAll(Map.of(DISK, -1, NETWORK, -1, DISC, -1));
        monitor.answers.put("query-block", """
                [{"qdev":"cd0","removable":true,"tray_open":false,"locked":false},\
                {"qdev":"/machine/system.flash0","removable":false},{"qdev":"disk","removable":false}]""");
        boot(BootOverride.ONCE);
        boot(BootOverride.DISABLED);
        assertThat(monitor.places).isEqualTo(Map.of(DISK, 0, NETWORK, -1, DISC, -1, OTHER, -1));
    }

    @Test
    void machineWithoutOrder_bios_hasNoneAfterwards() throws IOException {
        monitor.answers.put("human-monitor-command", SEABIOS);
        monitor.hangUp();
        DriveRoom.await("its firmware", () -> machine.bootMode().equals(Optional.of(BootMode.LEGACY)));
        monitor.places.putAll(Map.of(DISK, -1, NETWORK, -1, DISC, -1));
        boot(BootOverride.ONCE);
        assertThat(monitor.places).isEqualTo(Map.of(DISC, 0, DISK, -1, NETWORK, -1, OTHER, -1));
        boot(BootOverride.DISABLED);
        assertThat(monitor.places).isEqualTo(Map.of(DISC, -1, DISK, -1, NETWORK, -1, OTHER, -1));
    }

    @Test
    void bootMode_isToldByTheFirmware() {
        assertThat(Firmware.of(OVMF)).contains(BootMode.UEFI);
        assertThat(Firmware.of(SEABIOS)).contains(BootMode.LEGACY);
        assertThat(Firmware.of("00000000ffffffd0:" + " 0xff".repeat(48))).isEmpty();
        assertThat(Firmware.of("Cannot access memory")).isEmpty();
    }
}
