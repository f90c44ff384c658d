package io.spindle.iso.udf;

import io.spindle.iso.filesystem.ExtentByteSource;
import io.spindle.iso.inspection.UdfDescriptorSequence;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/** Reads the partition maps of a logical volume descriptor (ECMA-167, 3/10.6 and 3/10.7; OSTA UDF, 2.2.8 to 2.2.10). */
final class PartitionMaps {
    private static final int FIRST_MAP = 440;
    private static final int MAXIMUM_MAPS = 8;
    private static final int TYPE_2_BYTES = 64;
    /** Images of recordable discs are often padded behind the last block that was written. */
    private static final int VAT_SEARCH_BLOCKS = 512;

    private static final String VAT_IDENTIFIER = "*UDF Virtual Alloc Tbl";
    private static final int OLD_VAT_TAIL_BYTES = 36;

    private final LogicalVolume volume;
    private final UdfDescriptorSequence descriptors;

    private PartitionMaps(LogicalVolume volume, UdfDescriptorSequence descriptors) {
        this.volume = volume;
        this.descriptors = descriptors;
    }

    /** Adds a partition to the volume for each map; one that cannot be used has no places and is a finding. */
    static void read(LogicalVolume volume, UdfDescriptorSequence descriptors, ByteBuffer logicalVolume) {
        PartitionMaps maps = new PartitionMaps(volume, descriptors);
        long count = Math.min(MAXIMUM_MAPS, Integer.toUnsignedLong(logicalVolume.getInt(268)));
        int at = FIRST_MAP;
        for (int i = 0; i < count && at + 6 <= logicalVolume.limit(); i++) {
            int lengthBytes = logicalVolume.get(at + 1) & 0xFF;
            if (lengthBytes < 6 || lengthBytes > logicalVolume.limit() - at) {
                break;
            }
            ByteBuffer map = logicalVolume.slice(at, lengthBytes).order(ByteOrder.LITTLE_ENDIAN);
            volume.add(maps.partition(map).orElseGet(() -> maps.unusable()));
            at += lengthBytes;
        }
    }

    private Partition unusable() {
        volume.image().error("udf-partition", -1, "a partition of the UDF volume cannot be used");
        return (block, lengthBytes, places) -> false;
    }

    private Optional<Partition> partition(ByteBuffer map) {
        if (map.get(0) == 1) {
            return physical(map.getShort(4) & 0xFFFF).map(Partition.class::cast);
        }
        if (map.get(0) != 2 || map.limit() < TYPE_2_BYTES) {
            return Optional.empty();
        }
        Optional<PhysicalPartition> physical = physical(map.getShort(38) & 0xFFFF);
        return physical.flatMap(base -> switch (EntityIdentifier.name(map, 4)) {
            case "*UDF Virtual Partition" -> virtual(base);
            case "*UDF Sparable Partition" -> Optional.of(SparablePartition.read(volume.image(), base, map));
            case "*UDF Metadata Partition" -> metadata(base, map);
            default -> Optional.<Partition>empty();
        });
    }

    private Optional<PhysicalPartition> physical(int number) {
        return descriptors.byTag().getOrDefault(UdfDescriptorSequence.PARTITION_TAG, List.of()).stream()
                .filter(descriptor -> (descriptor.getShort(22) & 0xFFFF) == number)
                .findFirst()
                .map(descriptor ->
                        new PhysicalPartition(Integer.toUnsignedLong(descriptor.getInt(188)), volume.blockBytes()));
    }

    /** A volume that holds only that partition, to read the files that describe another one. */
    private LogicalVolume alone(PhysicalPartition physical) {
        LogicalVolume alone = new LogicalVolume(volume.image(), volume.blockBytes());
        for (int i = 0; i < MAXIMUM_MAPS; i++) {
            alone.add(physical);
        }
        return alone;
    }

    private Optional<Partition> metadata(PhysicalPartition physical, ByteBuffer map) {
        LogicalVolume alone = alone(physical);
        Optional<FileEntry> main = alone.fileEntry(new BlockAddress(0, Integer.toUnsignedLong(map.getInt(40))));
        if (main.isEmpty()) {
            volume.image().warning("udf-metadata", -1, "the metadata file is broken, its mirror is used");
        }
        return main.or(() -> alone.fileEntry(new BlockAddress(0, Integer.toUnsignedLong(map.getInt(44)))))
                .map(entry -> new MetadataPartition(alone.extents(entry), volume.blockBytes()));
    }

    private Optional<Partition> virtual(PhysicalPartition physical) {
        LogicalVolume alone = alone(physical);
        long last = volume.image().lengthBytes() / volume.blockBytes() - 1 - physical.startBlock();
        for (long block = last; block >= Math.max(0, last - VAT_SEARCH_BLOCKS); block--) {
            Optional<Partition> found =
                    alone.fileEntry(new BlockAddress(0, block)).flatMap(entry -> virtual(alone, physical, entry));
            if (found.isPresent()) {
                return found;
            }
        }
        volume.image().error("udf-vat", -1, "the virtual allocation table is not at the end of the image");
        return Optional.empty();
    }

    /** From revision 2.00 on a header tells of itself, before that an identifier stood at the end. */
    private Optional<Partition> virtual(LogicalVolume alone, PhysicalPartition physical, FileEntry entry) {
        if (entry.fileType() != FileEntry.TYPE_VAT && entry.fileType() != 0) {
            return Optional.empty();
        }
        ExtentByteSource table = alone.content(entry);
        if (entry.fileType() == FileEntry.TYPE_VAT) {
            return volume.image().read(table, 0, 2).map(header -> (Partition) new VirtualPartition(
                    volume.image(), physical, table, header.getShort(0) & 0xFFFF, table.lengthBytes()));
        }
        long entriesEnd = table.lengthBytes() - OLD_VAT_TAIL_BYTES;
        return volume.image()
                .read(table, entriesEnd, OLD_VAT_TAIL_BYTES)
                .filter(tail -> EntityIdentifier.matches(tail, 0, VAT_IDENTIFIER))
                .map(tail -> new VirtualPartition(volume.image(), physical, table, 0, entriesEnd));
    }
}
