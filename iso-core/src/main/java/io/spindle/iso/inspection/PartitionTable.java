package io.spindle.iso.inspection;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The partition table of a hybrid image: what firmware sees that takes it for a disk.
 *
 * @param scheme {@code none}, {@code MBR} or {@code GPT}
 * @param partitions the entries that are used
 */
public record PartitionTable(String scheme, List<Partition> partitions) {
    private static final int LOGICAL_BLOCK_BYTES = 512;
    private static final int MAXIMUM_GPT_ENTRIES = 128;
    private static final String EFI_SYSTEM_TYPE = "c12a7328-f81f-11d2-ba4b-00a0c93ec93b";
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
        Optional<PartitionTable> gpt =
                image.read(LOGICAL_BLOCK_BYTES, LOGICAL_BLOCK_BYTES).flatMap(header -> gpt(image, header));
        return gpt.orElseGet(() -> mbr(head.get()));
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

    private static Optional<PartitionTable> gpt(ImageWindow image, ByteBuffer header) {
        int headerBytes = header.getInt(12);
        boolean signed = header.getLong(0) == 0x5452415020494645L;
        if (!signed || headerBytes < 92 || headerBytes > LOGICAL_BLOCK_BYTES) {
            return Optional.empty();
        }
        int stored = header.getInt(16);
        header.putInt(16, 0);
        if (crc(header, headerBytes) != stored) {
            image.warning("gpt-checksum", LOGICAL_BLOCK_BYTES, "the GPT header does not match its checksum");
        }
        int count = header.getInt(80);
        int entryBytes = header.getInt(84);
        if (count < 1 || count > MAXIMUM_GPT_ENTRIES || entryBytes < 128 || entryBytes > 4096) {
            image.warning("gpt-entries", LOGICAL_BLOCK_BYTES, "the GPT header claims an absurd table");
            return Optional.of(new PartitionTable("GPT", List.of()));
        }
        long tableBytes = header.getLong(72) * LOGICAL_BLOCK_BYTES;
        return Optional.of(new PartitionTable(
                "GPT",
                image.read(tableBytes, count * entryBytes)
                        .map(table -> gptPartitions(table, count, entryBytes))
                        .orElse(List.of())));
    }

    private static List<Partition> gptPartitions(ByteBuffer table, int count, int entryBytes) {
        List<Partition> partitions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int at = i * entryBytes;
            long first = table.getLong(at + 32);
            long last = table.getLong(at + 40);
            boolean used = table.getLong(at) != 0 || table.getLong(at + 8) != 0;
            if (used && first >= 0 && last >= first && last < Long.MAX_VALUE / LOGICAL_BLOCK_BYTES) {
                String type = guid(table, at);
                long bytes = (last - first + 1) * LOGICAL_BLOCK_BYTES;
                partitions.add(
                        new Partition(type, first * LOGICAL_BLOCK_BYTES, bytes, type.equals(EFI_SYSTEM_TYPE), false));
            }
        }
        return partitions;
    }

    private static String guid(ByteBuffer in, int at) {
        return String.format(
                "%08x-%04x-%04x-%04x-%012x",
                in.getInt(at),
                in.getShort(at + 4),
                in.getShort(at + 6),
                Short.reverseBytes(in.getShort(at + 8)),
                Long.reverseBytes(in.getLong(at + 8)) & 0xFFFF_FFFF_FFFFL);
    }

    private static int crc(ByteBuffer in, int lengthBytes) {
        CRC32 crc = new CRC32();
        crc.update(in.slice(0, lengthBytes));
        return (int) crc.getValue();
    }
}
