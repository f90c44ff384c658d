package io.spindle.iso.authoring.boot;

import io.spindle.iso.authoring.boot.BootImage.Platform;
import io.spindle.iso.authoring.layout.Fields;
import io.spindle.iso.authoring.layout.FilePlaces;
import io.spindle.iso.authoring.layout.SectorCursor;
import io.spindle.iso.authoring.layout.Segment;
import io.spindle.iso.authoring.tree.NodeFields;
import io.spindle.iso.authoring.tree.SourceException;
import io.spindle.iso.authoring.tree.SourceNode;
import io.spindle.iso.authoring.tree.SourceTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which images of a disc boot, and all that is on it because of them. */
public final class BootPlan {
    private static final int MAXIMUM_IMAGE_BYTES = 64 << 20;
    private static final int MAXIMUM_CODE_BYTES = 32 << 10;
    private static final int MAXIMUM_LOAD_SECTORS = 0xFFFF;
    private static final int GRUB_CODE_SECTOR = 0x1B0;
    private static final int ISOLINUX_CODE_SECTOR = 0x1B0;
    private static final int DISK_SECTORS = SectorCursor.SECTOR_BYTES / PartitionTables.SECTOR_BYTES;
    /** Disks have whole cylinders of 64 heads and 32 sectors, for those who reckon with them. */
    private static final int CYLINDER_SECTORS = 512;

    private final List<Found> images;
    private final Optional<FatVolume> efiPartition;
    private final byte[] identity;
    private final Optional<byte[]> isolinuxCode;
    private final Optional<byte[]> grubCode;
    private long catalogSector;
    private long efiPartitionSector;

    /** A boot image and the file that holds it. */
    private record Found(BootImage image, SourceNode file) {}

    /** Reads files of the tree while the disc is planned. */
    public interface FileReader {
        /** All bytes of a file. */
        byte[] read(SourceNode file) throws IOException;
    }

    private BootPlan(
            List<Found> images,
            Optional<FatVolume> efiPartition,
            byte[] identity,
            Optional<byte[]> isolinuxCode,
            Optional<byte[]> grubCode) {
        this.images = images;
        this.efiPartition = efiPartition;
        this.identity = identity;
        this.isolinuxCode = isolinuxCode;
        this.grubCode = grubCode;
    }

    /**
     * Finds what boots.
     *
     * @param identity from which identifiers are derived, 16 bytes
     * @throws SourceException when something that was named is not there or cannot boot
     */
    public static BootPlan of(
            SourceTree tree, BootOptions options, NodeFields fields, byte[] identity, FileReader reader)
            throws IOException {
        List<Found> images = new ArrayList<>();
        for (BootImage named : options.images()) {
            images.add(new Found(named, file(tree.root(), named.path())));
        }
        Optional<FatVolume> efiPartition = Optional.empty();
        if (options.automatic()) {
            if (!boots(images, Platform.BIOS)) {
                KnownBootImages.find(tree.root(), Platform.BIOS)
                        .ifPresent(image -> images.add(0, found(tree.root(), image)));
            }
            if (!boots(images, Platform.UEFI)) {
                KnownBootImages.find(tree.root(), Platform.UEFI)
                        .ifPresent(image -> images.add(found(tree.root(), image)));
            }
            Optional<SourceNode> efi = KnownBootImages.efiFolder(tree.root());
            if (!boots(images, Platform.UEFI) && efi.isPresent()) {
                int serial = ByteBuffer.wrap(identity).getInt();
                efiPartition = Optional.of(FatVolume.of(efi.get(), fields, serial));
            }
        }
        boolean bios = boots(images, Platform.BIOS);
        return new BootPlan(
                images,
                efiPartition,
                identity,
                code(
                        options.isolinuxCode(),
                        bios ? KnownBootImages.isolinuxCode(tree.root()) : Optional.empty(),
                        reader),
                code(options.grubCode(), bios ? KnownBootImages.grubCode(tree.root()) : Optional.empty(), reader));
    }

    private static boolean boots(List<Found> images, Platform platform) {
        return images.stream().anyMatch(found -> found.image().platform() == platform);
    }

    private static Found found(SourceNode root, BootImage image) {
        return new Found(image, root.find(image.path()).orElseThrow());
    }

    private static SourceNode file(SourceNode root, String path) throws SourceException {
        return root.find(path)
                .filter(node -> node.kind() == SourceNode.Kind.FILE)
                .orElseThrow(() -> new SourceException(
                        "the boot image " + path + " is not in the folder: give its path as it is on the disc"));
    }

    private static Optional<byte[]> code(Optional<Path> named, Optional<SourceNode> known, FileReader reader)
            throws IOException {
        if (named.isPresent()) {
            if (Files.size(named.get()) > MAXIMUM_CODE_BYTES) {
                throw new SourceException(named.get() + " is too long for code of a master boot record");
            }
            return Optional.of(Files.readAllBytes(named.get()));
        }
        boolean small = known.isPresent() && known.get().sizeBytes() <= MAXIMUM_CODE_BYTES;
        return small ? Optional.of(reader.read(known.get())) : Optional.empty();
    }

    /** True when there is a catalogue. */
    public boolean boots() {
        return !images.isEmpty() || efiPartition.isPresent();
    }

    /** True when the image boots as a disk too. */
    public boolean isHybrid() {
        return efiPartition.isPresent() || boots(images, Platform.UEFI) || code().isPresent();
    }

    /** What boots, a line each, for people. */
    public List<String> described() {
        List<String> lines = new ArrayList<>();
        images.forEach(found ->
                lines.add(found.image().platform() + " by " + found.file().path()));
        efiPartition.ifPresent(volume -> lines.add("UEFI by the folder EFI, as a partition"));
        return lines;
    }

    /** Gives a place to the catalogue. */
    public void takeCatalog(SectorCursor cursor) {
        if (boots()) {
            catalogSector = cursor.take(1);
        }
    }

    /** Gives a place to the EFI system partition. */
    public void takePartition(SectorCursor cursor) {
        efiPartition.ifPresent(volume -> efiPartitionSector = cursor.take(volume.lengthBytes()));
    }

    /** Leaves room for what is at the end of a disk. */
    public void takeEnd(SectorCursor cursor) {
        if (isHybrid()) {
            cursor.take((long) PartitionTables.BACKUP_SECTORS * PartitionTables.SECTOR_BYTES);
            cursor.align(CYLINDER_SECTORS);
        }
    }

    public long catalogSector() {
        return catalogSector;
    }

    /** The files whose bytes on the disc are others than in the folder, because they are told where they lie. */
    public Map<SourceNode, byte[]> patched(FilePlaces places, FileReader reader) throws IOException {
        Map<SourceNode, byte[]> patched = new HashMap<>();
        for (Found found : images) {
            if (found.image().bootInfoTable()) {
                SourceNode file = found.file().first();
                if (file.sizeBytes() > MAXIMUM_IMAGE_BYTES) {
                    throw new SourceException(file.path() + " is too long for a boot image");
                }
                long sector = places.firstSector(file);
                byte[] image = reader.read(file);
                // The table has a sum of all that is behind it.
                byte[] listed = grubCode.isPresent() ? BootInfoTable.writeGrubBlockList(image, sector) : image;
                patched.put(file, BootInfoTable.write(listed, sector, file.path()));
            }
        }
        return patched;
    }

    /** Catalogue, partition and partition tables. */
    public List<Segment> segments(FilePlaces places, long totalBytes) throws IOException {
        List<Segment> segments = new ArrayList<>();
        if (!boots()) {
            return segments;
        }
        List<BootCatalog.Entry> entries = new ArrayList<>();
        for (Found found : images) {
            entries.add(new BootCatalog.Entry(
                    found.image().platform(), loadSectors(found), places.firstSector(found.file())));
        }
        efiPartition.ifPresent(volume -> {
            int sectors = loadSectors(volume.lengthBytes());
            entries.add(new BootCatalog.Entry(Platform.UEFI, sectors, efiPartitionSector));
            segments.addAll(volume.segments(efiPartitionSector * SectorCursor.SECTOR_BYTES));
        });
        segments.add(new Segment.Memory(catalogSector * SectorCursor.SECTOR_BYTES, BootCatalog.of(entries)));
        if (isHybrid()) {
            PartitionTables tables = new PartitionTables(totalBytes, identity, code(places), efiRange(places));
            segments.add(new Segment.Memory(0, tables.systemArea()));
            if (tables.efiPartition().isPresent()) {
                byte[] backup = tables.backup();
                segments.add(new Segment.Memory(totalBytes - backup.length, backup));
            }
        }
        return segments;
    }

    private static int loadSectors(Found found) {
        return found.image().loadSectors() > 0
                ? found.image().loadSectors()
                : loadSectors(found.file().sizeBytes());
    }

    /** UEFI takes 0 for all that follows. */
    private static int loadSectors(long lengthBytes) {
        long sectors = (lengthBytes + PartitionTables.SECTOR_BYTES - 1) / PartitionTables.SECTOR_BYTES;
        return sectors > MAXIMUM_LOAD_SECTORS ? 0 : (int) sectors;
    }

    private Optional<PartitionTables.Range> efiRange(FilePlaces places) {
        if (efiPartition.isPresent()) {
            return Optional.of(range(efiPartitionSector, efiPartition.get().lengthBytes()));
        }
        return images.stream()
                .filter(found -> found.image().platform() == Platform.UEFI)
                .map(found ->
                        range(places.firstSector(found.file()), found.file().sizeBytes()))
                .findFirst();
    }

    private static PartitionTables.Range range(long sector, long lengthBytes) {
        long first = sector * DISK_SECTORS;
        return new PartitionTables.Range(
                first, first + Math.max(1, SectorCursor.sectors(lengthBytes)) * DISK_SECTORS - 1);
    }

    private Optional<byte[]> code() {
        return grubCode.or(() -> isolinuxCode);
    }

    /** The code with the place of what it loads: isolinux itself, or GRUB behind its first five 512-byte sectors. */
    private byte[] code(FilePlaces places) {
        Optional<Found> bios = images.stream()
                .filter(found -> found.image().platform() == Platform.BIOS)
                .findFirst();
        if (code().isEmpty() || bios.isEmpty()) {
            return new byte[0];
        }
        ByteBuffer out = Fields.zeros(440);
        out.put(code().get(), 0, Math.min(440, code().get().length));
        long sector = places.firstSector(bios.get().file()) * DISK_SECTORS;
        return grubCode.isPresent()
                ? out.putLong(GRUB_CODE_SECTOR, sector + 4).array()
                : out.putInt(ISOLINUX_CODE_SECTOR, (int) sector)
                        .putInt(ISOLINUX_CODE_SECTOR + 4, 0)
                        .array();
    }
}
