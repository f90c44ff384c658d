package io.spindle.iso.authoring.boot;

/**
 * A file of the tree that firmware starts.
 *
 * @param path where it is, without a slash at its begin
 * @param platform what starts it
 * @param loadSectors how many 512-byte sectors the BIOS loads; 0 for all of it
 * @param bootInfoTable whether a table with places and sums is written into it (isolinux, GRUB)
 */
public record BootImage(String path, Platform platform, int loadSectors, boolean bootInfoTable) {
    /** Platform identifiers of El Torito, 2.1, and of UEFI, 13.3.2.1. */
    public enum Platform {
        BIOS(0),
        UEFI(0xEF);

        private final int identifier;

        Platform(int identifier) {
            this.identifier = identifier;
        }

        int identifier() {
            return identifier;
        }
    }

    /** For a boot image that is named: four sectors, as all boot loaders for discs expect. */
    public static BootImage bios(String path, boolean bootInfoTable) {
        return new BootImage(path, Platform.BIOS, 4, bootInfoTable);
    }

    /** For an image of an EFI system partition that is named. */
    public static BootImage uefi(String path) {
        return new BootImage(path, Platform.UEFI, 0, false);
    }
}
