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

    /** The volume, or empty when the recognition sequence names none. */
    static Optional<UdfVolume> read(ImageWindow image) {
        if (!isRecognised(image)) {
            return Optional.empty();
        }
        Optional<ByteBuffer> anchor = anchor(image);
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

    private static Optional<ByteBuffer> anchor(ImageWindow image) {
        long sectors = image.lengthBytes() / ImageWindow.SECTOR_BYTES;
        for (long at : new long[] {256, sectors - 1, sectors - 257, 512}) {
            Optional<ByteBuffer> found = descriptor(image, at).filter(it -> tag(it) == ANCHOR_TAG);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> label(ImageWindow image, ByteBuffer anchor) {
        long count =
                Math.min(MAXIMUM_DESCRIPTORS, Integer.toUnsignedLong(anchor.getInt(16)) / ImageWindow.SECTOR_BYTES);
        long start = Integer.toUnsignedLong(anchor.getInt(20));
        for (long i = 0; i < count; i++) {
            Optional<ByteBuffer> found = descriptor(image, start + i);
            if (found.isEmpty() || tag(found.get()) == TERMINATING_TAG) {
                break;
            }
            if (tag(found.get()) == LOGICAL_VOLUME_TAG) {
                return Labels.dstring(found.get(), 84, 128);
            }
        }
        return Optional.empty();
    }

    /** A descriptor whose tag checks (ECMA-167, 3/7.2). */
    private static Optional<ByteBuffer> descriptor(ImageWindow image, long sector) {
        return image.sector(sector).filter(bytes -> {
            int sum = 0;
            for (int i = 0; i < 16; i++) {
                sum += i == 4 ? 0 : bytes.get(i);
            }
            return (byte) sum == bytes.get(4) && tag(bytes) != 0;
        });
    }

    private static int tag(ByteBuffer descriptor) {
        return descriptor.getShort(0) & 0xFFFF;
    }
}
