package io.spindle.iso.scanning;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.filesystem.FileExtent;
import io.spindle.iso.inspection.BootCatalog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Where a boot image lies that is no file. The catalogue only tells how much of it the firmware loads at first (El Torito,
 * 2.2), so that a FAT file system in it counts as a whole.
 */
record BootImageExtent(long offsetBytes, long lengthBytes) {
    private static final int SECTOR_BYTES = 2048;
    private static final int LOAD_SECTOR_BYTES = 512;
    private static final int EFI = 0xEF;

    /**
     * That of an entry; empty when it is a file, or lies outside of the image.
     *
     * @param files the extents of all files
     */
    static Optional<BootImageExtent> of(
            BootCatalog.BootEntry entry, ByteSource image, Collection<List<FileExtent>> files) throws IOException {
        long offset = entry.startSector() * SECTOR_BYTES;
        long left = image.lengthBytes() - offset;
        if (left <= 0) {
            return Optional.empty();
        }
        long length = Math.min(left, length(entry, image, offset, files));
        boolean isFile = files.stream()
                .filter(it -> !it.isEmpty())
                .anyMatch(it -> it.get(0).offsetBytes() == offset && it.get(0).lengthBytes() >= length);
        return isFile ? Optional.empty() : Optional.of(new BootImageExtent(offset, length));
    }

    private static long length(
            BootCatalog.BootEntry entry, ByteSource image, long offset, Collection<List<FileExtent>> files)
            throws IOException {
        long loaded = (long) entry.loadSectors() * LOAD_SECTOR_BYTES;
        long least = Math.max(loaded, fatBytes(image, offset));
        return switch (entry.emulation()) {
            case "floppy-1.2M" -> 1200 << 10;
            case "floppy-1.44M" -> 1440 << 10;
            case "floppy-2.88M" -> 2880 << 10;
            case "hard-disk" -> untilNextFile(image, offset, files);
            default ->
                entry.platform() == EFI && least <= LOAD_SECTOR_BYTES
                        ? untilNextFile(image, offset, files)
                        : Math.max(least, LOAD_SECTOR_BYTES);
        };
    }

    private static long untilNextFile(ByteSource image, long offset, Collection<List<FileExtent>> files) {
        return files.stream()
                        .flatMap(List::stream)
                        .mapToLong(FileExtent::offsetBytes)
                        .filter(it -> it > offset)
                        .min()
                        .orElse(image.lengthBytes())
                - offset;
    }

    /** The length that the boot sector of a FAT file system tells (ECMA-107, 8); 0 where there is none. */
    private static long fatBytes(ByteSource image, long offset) throws IOException {
        if (image.lengthBytes() - offset < LOAD_SECTOR_BYTES) {
            return 0;
        }
        ByteBuffer sector = ByteBuffer.allocate(LOAD_SECTOR_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        image.read(offset, sector);
        int jump = sector.get(0) & 0xFF;
        int sectorBytes = sector.getShort(11) & 0xFFFF;
        boolean fat = (jump == 0xEB || jump == 0xE9)
                && (sector.getShort(510) & 0xFFFF) == 0xAA55
                && Integer.bitCount(sectorBytes) == 1
                && sectorBytes >= LOAD_SECTOR_BYTES;
        long count =
                sector.getShort(19) == 0 ? Integer.toUnsignedLong(sector.getInt(32)) : sector.getShort(19) & 0xFFFF;
        return fat ? count * sectorBytes : 0;
    }
}
