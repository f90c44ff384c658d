package io.spindle.iso.authoring.boot;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a disc is to boot.
 *
 * @param images boot images that were named, in the order of the catalogue
 * @param automatic whether boot images are looked for where the usual ones lie, for platforms that none was named for
 * @param isolinuxCode code for the first sector that starts isolinux from a disk
 * @param grubCode code for the first sector that starts GRUB from a disk
 */
public record BootOptions(
        List<BootImage> images, boolean automatic, Optional<Path> isolinuxCode, Optional<Path> grubCode) {
    /** What lies in the tree decides. */
    public static final BootOptions AUTOMATIC = new BootOptions(List.of(), true, Optional.empty(), Optional.empty());
    /** Nothing boots. */
    public static final BootOptions NONE = new BootOptions(List.of(), false, Optional.empty(), Optional.empty());

    public BootOptions {
        images = List.copyOf(images);
    }
}
