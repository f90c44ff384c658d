package io.spindle.iso.inspection;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Apple partition map of a hybrid image: what a Macintosh sees (Inside Macintosh: Devices, chapter 3).
 *
 * @param partitions in the order of the map, empty where there is none
 */
public record ApplePartitionMap(List<Partition> partitions) {
    private static final int SIGNATURE = 0x504D;
    private static final int MAXIMUM_PARTITIONS = 64;
    private static final int[] BLOCK_BYTES = {512, 2048};

    public ApplePartitionMap {
        partitions = List.copyOf(partitions);
    }

    /**
     * One partition.
     *
     * @param name may be empty
     * @param type such as {@code Apple_HFS}
     * @param startBytes where it begins
     * @param lengthBytes how long it is
     */
    public record Partition(String name, String type, long startBytes, long lengthBytes) {}

    static ApplePartitionMap read(ImageWindow image) {
        for (int blockBytes : BLOCK_BYTES) {
            List<Partition> partitions = partitions(image, blockBytes);
            if (!partitions.isEmpty()) {
                return new ApplePartitionMap(partitions);
            }
        }
        return new ApplePartitionMap(List.of());
    }

    private static List<Partition> partitions(ImageWindow image, int blockBytes) {
        List<Partition> partitions = new ArrayList<>();
        long count = 1;
        for (int i = 0; i < Math.min(count, MAXIMUM_PARTITIONS); i++) {
            Optional<ByteBuffer> block = image.read((i + 1L) * blockBytes, 512)
                    .map(read -> read.order(ByteOrder.BIG_ENDIAN))
                    .filter(read -> (read.getShort(0) & 0xFFFF) == SIGNATURE);
            if (block.isEmpty()) {
                break;
            }
            count = Integer.toUnsignedLong(block.get().getInt(4));
            partitions.add(partition(block.get(), blockBytes));
        }
        return partitions;
    }

    private static Partition partition(ByteBuffer entry, int blockBytes) {
        return new Partition(
                Labels.identifier(entry, 16, 32).orElse(""),
                Labels.identifier(entry, 48, 32).orElse(""),
                Integer.toUnsignedLong(entry.getInt(8)) * blockBytes,
                Integer.toUnsignedLong(entry.getInt(12)) * blockBytes);
    }
}
