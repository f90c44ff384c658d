package io.spindle.iso.inspection;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What is known of a UDF volume (ECMA-167, OSTA UDF).
 *
 * @param label the logical volume identifier
 */
public record UdfVolume(Optional<String> label) {
    private static final int RECOGNITION_FIRST_SECTOR = 16;
    private static final int RECOGNITION_SECTORS = 64;
    private static final int ANCHOR_TAG = 2;
    private static final int LOGICAL_VOLUME_TAG = 6;
    private static final int TERMINATING_TAG = 8;
    private static final int MAXIMUM_DESCRIPTORS = 64;
    private static final int DESCRIPTOR_BYTES = 512;
    /** A disc has blocks of 2048 bytes; images made like a hard disk have blocks of 512. */
    private static final int[] BLOCK_BYTES = {2048, 512};

    /** The volume, or empty when the recognition sequence names none. */
    static Optional<UdfVolume> read(ImageWindow image) {
        if (!isRecognised(image)) {
            return Optional.empty();
        }
        Optional<Anchor> anchor = anchor(image);
        if (anchor.isEmpty()) {
            image.warning("udf-anchor", -1, "the image says that it holds UDF, but no anchor was found");
        }
        return Optional.of(new UdfVolume(anchor.flatMap(found -> label(image, found))));
    }

    private static boolean isRecognised(ImageWindow image) {
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

    /** A block that looks like an anchor of volumes with that block size. */
    private record Anchor(ByteBuffer descriptor, int blockBytes) {}

    private static Optional<Anchor> anchor(ImageWindow image) {
        for (int blockBytes : BLOCK_BYTES) {
            long blocks = image.lengthBytes() / blockBytes;
            for (long at : new long[] {256, blocks - 1, blocks - 257, 512}) {
                Optional<ByteBuffer> found = descriptor(image, at, blockBytes).filter(it -> tag(it) == ANCHOR_TAG);
                if (found.isPresent()) {
                    return Optional.of(new Anchor(found.get(), blockBytes));
                }
            }
        }
        return Optional.empty();
    }

    /** From the main descriptor sequence, or else from the reserve one (ECMA-167, 3/10.2). */
    private static Optional<String> label(ImageWindow image, Anchor anchor) {
        return logicalVolume(image, anchor, 16)
                .or(() -> logicalVolume(image, anchor, 24))
                .flatMap(descriptor -> Labels.dstring(descriptor, 84, 128));
    }

    private static Optional<ByteBuffer> logicalVolume(ImageWindow image, Anchor anchor, int extentAt) {
        long extentBytes = Integer.toUnsignedLong(anchor.descriptor().getInt(extentAt));
        long start = Integer.toUnsignedLong(anchor.descriptor().getInt(extentAt + 4));
        for (long i = 0; i < Math.min(MAXIMUM_DESCRIPTORS, extentBytes / anchor.blockBytes()); i++) {
            Optional<ByteBuffer> found = descriptor(image, start + i, anchor.blockBytes());
            if (found.isEmpty() || tag(found.get()) == TERMINATING_TAG) {
                break;
            }
            if (tag(found.get()) == LOGICAL_VOLUME_TAG) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** A descriptor whose tag has the right sum and names the block that it is in (ECMA-167, 3/7.2). */
    private static Optional<ByteBuffer> descriptor(ImageWindow image, long block, int blockBytes) {
        return image.read(block * blockBytes, DESCRIPTOR_BYTES).filter(bytes -> {
            int sum = 0;
            for (int i = 0; i < 16; i++) {
                sum += i == 4 ? 0 : bytes.get(i);
            }
            return (byte) sum == bytes.get(4) && tag(bytes) != 0 && bytes.getInt(12) == (int) block;
        });
    }

    private static int tag(ByteBuffer descriptor) {
        return descriptor.getShort(0) & 0xFFFF;
    }
}
