package io.spindle.iso.udf;

import io.spindle.iso.filesystem.ExtentList;
import io.spindle.iso.inspection.ImageWindow;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A run of blocks in which defective packets have their content elsewhere (OSTA UDF, 2.2.9 and 2.2.12).
 *
 * @param replaced first block of a packet in the partition, and the block of the volume that holds its content
 */
record SparablePartition(PhysicalPartition physical, long packetBlocks, NavigableMap<Long, Long> replaced)
        implements Partition {
    private static final String TABLE_IDENTIFIER = "*UDF Sparing Table";
    private static final int TABLE_HEADER_BYTES = 56;
    private static final int ENTRY_BYTES = 8;
    private static final int MAXIMUM_TABLES = 4;
    private static final int MAXIMUM_TABLE_BYTES = 1 << 20;
    /** Entries from here on stand for packets that are free or defective themselves. */
    private static final long FIRST_RESERVED = 0xFFFFFFF0L;

    static SparablePartition read(ImageWindow image, PhysicalPartition physical, ByteBuffer map) {
        long packetBlocks = Math.max(1, map.getShort(40) & 0xFFFF);
        int tables = Math.min(MAXIMUM_TABLES, map.get(42) & 0xFF);
        long tableBytes = Integer.toUnsignedLong(map.getInt(44));
        for (int i = 0; i < tables; i++) {
            long offset = Integer.toUnsignedLong(map.getInt(48 + 4 * i)) * physical.blockBytes();
            int bytes = (int) Math.min(Math.min(tableBytes, MAXIMUM_TABLE_BYTES), image.lengthBytes() - offset);
            Optional<ByteBuffer> table = bytes < TABLE_HEADER_BYTES ? Optional.empty() : image.read(offset, bytes);
            if (table.isPresent() && EntityIdentifier.matches(table.get(), 16, TABLE_IDENTIFIER)) {
                return new SparablePartition(physical, packetBlocks, entries(table.get()));
            }
        }
        image.warning("udf-sparing", -1, "no sparing table can be read; replaced packets hold wrong data");
        return new SparablePartition(physical, packetBlocks, new TreeMap<>());
    }

    private static NavigableMap<Long, Long> entries(ByteBuffer table) {
        NavigableMap<Long, Long> replaced = new TreeMap<>();
        int count = table.getShort(48) & 0xFFFF;
        for (int i = 0, at = TABLE_HEADER_BYTES; i < count && at + ENTRY_BYTES <= table.limit(); i++) {
            long original = Integer.toUnsignedLong(table.getInt(at));
            if (original < FIRST_RESERVED) {
                replaced.put(original, Integer.toUnsignedLong(table.getInt(at + 4)));
            }
            at += ENTRY_BYTES;
        }
        return replaced;
    }

    @Override
    public boolean locate(long block, long lengthBytes, ExtentList places) {
        long at = block * physical.blockBytes();
        long end = at + lengthBytes;
        long packetBytes = packetBlocks * physical.blockBytes();
        while (at < end) {
            Map.Entry<Long, Long> packet = replaced.ceilingEntry(at / packetBytes * packetBlocks);
            long packetStart = packet == null ? end : packet.getKey() * physical.blockBytes();
            long stop;
            boolean placed;
            if (at < packetStart) {
                stop = Math.min(end, packetStart);
                placed = places.add(physical.startBlock() * physical.blockBytes() + at, stop - at);
            } else {
                stop = Math.min(end, packetStart + packetBytes);
                placed = places.add(packet.getValue() * physical.blockBytes() + at - packetStart, stop - at);
            }
            if (!placed) {
                return false;
            }
            at = stop;
        }
        return true;
    }
}
