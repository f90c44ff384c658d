package io.spindle.app;

import io.spindle.iso.authoring.AuthoringOptions;
import io.spindle.iso.authoring.AuthoringOptions.Udf;
import io.spindle.iso.authoring.boot.BootImage;
import io.spindle.iso.authoring.boot.BootOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The flags that say how a folder becomes a disc; named as those of xorriso and mkisofs. */
final class AuthoringFlags {
    @Option(
            names = {"-V", "--volid"},
            paramLabel = "LABEL",
            description = {
                "What the disc is known by, up to 32 characters. Default: cidata, config-2 or OEMDRV where the folder is a"
                        + " seed of that kind, else the folder's name."
            })
    String label;

    @Option(names = "--publisher", paramLabel = "TEXT", defaultValue = "", description = "Who gives it out.")
    String publisher;

    @Option(
            names = {"-p", "--preparer"},
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Who made it.")
    String preparer;

    @Option(
            names = {"-A", "--appid"},
            paramLabel = "TEXT",
            defaultValue = "",
            description = "What it is for.")
    String application;

    @Option(
            names = "--iso-level",
            paramLabel = "N",
            defaultValue = "3",
            description = "1: names of 8 and 3 characters in the plain tree; 2 and 3: 31. Default 3.")
    int isoLevel;

    @Option(names = "--no-joliet", description = "No tree for Windows.")
    boolean noJoliet;

    @Option(names = "--no-rock-ridge", description = "No names, links and modes for POSIX.")
    boolean noRockRidge;

    @Option(
            names = "--udf",
            negatable = true,
            description =
                    "With a tree of UDF, or without. Default: with, where a file has over 4 GiB or a name over 64 characters.")
    Boolean udf;

    @Option(
            names = "--keep-owners",
            description = "Keep owners and modes. Default: all belongs to root, all may read it.")
    boolean keepOwners;

    @Option(
            names = {"-b", "--eltorito-boot"},
            paramLabel = "PATH",
            description = {
                "A boot image for the BIOS, by its path on the disc. Default: isolinux, GRUB or the loader of Windows where"
                        + " they usually lie."
            })
    String biosImage;

    @Option(names = "--boot-info-table", description = "With -b: write the table that isolinux and GRUB need into it.")
    boolean bootInfoTable;

    @Option(
            names = "--boot-load-size",
            paramLabel = "N",
            defaultValue = "4",
            description = "With -b: how many sectors of 512 bytes the BIOS loads. Default 4.")
    int loadSectors;

    @Option(
            names = {"-e", "--efi-boot"},
            paramLabel = "PATH",
            description = {
                "An image of an EFI system partition, by its path on the disc. Default: efi.img where it usually lies, else"
                        + " one is made of the folder EFI if EFI/BOOT has loaders."
            })
    String efiImage;

    @Option(
            names = "--isohybrid-mbr",
            paramLabel = "FILE",
            description = "isohdpfx.bin of isolinux: boots as a disk under a BIOS too.")
    Path isolinuxCode;

    @Option(
            names = "--grub2-mbr",
            paramLabel = "FILE",
            description = "boot_hybrid.img of GRUB: boots as a disk under a BIOS too.")
    Path grubCode;

    @Option(names = "--no-boot", description = "Do not look for boot images.")
    boolean noBoot;

    /** What they mean together. */
    AuthoringOptions options() {
        if (isoLevel < 1 || isoLevel > 3) {
            throw new UsageFault("--iso-level " + isoLevel + " is not known: write 1, 2 or 3");
        }
        if (loadSectors < 1 || loadSectors > 0xFFFF) {
            throw new UsageFault("--boot-load-size " + loadSectors + " is not from 1 to 65535");
        }
        if (biosImage == null && bootInfoTable) {
            throw new UsageFault("--boot-info-table is for a boot image: name it with -b");
        }
        return new AuthoringOptions(
                Optional.ofNullable(label),
                publisher,
                preparer,
                application,
                isoLevel == 1,
                !noJoliet,
                !noRockRidge,
                udf == null ? Udf.WHERE_NEEDED : udf ? Udf.YES : Udf.NO,
                keepOwners,
                SourceDate.of(System.getenv()),
                boot());
    }

    private BootOptions boot() {
        List<BootImage> images = new ArrayList<>();
        if (biosImage != null) {
            images.add(new BootImage(biosImage, BootImage.Platform.BIOS, loadSectors, bootInfoTable));
        }
        if (efiImage != null) {
            images.add(BootImage.uefi(efiImage));
        }
        return new BootOptions(images, !noBoot, Optional.ofNullable(isolinuxCode), Optional.ofNullable(grubCode));
    }
}
