package io.spindle.iso.inspection;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The partition table of a hybrid image: what firmware sees that takes it for a disk.
 *
 * @param scheme {@code none}, {@code MBR} or {@code GPT}
 * @param partitions the entries that are used
 */
public record PartitionTable(String scheme, List<Partition> partitions) {
    private static final int LOGICAL_BLOCK_BYTES = 512;
    private static final int MBR_EFI_TYPE = 0xEF;
    private static final int MBR_PROTECTIVE_TYPE = 0xEE;

    public PartitionTable {
        partitions = List.copyOf(partitions);
    }

    /**
     * One partition.
     *
     * @param type the MBR type in hexadecimal, or the GPT type GUID
     * @param startBytes where it begins
     * @param lengthBytes how long it is
     * @param efiSystem whether UEFI looks for a boot loader in it
     * @param active whether a BIOS would boot it
     */
    public record Partition(String type, long startBytes, long lengthBytes, boolean efiSystem, boolean active) {}

    static PartitionTable read(ImageWindow image) {
        Optional<ByteBuffer> head = image.read(0, LOGICAL_BLOCK_BYTES);
        if (head.isEmpty() || (head.get().getShort(510) & 0xFFFF) != 0xAA55) {
            return new PartitionTable("none", List.of());
        }
        return GuidPartitionTable.read(image, isProtective(head.get()))
                .map(partitions -> new PartitionTable("GPT", partitions))
                .orElseGet(() -> mbr(head.get()));
    }

    private static boolean isProtective(ByteBuffer head) {
        return IntStream.range(0, 4)
                .map(entry -> head.get(446 + 16 * entry + 4) & 0xFF)
                .anyMatch(type -> type == MBR_PROTECTIVE_TYPE);
    }

    private static PartitionTable mbr(ByteBuffer head) {
        List<Partition> partitions = new ArrayList<>();
        for (int at = 446; at < 510; at += 16) {
            int type = head.get(at + 4) & 0xFF;
            long blocks = Integer.toUnsignedLong(head.getInt(at + 12));
            if (blocks > 0 && type != MBR_PROTECTIVE_TYPE) {
                long start = Integer.toUnsignedLong(head.getInt(at + 8)) * LOGICAL_BLOCK_BYTES;
                partitions.add(new Partition(
                        String.format("0x%02x", type),
                        start,
                        blocks * LOGICAL_BLOCK_BYTES,
                        type == MBR_EFI_TYPE,
                        (head.get(at) & 0x80) != 0));
            }
        }
        return new PartitionTable(partitions.isEmpty() ? "none" : "MBR", partitions);
    }
}
