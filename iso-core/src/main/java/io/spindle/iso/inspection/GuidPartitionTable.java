package io.spindle.iso.inspection;

import io.spindle.iso.inspection.PartitionTable.Partition;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/** Reads a GUID partition table, the primary one or its backup (UEFI, 5.3). */
final class GuidPartitionTable {
    private static final int LOGICAL_BLOCK_BYTES = 512;
    private static final long SIGNATURE = 0x5452415020494645L;
    private static final int PRIMARY_BLOCK = 1;
    private static final int HEADER_BYTES = 92;
    private static final int ENTRY_BYTES = 128;
    private static final int MAXIMUM_TABLE_BYTES = 1 << 18;
    private static final String EFI_SYSTEM_TYPE = "c12a7328-f81f-11d2-ba4b-00a0c93ec93b";

    private GuidPartitionTable() {}

    /**
     * The used entries of the primary table, or of the backup where the primary is broken.
     *
     * @param expected whether the master boot record says that there is a table
     */
    static Optional<List<Partition>> read(ImageWindow image, boolean expected) {
        boolean signed = header(image, PRIMARY_BLOCK).isPresent();
        Optional<List<Partition>> primary = table(image, PRIMARY_BLOCK);
        if (primary.isPresent() || !(signed || expected)) {
            return primary;
        }
        image.warning("gpt-checksum", LOGICAL_BLOCK_BYTES, "the primary GPT is missing or does not match its checksum");
        Optional<List<Partition>> backup = table(image, image.lengthBytes() / LOGICAL_BLOCK_BYTES - 1);
        if (backup.isPresent()) {
            image.info("gpt-backup", -1, "the partitions are those of the backup GPT at the end of the image");
        }
        return backup;
    }

    private static Optional<ByteBuffer> header(ImageWindow image, long block) {
        return image.read(block * LOGICAL_BLOCK_BYTES, LOGICAL_BLOCK_BYTES)
                .filter(header -> header.getLong(0) == SIGNATURE);
    }

    /** The table whose header is in that block, when both match their checksums. */
    private static Optional<List<Partition>> table(ImageWindow image, long block) {
        Optional<ByteBuffer> found = header(image, block).filter(header -> isIntact(header, block));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        ByteBuffer header = found.get();
        long firstBlock = header.getLong(72);
        long count = Integer.toUnsignedLong(header.getInt(80));
        long entryBytes = Integer.toUnsignedLong(header.getInt(84));
        boolean bounded = entryBytes >= ENTRY_BYTES && count > 0 && count <= MAXIMUM_TABLE_BYTES / entryBytes;
        if (!bounded || firstBlock < 0 || firstBlock > image.lengthBytes() / LOGICAL_BLOCK_BYTES) {
            return Optional.empty();
        }
        int tableBytes = (int) (count * entryBytes);
        return image.read(firstBlock * LOGICAL_BLOCK_BYTES, tableBytes)
                .filter(table -> crc(table, tableBytes) == header.getInt(88))
                .map(table -> partitions(table, (int) entryBytes));
    }

    private static boolean isIntact(ByteBuffer header, long block) {
        int headerBytes = header.getInt(12);
        if (headerBytes < HEADER_BYTES || headerBytes > LOGICAL_BLOCK_BYTES || header.getLong(24) != block) {
            return false;
        }
        int stored = header.getInt(16);
        header.putInt(16, 0);
        return crc(header, headerBytes) == stored;
    }

    private static List<Partition> partitions(ByteBuffer table, int entryBytes) {
        List<Partition> partitions = new ArrayList<>();
        for (int at = 0; at + ENTRY_BYTES <= table.limit(); at += entryBytes) {
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

    /** The first three fields are little-endian, the others bytes in order (UEFI, appendix A). */
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
