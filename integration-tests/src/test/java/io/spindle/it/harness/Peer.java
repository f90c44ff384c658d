package io.spindle.it.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/** A program or file that tests need and that is no part of Spindle. */
public enum Peer {
    NBDINFO("nbdinfo", "libnbd-bin", program("nbdinfo")),
    NBDCOPY("nbdcopy", "libnbd-bin", program("nbdcopy")),
    NBDSH("nbdsh", "libnbd-bin and python3-libnbd", runs("nbdsh", "-c", "pass")),
    QEMU("qemu-system-x86_64", "qemu-system-x86", program("qemu-system-x86_64")),
    QEMU_IMG("qemu-img", "qemu-utils", program("qemu-img")),
    OVMF("OVMF.fd", "ovmf", file(PeerFiles.OVMF)),
    MEMTEST("memtest86+x64.iso", "memtest86+", file(PeerFiles.MEMTEST)),
    IPXE("ipxe.iso", "ipxe", file(PeerFiles.IPXE)),
    GRUB_RESCUE("grub-rescue-cdrom.iso", "grub-rescue-pc", file(PeerFiles.GRUB_RESCUE)),
    GENISOIMAGE("genisoimage", "genisoimage", program("genisoimage")),
    XORRISO("xorriso", "xorriso", program("xorriso")),
    ISOINFO("isoinfo", "genisoimage", program("isoinfo")),
    BSDTAR("bsdtar", "libarchive-tools", program("bsdtar")),
    SEVEN_ZIP("7z", "p7zip-full", program("7z")),
    MKZFTREE("mkzftree", "genisoimage", program("mkzftree")),
    ISOLINUX("isolinux.bin", "isolinux and syslinux-common", file(PeerFiles.ISOLINUX)),
    GRUB_EFI("GRUB for EFI", "grub-common and grub-efi-amd64-bin", file(PeerFiles.GRUB_EFI)),
    FSCK_FAT("fsck.fat", "dosfstools", program("fsck.fat")),
    CLOUD_INIT("cloud-init", "cloud-init", file(Path.of("/usr/lib/python3/dist-packages/cloudinit"))),
    BLKID("blkid", "util-linux", program("blkid")),
    MKUDFFS("mkudffs", "udftools", program("mkudffs")),
    VCDIMAGER("vcdimager", "vcdimager", program("vcdimager")),
    CHDMAN("chdman", "mame-tools", program("chdman")),
    CDRDAO("cdrdao", "cdrdao", program("cdrdao")),
    CCD2ISO("ccd2iso", "ccd2iso", program("ccd2iso")),
    MDF2ISO("mdf2iso", "mdf2iso", program("mdf2iso")),
    NRG2ISO("nrg2iso", "nrg2iso", program("nrg2iso")),
    IAT("iat", "iat", program("iat")),
    XZ("xz", "xz-utils", program("xz")),
    GZIP("gzip", "gzip", program("gzip")),
    PIGZ("pigz", "pigz", program("pigz")),
    ZSTD("zstd", "zstd", program("zstd")),
    PZSTD("pzstd", "zstd", program("pzstd")),
    BZIP2("bzip2", "bzip2", program("bzip2")),
    BCHUNK("bchunk", "bchunk", program("bchunk")),
    CD_INFO("cd-info", "libcdio-utils", program("cd-info")),
    CD_READ("cd-read", "libcdio-utils", program("cd-read")),
    SOX("sox", "sox", program("sox")),
    CDRSKIN("cdrskin", "cdrskin", program("cdrskin")),
    LINUX(
            "a Linux kernel with its modules",
            "linux-image-amd64",
            () -> LinuxKernel.find().isPresent()),
    UDEV("systemd-udevd", "udev", file(Path.of("/usr/lib/systemd/systemd-udevd"))),
    WODIM("wodim", "wodim", program("wodim")),
    CDPARANOIA("cdparanoia", "cdparanoia", program("cdparanoia")),
    DVD_RW_TOOLS("dvd+rw-mediainfo", "dvd+rw-tools", program("dvd+rw-mediainfo")),
    EJECT("eject", "eject", program("eject")),
    OPEN_ISCSI("iscsid, iscsiadm and iscsistart", "open-iscsi", program("iscsistart")),
    BUSYBOX("busybox", "busybox-static", program("busybox")),
    LIBISCSI("iscsi-test-cu", "libiscsi-bin", program("iscsi-test-cu")),
    OPENSSL("openssl", "openssl", program("openssl")),
    PYTHON("python3", "python3", program("python3")),
    SUSHY("sushy", "python3-sushy", file(Path.of("/usr/lib/python3/dist-packages/sushy"))),
    ANSIBLE("ansible-playbook", "ansible", program("ansible-playbook")),
    REDFISHTOOL("redfishtool", "redfishtool", program("redfishtool")),
    CHROMIUM("chromedriver", "chromium and chromium-driver", program("chromedriver")),
    GPG("gpg", "gnupg", program("gpg")),
    DEBIAN_KEYS(
            "debian-archive-keyring.gpg",
            "debian-archive-keyring",
            file(Path.of("/usr/share/keyrings/debian-archive-keyring.gpg"))),
    ISOMD5SUM("implantisomd5", "isomd5sum", program("implantisomd5")),
    CLAMD("clamd", "clamav-daemon", program("clamd")),
    PROC("/proc", "Linux", () -> Files.exists(Path.of("/proc/self/fd")));

    private final String title;
    private final String debianPackage;
    private final BooleanSupplier probe;

    Peer(String title, String debianPackage, BooleanSupplier probe) {
        this.title = title;
        this.debianPackage = debianPackage;
        this.probe = probe;
    }

    /** What it is, and where it comes from. */
    public String description() {
        return title + " (Debian: " + debianPackage + ")";
    }

    boolean isPresent() {
        return probe.getAsBoolean();
    }

    private static BooleanSupplier program(String name) {
        return () -> Arrays.stream(Command.SEARCH_PATH.split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(name)));
    }

    private static BooleanSupplier runs(String... words) {
        return () -> program(words[0]).getAsBoolean()
                && Command.of((Object[]) words).run().exitCode() == 0;
    }

    private static BooleanSupplier file(Path path) {
        return () -> Files.isReadable(path);
    }
}
