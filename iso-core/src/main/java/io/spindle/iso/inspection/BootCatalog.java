package io.spindle.iso.inspection;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The catalogue of boot images (El Torito, 2).
 *
 * @param entries in the order of the catalogue
 */
public record BootCatalog(List<BootEntry> entries) {
    private static final int ENTRY_BYTES = 32;
    private static final int LOAD_SECTOR_BYTES = 512;
    private static final int MAXIMUM_ENTRIES = 64;

    public BootCatalog {
        entries = List.copyOf(entries);
    }

    /**
     * One boot image.
     *
     * @param platform 0 for x86, 1 for PowerPC, 2 for Mac, EFh for EFI
     * @param bootable whether the entry is marked bootable
     * @param emulation {@code none}, {@code floppy-1.2M}, {@code floppy-1.44M}, {@code floppy-2.88M}, {@code hard-disk}
     * @param startSector where the image begins
     * @param loadSectors number of 512-byte sectors that the firmware loads; 0 and 1 mean all for EFI
     */
    public record BootEntry(int platform, boolean bootable, String emulation, long startSector, int loadSectors) {
        /** The firmware that starts this entry. */
        public Optional<Firmware> firmware() {
            if (!bootable) {
                return Optional.empty();
            }
            return switch (platform) {
                case 0 -> Optional.of(Firmware.BIOS);
                case 0xEF -> Optional.of(Firmware.UEFI);
                default -> Optional.empty();
            };
        }
    }

    static BootCatalog read(ImageWindow image, long sector) {
        long offsetBytes = sector * ImageWindow.SECTOR_BYTES;
        int available = (int) Math.min((long) MAXIMUM_ENTRIES * ENTRY_BYTES, image.lengthBytes() - offsetBytes);
        Optional<ByteBuffer> bytes =
                available < 2 * ENTRY_BYTES ? Optional.empty() : image.read(offsetBytes, available);
        if (bytes.isEmpty()) {
            image.error("boot-catalog", offsetBytes, "the boot catalogue lies outside the image");
            return new BootCatalog(List.of());
        }
        if (!isValid(bytes.get())) {
            image.error("boot-catalog", offsetBytes, "the boot catalogue has no valid validation entry");
            return new BootCatalog(List.of());
        }
        return new BootCatalog(entries(image, bytes.get()));
    }

    private static boolean isValid(ByteBuffer catalog) {
        int sum = 0;
        for (int at = 0; at < ENTRY_BYTES; at += Short.BYTES) {
            sum += catalog.getShort(at) & 0xFFFF;
        }
        return catalog.get(0) == 1 && (sum & 0xFFFF) == 0 && (catalog.getShort(30) & 0xFFFF) == 0xAA55;
    }

    private static List<BootEntry> entries(ImageWindow image, ByteBuffer catalog) {
        List<BootEntry> entries = new ArrayList<>();
        int platform = catalog.get(1) & 0xFF;
        int left = 1;
        boolean more = true;
        for (int at = ENTRY_BYTES; at + ENTRY_BYTES <= catalog.limit(); at += ENTRY_BYTES) {
            int indicator = catalog.get(at) & 0xFF;
            if (left > 0) {
                if (indicator != 0x44) {
                    entries.add(entry(image, catalog, at, platform));
                    left--;
                }
            } else if (more && (indicator == 0x90 || indicator == 0x91)) {
                platform = catalog.get(at + 1) & 0xFF;
                left = catalog.getShort(at + 2) & 0xFFFF;
                more = indicator == 0x90;
            } else if (indicator != 0x44) {
                break;
            }
        }
        return entries;
    }

    private static BootEntry entry(ImageWindow image, ByteBuffer catalog, int at, int platform) {
        boolean bootable = (catalog.get(at) & 0xFF) == 0x88;
        long start = Integer.toUnsignedLong(catalog.getInt(at + 8));
        int loadSectors = catalog.getShort(at + 6) & 0xFFFF;
        long loadBytes = Math.max(1, loadSectors) * (long) LOAD_SECTOR_BYTES;
        if (bootable && start * ImageWindow.SECTOR_BYTES + loadBytes > image.lengthBytes()) {
            image.error("boot-image", start * ImageWindow.SECTOR_BYTES, "a boot image lies outside the image");
        }
        return new BootEntry(platform, bootable, emulation(catalog.get(at + 1) & 0x0F), start, loadSectors);
    }

    private static String emulation(int media) {
        return switch (media) {
            case 0 -> "none";
            case 1 -> "floppy-1.2M";
            case 2 -> "floppy-1.44M";
            case 3 -> "floppy-2.88M";
            case 4 -> "hard-disk";
            default -> "unknown-" + media;
        };
    }
}
