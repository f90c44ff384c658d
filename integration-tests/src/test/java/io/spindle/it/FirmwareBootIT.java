package io.spindle.it;

import io.spindle.it.harness.Needs;
import io.spindle.it.harness.Peer;
import io.spindle.it.harness.PeerFiles;
import io.spindle.it.harness.QemuGuest;
import io.spindle.it.harness.SpindleProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Foreign boot discs start under both kinds of firmware and in both kinds of drive. */
@Needs(
        value = {Peer.QEMU, Peer.MEMTEST, Peer.IPXE, Peer.OVMF},
        toShow = "memtest86+ and iPXE under SeaBIOS and OVMF as ide-cd and scsi-cd")
@Execution(ExecutionMode.CONCURRENT)
final class FirmwareBootIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private static SpindleProcess spindle;

    private enum Drive {
        IDE_CD("ide-cd,drive=disc"),
        SCSI_CD("virtio-scsi-pci", "scsi-cd,drive=disc");

        private final List<String> devices;

        Drive(String... devices) {
            this.devices = List.of(devices);
        }
    }

    @BeforeAll
    static void serve() {
        spindle = SpindleProcess.serve(PeerFiles.MEMTEST, PeerFiles.IPXE);
    }

    @AfterAll
    static void stop() throws IOException {
        if (spindle != null) {
            spindle.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void memtest_underSeaBios_showsItsName(Drive drive) throws IOException {
        try (QemuGuest guest = boot("memtest86+x64.iso", drive, List.of())) {
            guest.awaitScreen("Memtest86+", LIMIT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void memtest_underOvmf_paintsItsScreen(Drive drive) throws IOException {
        try (QemuGuest guest = boot("memtest86+x64.iso", drive, ovmf())) {
            // It draws its own letters, light on blue.
            guest.awaitPicture("a blue screen", LIMIT, picture -> picture.share("0000aa") > 0.5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void ipxe_underSeaBios_greets(Drive drive) throws IOException {
        try (QemuGuest guest = boot("ipxe.iso", drive, List.of())) {
            guest.awaitScreen("iPXE initialising devices", LIMIT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void ipxe_underOvmf_greets(Drive drive) throws IOException {
        try (QemuGuest guest = boot("ipxe.iso", drive, ovmf())) {
            guest.awaitSerial("iPXE initialising devices", LIMIT);
        }
    }

    private static List<String> ovmf() {
        return List.of("-bios", PeerFiles.OVMF.toString());
    }

    private static QemuGuest boot(String name, Drive drive, List<String> firmware) {
        List<String> arguments = new ArrayList<>(QemuGuest.disc(spindle.url(name)));
        drive.devices.forEach(device -> arguments.addAll(List.of("-device", device)));
        arguments.addAll(firmware);
        return QemuGuest.start(arguments);
    }
}
