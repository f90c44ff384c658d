package io.spindle.control.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spindle.control.drive.DriveRoom;
import io.spindle.control.drive.DriveSpec;
import io.spindle.control.drive.Machine;
import io.spindle.control.drive.Machine.BootOverride;
import io.spindle.iso.library.LibraryDisc;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BootOverrideTest {
    private FakeMonitor monitor;
    private QemuCarrier carrier;
    private Machine machine;

    private record NoExports() implements Exports {
        @Override
        public void probe(LibraryDisc disc) {}

        @Override
        public ObjectNode nbdOptions(LibraryDisc disc) {
            return JsonNodeFactory.instance.objectNode();
        }
    }

    @BeforeEach
    void connect() throws IOException {
        monitor = new FakeMonitor();
        DriveSpec.Qemu spec = new DriveSpec.Qemu("vm", List.of(), false, monitor.address(), Optional.empty());
        carrier = new QemuCarrier(spec, new NoExports(), () -> {});
        DriveRoom.await("the machine", () -> carrier.view().online());
        machine = carrier.machine().orElseThrow();
    }

    @AfterEach
    void close() throws IOException {
        carrier.close();
        monitor.close();
    }

    @Test
    void once_isForTheNextBootOnly() throws IOException {
        machine.bootFromDisc(BootOverride.ONCE);
        assertThat(machine.bootOverride()).isEqualTo(BootOverride.ONCE);

        monitor.event("RESET");
        monitor.event("RESET");

        DriveRoom.await("the end", () -> machine.bootOverride() == BootOverride.DISABLED);
        assertThat(monitor.commandLines()).containsExactly("boot_set d", "boot_set c");
    }

    @Test
    void once_isStillThereForTheBootThatWasAskedFor() throws IOException {
        machine.bootFromDisc(BootOverride.ONCE);
        monitor.event("RESET");
        machine.reset(Machine.Reset.ON);

        assertThat(monitor.commandLines()).containsExactly("boot_set d");
    }

    @Test
    void continuous_lastsUntilItIsChanged() throws IOException {
        machine.bootFromDisc(BootOverride.CONTINUOUS);
        monitor.event("RESET");
        monitor.event("RESET");
        machine.reset(Machine.Reset.ON);
        assertThat(machine.bootOverride()).isEqualTo(BootOverride.CONTINUOUS);

        machine.bootFromDisc(BootOverride.DISABLED);
        assertThat(monitor.commandLines()).containsExactly("boot_set d", "boot_set c");
    }
}
