package io.spindle.it.harness;

import java.nio.file.Path;

/** Where Debian's packages put the files that tests use. */
public final class PeerFiles {
    public static final Path OVMF = Path.of("/usr/share/ovmf/OVMF.fd");
    /** The same in two parts, as machines that keep their variables have it. */
    public static final Path OVMF_CODE = Path.of("/usr/share/OVMF/OVMF_CODE_4M.fd");

    public static final Path OVMF_VARIABLES = Path.of("/usr/share/OVMF/OVMF_VARS_4M.fd");
    public static final Path MEMTEST = Path.of("/usr/lib/memtest86+/memtest86+x64.iso");
    public static final Path IPXE = Path.of("/usr/lib/ipxe/ipxe.iso");
    public static final Path GRUB_RESCUE = Path.of("/usr/lib/grub-rescue/grub-rescue-cdrom.iso");

    public static final Path ISOLINUX = Path.of("/usr/lib/ISOLINUX/isolinux.bin");
    public static final Path ISOLINUX_DISK_CODE = Path.of("/usr/lib/ISOLINUX/isohdpfx.bin");
    public static final Path ISOLINUX_CORE = Path.of("/usr/lib/syslinux/modules/bios/ldlinux.c32");
    public static final Path GRUB_EFI_CD = Path.of("/usr/lib/grub/x86_64-efi/monolithic/gcdx64.efi");
    public static final Path GRUB_EFI = Path.of("/usr/lib/grub/x86_64-efi/kernel.img");

    private PeerFiles() {}
}
