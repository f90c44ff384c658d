package io.spindle.iso.authoring.boot;

import io.spindle.iso.authoring.boot.BootImage.Platform;
import io.spindle.iso.authoring.tree.SourceNode;
import java.util.List;
import java.util.Optional;

/** Where boot loaders lie in the trees of the discs that are around. */
final class KnownBootImages {
    private static final List<BootImage> IMAGES = List.of(
            BootImage.bios("isolinux/isolinux.bin", true),
            BootImage.bios("boot/isolinux/isolinux.bin", true),
            BootImage.bios("syslinux/isolinux.bin", true),
            BootImage.bios("boot/syslinux/isolinux.bin", true),
            BootImage.bios("boot/grub/i386-pc/eltorito.img", true),
            BootImage.bios("boot/grub2/i386-pc/eltorito.img", true),
            BootImage.bios("images/eltorito.img", true),
            new BootImage("boot/etfsboot.com", Platform.BIOS, 8, false),
            BootImage.uefi("boot/grub/efi.img"),
            BootImage.uefi("boot/grub/efiboot.img"),
            BootImage.uefi("images/efiboot.img"),
            BootImage.uefi("isolinux/efiboot.img"),
            BootImage.uefi("EFI/archiso/efiboot.img"),
            BootImage.uefi("efi/microsoft/boot/efisys.bin"));

    /** Code for the first sector, each with what tells its kind. */
    private static final List<String> ISOLINUX_CODE = List.of("isolinux/isohdpfx.bin", "boot/isolinux/isohdpfx.bin");

    private static final List<String> GRUB_CODE =
            List.of("boot/grub/i386-pc/boot_hybrid.img", "boot/grub2/i386-pc/boot_hybrid.img");

    private KnownBootImages() {}

    /** The boot image of that platform which the tree holds. */
    static Optional<BootImage> find(SourceNode root, Platform platform) {
        return IMAGES.stream()
                .filter(image -> image.platform() == platform)
                .filter(image -> isFile(root, image.path()))
                .findFirst();
    }

    static Optional<SourceNode> isolinuxCode(SourceNode root) {
        return first(root, ISOLINUX_CODE);
    }

    static Optional<SourceNode> grubCode(SourceNode root) {
        return first(root, GRUB_CODE);
    }

    private static Optional<SourceNode> first(SourceNode root, List<String> paths) {
        return paths.stream().filter(path -> isFile(root, path)).findFirst().flatMap(root::find);
    }

    private static boolean isFile(SourceNode root, String path) {
        return root.find(path)
                .filter(node -> node.kind() == SourceNode.Kind.FILE)
                .isPresent();
    }

    /** Whether UEFI would find a loader if the folder EFI were a partition (UEFI, 3.5.1.1). */
    static Optional<SourceNode> efiFolder(SourceNode root) {
        Optional<SourceNode> loaders = root.find("EFI/BOOT");
        boolean found = loaders.stream()
                .flatMap(folder -> folder.children().stream())
                .anyMatch(node -> node.name().text().matches("(?i)boot[a-z0-9]+\\.efi"));
        return found ? root.child("EFI").filter(SourceNode::isFolder) : Optional.empty();
    }
}
