package io.spindle.it;

import io.spindle.it.harness.Needs;
import io.spindle.it.harness.Peer;
import io.spindle.it.harness.PeerFiles;
import io.spindle.it.harness.QemuGuest;
import io.spindle.it.harness.SpindleProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Firmware boots from drives of ours: SeaBIOS and OVMF by QEMU's iSCSI, iPXE by its own. */
@Execution(ExecutionMode.CONCURRENT)
@Needs(
        value = {Peer.QEMU, Peer.OVMF, Peer.MEMTEST, Peer.IPXE, Peer.GRUB_RESCUE, Peer.GRUB_EFI},
        toShow = "memtest86+, iPXE and GRUB boot from drives under SeaBIOS and OVMF, and a disc by iPXE's sanboot")
final class DriveBootIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private static SpindleProcess spindle;

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    @BeforeAll
    static void serve() throws IOException {
        Path loaders = Files.createDirectories(shared.resolve("rescue/EFI/BOOT"));
        Files.copy(PeerFiles.GRUB_EFI_CD, loaders.resolve("BOOTX64.EFI"));
        spindle = SpindleProcess.serve(
                PeerFiles.MEMTEST,
                PeerFiles.IPXE,
                PeerFiles.GRUB_RESCUE,
                "--demo",
                "--folder",
                "grub-efi.iso=" + shared.resolve("rescue"),
                "--drive",
                "memtest=memtest86+x64.iso",
                "--drive",
                "ipxe=ipxe.iso",
                "--drive",
                "grub=grub-rescue-cdrom.iso",
                "--drive",
                "grub-efi=grub-efi.iso",
                "--drive",
                "demo=demo.iso");
    }

    @AfterAll
    static void stop() throws IOException {
        if (spindle != null) {
            spindle.close();
        }
    }

    private static QemuGuest boot(String drive, String... firmware) {
        List<String> arguments = new ArrayList<>(List.of("-device", "virtio-scsi-pci,id=scsi0"));
        arguments.addAll(
                List.of("-drive", "if=none,id=cd,format=raw,readonly=on,media=cdrom,file=" + spindle.iscsiUrl(drive)));
        arguments.addAll(List.of("-device", "scsi-generic,bus=scsi0.0,drive=cd,bootindex=0"));
        arguments.addAll(List.of(firmware));
        return QemuGuest.start(arguments);
    }

    private static QemuGuest bootUefi(String drive) {
        return boot(drive, "-bios", PeerFiles.OVMF.toString());
    }

    @Test
    void memtest_underSeaBios_showsItsName() throws IOException {
        try (QemuGuest guest = boot("memtest")) {
            guest.awaitScreen("Memtest86+", LIMIT);
        }
    }

    @Test
    void memtest_underOvmf_paintsItsScreen() throws IOException {
        try (QemuGuest guest = bootUefi("memtest")) {
            guest.awaitPicture("a blue screen", LIMIT, picture -> picture.share("0000aa") > 0.5);
        }
    }

    @Test
    void ipxe_underSeaBios_greets() throws IOException {
        try (QemuGuest guest = boot("ipxe")) {
            guest.awaitScreen("iPXE initialising devices", LIMIT);
        }
    }

    @Test
    void ipxe_underOvmf_greets() throws IOException {
        try (QemuGuest guest = bootUefi("ipxe")) {
            guest.awaitSerial("iPXE initialising devices", LIMIT);
        }
    }

    @Test
    void grub_underSeaBios_showsItsMenu() throws IOException {
        try (QemuGuest guest = boot("grub")) {
            guest.awaitScreen("GNU GRUB", LIMIT);
        }
    }

    /** Debian's rescue disc has no loader for UEFI: its loader for discs is put on one. */
    @Test
    void grub_underOvmf_greets() throws IOException {
        try (QemuGuest guest = boot("grub-efi", "-bios", PeerFiles.OVMF.toString(), "-m", "512")) {
            guest.awaitSerial("GNU GRUB", LIMIT);
        }
    }

    /** The script is what {@code spindle serve} prints, but for the address that the guest sees the host by. */
    @Test
    void demoDisc_bySanboot_greets() throws IOException {
        String line = spindle.sanboot("demo").replace("127.0.0.1", "10.0.2.2");
        Files.writeString(folder.resolve("boot.ipxe"), "#!ipxe\n" + line + "\n");
        List<String> network = List.of(
                "-netdev",
                "user,id=net,tftp=" + folder + ",bootfile=boot.ipxe",
                "-device",
                "e1000,netdev=net,bootindex=0");
        try (QemuGuest guest = QemuGuest.start(network)) {
            guest.awaitSerial("Spindle: this virtual disc boots.", LIMIT);
        }
    }
}
