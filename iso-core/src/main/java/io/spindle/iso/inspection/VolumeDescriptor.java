package io.spindle.iso.inspection;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What a primary or supplementary volume descriptor says (ECMA-119, 8.4 and 8.5).
 *
 * @param volume volume identifier
 * @param system system identifier
 * @param volumeSet volume set identifier
 * @param publisher publisher identifier
 * @param preparer data preparer identifier
 * @param application application identifier
 * @param created when the volume was made
 * @param modified when it was last changed
 * @param volumeSpaceSizeBytes what the volume claims to take, which is often less than the image
 * @param logicalBlockBytes unit of the places of extents
 * @param rootOffsetBytes where the root directory begins in the image
 * @param rootLengthBytes how long the root directory claims to be
 */
public record VolumeDescriptor(
        Optional<String> volume,
        Optional<String> system,
        Optional<String> volumeSet,
        Optional<String> publisher,
        Optional<String> preparer,
        Optional<String> application,
        Optional<OffsetDateTime> created,
        Optional<OffsetDateTime> modified,
        long volumeSpaceSizeBytes,
        int logicalBlockBytes,
        long rootOffsetBytes,
        long rootLengthBytes) {
    private static final int ROOT_RECORD = 156;
    private static final int MINUTES_PER_OFFSET = 15;

    /** Reads the fields of identifiers, in the coding of the descriptor. */
    private interface Identifiers {
        Optional<String> read(ByteBuffer in, int at, int lengthBytes);
    }

    static VolumeDescriptor primary(ByteBuffer sector) {
        return read(sector, Labels::identifier);
    }

    static VolumeDescriptor joliet(ByteBuffer sector) {
        return read(sector, (in, at, lengthBytes) -> Labels.ucs2(in, at, lengthBytes & ~1));
    }

    private static VolumeDescriptor read(ByteBuffer sector, Identifiers identifiers) {
        int blockBytes = sector.getShort(128) & 0xFFFF;
        long rootBlock = Integer.toUnsignedLong(sector.getInt(ROOT_RECORD + 2)) + (sector.get(ROOT_RECORD + 1) & 0xFF);
        return new VolumeDescriptor(
                identifiers.read(sector, 40, 32),
                identifiers.read(sector, 8, 32),
                identifiers.read(sector, 190, 128),
                identifiers.read(sector, 318, 128),
                identifiers.read(sector, 446, 128),
                identifiers.read(sector, 574, 128),
                date(sector, 813),
                date(sector, 830),
                Integer.toUnsignedLong(sector.getInt(80)) * blockBytes,
                blockBytes,
                rootBlock * blockBytes,
                Integer.toUnsignedLong(sector.getInt(ROOT_RECORD + 10)));
    }

    /** Sixteen digits and an offset from Greenwich in quarters of an hour (ECMA-119, 8.4.26.1). */
    public static Optional<OffsetDateTime> date(ByteBuffer in, int at) {
        byte[] bytes = new byte[16];
        in.get(at, bytes);
        String digits = new String(bytes, StandardCharsets.ISO_8859_1);
        if (!digits.chars().allMatch(c -> c >= '0' && c <= '9') || digits.startsWith("00000000")) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.of(
                    Integer.parseInt(digits, 0, 4, 10),
                    Integer.parseInt(digits, 4, 6, 10),
                    Integer.parseInt(digits, 6, 8, 10),
                    Integer.parseInt(digits, 8, 10, 10),
                    Integer.parseInt(digits, 10, 12, 10),
                    Integer.parseInt(digits, 12, 14, 10),
                    Integer.parseInt(digits, 14, 16, 10) * 10_000_000,
                    ZoneOffset.ofTotalSeconds(in.get(at + 16) * MINUTES_PER_OFFSET * 60)));
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }
}
