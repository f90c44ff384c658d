package io.spindle.iso.inspection;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The volume descriptors of UDF that an anchor leads to (ECMA-167, 3/8.4).
 *
 * @param blockBytes bytes of a block: 2048 on a disc, 512 on images made like a hard disk
 * @param byTag the descriptors by the identifier of their tag, in order, a block each, little-endian
 */
public record UdfDescriptorSequence(int blockBytes, Map<Integer, List<ByteBuffer>> byTag) {
    /** Identifiers of tags (ECMA-167, 3/7.2.1). */
    public static final int PARTITION_TAG = 5;

    public static final int LOGICAL_VOLUME_TAG = 6;
    private static final int ANCHOR_TAG = 2;
    private static final int TERMINATING_TAG = 8;
    private static final int POINTER_TAG = 3;
    private static final int RECOGNITION_FIRST_SECTOR = 16;
    private static final int RECOGNITION_SECTORS = 64;
    private static final int MAXIMUM_DESCRIPTORS = 64;
    private static final int TAG_BYTES = 16;
    private static final int CRC_POLYNOMIAL = 0x1021;
    private static final int[] CRC_TABLE = crcTable();
    private static final int[] BLOCK_BYTES = {2048, 512, 1024, 4096};

    public UdfDescriptorSequence {
        byTag = Map.copyOf(byTag);
    }

    /** True when the volume recognition sequence names UDF (ECMA-167, 2/8.3). */
    public static boolean isRecognised(ImageWindow image) {
        for (int i = 0; i < RECOGNITION_SECTORS; i++) {
            Optional<ByteBuffer> sector = image.sector(RECOGNITION_FIRST_SECTOR + i);
            String identifier = sector.map(VolumeDescriptorSet::identifier).orElse("");
            switch (identifier) {
                case "NSR02", "NSR03" -> {
                    return true;
                }
                case "CD001", "BEA01", "BOOT2", "CDW02" -> {}
                default -> {
                    return false;
                }
            }
        }
        return false;
    }

    /** The main sequence, or the reserve one where the main holds no logical volume; empty where no anchor is found. */
    public static Optional<UdfDescriptorSequence> read(ImageWindow image) {
        for (int blockBytes : BLOCK_BYTES) {
            long blocks = image.lengthBytes() / blockBytes;
            for (long at : new long[] {256, blocks - 1, blocks - 257, 512}) {
                Optional<ByteBuffer> anchor =
                        descriptor(image, at, blockBytes, blockBytes).filter(it -> tag(it) == ANCHOR_TAG);
                if (anchor.isPresent()) {
                    UdfDescriptorSequence main = sequence(image, anchor.get(), 16, blockBytes);
                    boolean whole = main.byTag.containsKey(LOGICAL_VOLUME_TAG);
                    return Optional.of(whole ? main : sequence(image, anchor.get(), 24, blockBytes));
                }
            }
        }
        return Optional.empty();
    }

    private static UdfDescriptorSequence sequence(ImageWindow image, ByteBuffer anchor, int extentAt, int blockBytes) {
        Map<Integer, List<ByteBuffer>> byTag = new HashMap<>();
        long left = Integer.toUnsignedLong(anchor.getInt(extentAt)) / blockBytes;
        long block = Integer.toUnsignedLong(anchor.getInt(extentAt + 4));
        for (int i = 0; i < MAXIMUM_DESCRIPTORS && left > 0; i++, left--) {
            Optional<ByteBuffer> found = descriptor(image, block++, blockBytes, blockBytes);
            if (found.isEmpty() || tag(found.get()) == TERMINATING_TAG) {
                break;
            }
            if (tag(found.get()) == POINTER_TAG) {
                left = Integer.toUnsignedLong(found.get().getInt(20)) / blockBytes + 1;
                block = Integer.toUnsignedLong(found.get().getInt(24));
            }
            byTag.computeIfAbsent(tag(found.get()), tag -> new ArrayList<>()).add(found.get());
        }
        return new UdfDescriptorSequence(blockBytes, byTag);
    }

    /** The descriptor of that kind that prevails: the one with the highest sequence number. */
    public Optional<ByteBuffer> prevailing(int tag) {
        return byTag.getOrDefault(tag, List.of()).stream()
                .reduce((one, other) -> Integer.compareUnsigned(other.getInt(16), one.getInt(16)) >= 0 ? other : one);
    }

    /** The volume identifier of the prevailing logical volume descriptor. */
    public Optional<String> label() {
        return prevailing(LOGICAL_VOLUME_TAG).flatMap(descriptor -> Labels.dstring(descriptor, 84, 128));
    }

    private static Optional<ByteBuffer> descriptor(ImageWindow image, long block, int blockBytes, int lengthBytes) {
        return image.read(block * blockBytes, lengthBytes).filter(bytes -> isTagged(bytes, (int) block));
    }

    /** True for a descriptor whose tag has the right sums and names the block that it is in (ECMA-167, 3/7.2). */
    public static boolean isTagged(ByteBuffer descriptor, int block) {
        return isIntact(descriptor) && descriptor.getInt(12) == block;
    }

    /** True for a descriptor whose tag has the right sum and CRC. */
    public static boolean isIntact(ByteBuffer descriptor) {
        int sum = 0;
        for (int i = 0; i < TAG_BYTES; i++) {
            sum += i == 4 ? 0 : descriptor.get(i);
        }
        int crcBytes = descriptor.getShort(10) & 0xFFFF;
        return (byte) sum == descriptor.get(4)
                && tag(descriptor) != 0
                && crcBytes <= descriptor.limit() - TAG_BYTES
                && crc(descriptor, crcBytes) == (descriptor.getShort(8) & 0xFFFF);
    }

    /** CRC-ITU-T of what follows the tag (ECMA-167, 3/7.2.6). */
    private static int crc(ByteBuffer descriptor, int lengthBytes) {
        int crc = 0;
        for (int i = 0; i < lengthBytes; i++) {
            crc = (crc << 8 ^ CRC_TABLE[(crc >> 8 ^ descriptor.get(TAG_BYTES + i)) & 0xFF]) & 0xFFFF;
        }
        return crc;
    }

    private static int[] crcTable() {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int crc = i << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) != 0 ? crc << 1 ^ CRC_POLYNOMIAL : crc << 1;
            }
            table[i] = crc & 0xFFFF;
        }
        return table;
    }

    /** The identifier of the descriptor's tag. */
    public static int tag(ByteBuffer descriptor) {
        return descriptor.getShort(0) & 0xFFFF;
    }
}
