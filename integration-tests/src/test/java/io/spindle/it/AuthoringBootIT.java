package io.spindle.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.it.harness.Command;
import io.spindle.it.harness.Initramfs;
import io.spindle.it.harness.LinuxKernel;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A folder with isolinux, GRUB and a kernel boots under both kinds of firmware, from a drive and as a USB stick. */
@Needs(
        value = {Peer.QEMU, Peer.OVMF, Peer.LINUX, Peer.BUSYBOX, Peer.ISOLINUX, Peer.GRUB_EFI},
        toShow = "a served folder boots Linux under SeaBIOS and OVMF, as a disc and as a USB stick")
@Execution(ExecutionMode.CONCURRENT)
final class AuthoringBootIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String GREETING = "the disc's own init runs";
    private static final String INIT = """
            #!/bin/busybox sh
            /bin/busybox mount -t devtmpfs none /dev
            /bin/busybox echo "%s" >/dev/ttyS0
            /bin/busybox poweroff -f
            """.formatted(GREETING);

    @TempDir
    private static Path folder;

    private static SpindleProcess spindle;

    private enum Start {
        BIOS_DISC(false, "virtio-scsi-pci", "scsi-cd,drive=disc"),
        BIOS_STICK(false, "qemu-xhci", "usb-storage,drive=disc"),
        UEFI_DISC(true, "virtio-scsi-pci", "scsi-cd,drive=disc"),
        UEFI_STICK(true, "qemu-xhci", "usb-storage,drive=disc");

        private final boolean uefi;
        private final List<String> devices;

        Start(boolean uefi, String... devices) {
            this.uefi = uefi;
            this.devices = List.of(devices);
        }
    }

    @BeforeAll
    static void serve() throws IOException {
        Path tree = folder.resolve("live");
        for (String name : List.of("isolinux", "boot/grub", "EFI/BOOT")) {
            Files.createDirectories(tree.resolve(name));
        }
        Files.copy(LinuxKernel.find().orElseThrow().image(), tree.resolve("boot/vmlinuz"));
        byte[] busybox = Files.readAllBytes(Path.of("/bin/busybox"));
        Initramfs files = new Initramfs();
        List.of("bin", "dev").forEach(files::folder);
        Files.write(
                tree.resolve("boot/initrd"),
                files.program("bin/busybox", busybox).program("init", INIT).finish());
        Path named = Files.createDirectory(tree.resolve("EFI/a vendor with a long name"));
        Files.write(named.resolve("somewhat longer than eight.and.three"), busybox);
        isolinux(tree);
        grub(tree);
        spindle = SpindleProcess.serve("--folder", "live.iso=" + tree);
    }

    private static void isolinux(Path tree) throws IOException {
        Files.copy(PeerFiles.ISOLINUX, tree.resolve("isolinux/isolinux.bin"));
        Files.copy(PeerFiles.ISOLINUX_DISK_CODE, tree.resolve("isolinux/isohdpfx.bin"));
        Files.copy(PeerFiles.ISOLINUX_CORE, tree.resolve("isolinux/ldlinux.c32"));
        Files.writeString(tree.resolve("isolinux/isolinux.cfg"), """
                DEFAULT linux
                LABEL linux
                  KERNEL /boot/vmlinuz
                  APPEND initrd=/boot/initrd console=ttyS0 panic=-1
                """);
    }

    private static void grub(Path tree) throws IOException {
        Path search = Files.writeString(folder.resolve("search.cfg"), """
                search --no-floppy --set=root --file /boot/vmlinuz
                configfile ($root)/boot/grub/grub.cfg
                """);
        Files.writeString(tree.resolve("boot/grub/grub.cfg"), """
                linux /boot/vmlinuz console=ttyS0 panic=-1
                initrd /boot/initrd
                boot
                """);
        Command.of(
                        "grub-mkimage",
                        "-O",
                        "x86_64-efi",
                        "-o",
                        tree.resolve("EFI/BOOT/BOOTX64.EFI"),
                        "-p",
                        "/boot/grub",
                        "-c",
                        search,
                        "part_gpt",
                        "part_msdos",
                        "iso9660",
                        "fat",
                        "search",
                        "search_fs_file",
                        "configfile",
                        "normal",
                        "linux",
                        "boot")
                .output();
    }

    @AfterAll
    static void stop() throws IOException {
        if (spindle != null) {
            spindle.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void folder_underEachFirmware_bootsLinux(Start start) throws IOException {
        List<String> arguments = new ArrayList<>(QemuGuest.disc(spindle.url("live.iso")));
        start.devices.forEach(device -> arguments.addAll(List.of("-device", device)));
        // GRUB for EFI wants more than half of the usual 256 MiB for itself.
        arguments.addAll(List.of("-m", "512"));
        if (start.uefi) {
            arguments.addAll(List.of("-bios", PeerFiles.OVMF.toString()));
        }
        try (QemuGuest guest = QemuGuest.start(arguments)) {
            guest.awaitSerial(GREETING, LIMIT);
        }
    }

    @Test
    @Needs(
            value = {Peer.XORRISO, Peer.FSCK_FAT},
            toShow = "xorriso and fsck.fat find catalogue, partition tables and EFI system partition in order")
    void bootStructures_toOtherPrograms_areInOrder() throws IOException {
        Path image = folder.resolve("live.iso");
        DiscTree.spindle("create", image, folder.resolve("live")).output();
        String report = Command.of(
                        "xorriso", "-indev", image, "-report_el_torito", "plain", "-report_system_area", "plain")
                .output();
        assertThat(report)
                .contains("MBR isohybrid cyl-align-on GPT", "boot-info-table isohybrid-suitable")
                .containsPattern("El Torito boot img :   1  BIOS  y   none  0x0000  0x00      4 +[0-9]+")
                .containsPattern("El Torito boot img :   2  UEFI  y   none  0x0000  0x00 +[0-9]+ +[0-9]+")
                .contains("GPT partname local :   2  EFI", "El Torito img path :   1  /isolinux/isolinux.bin");
        String line = report.lines()
                .filter(it -> it.startsWith("El Torito boot img :   2"))
                .findFirst()
                .orElseThrow();
        String[] fields = line.strip().split("\\s+");
        long sector = Long.parseLong(fields[fields.length - 1]);
        Path partition = folder.resolve("esp");
        Command.of(
                        "sh",
                        "-c",
                        "tail -c +" + (sector * 2048 + 1) + " " + image + " | head -c "
                                + Long.parseLong(fields[fields.length - 2]) * 512 + " >" + partition)
                .output();
        assertThat(Command.of("fsck.fat", "-n", partition).output()).contains("6 files, ");
    }
}
