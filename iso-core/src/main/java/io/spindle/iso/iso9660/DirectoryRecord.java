package io.spindle.iso.iso9660;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A directory record (ECMA-119, 9.1).
 *
 * @param lengthBytes of the record
 * @param firstBlock logical block where the data begins, behind an extended attribute record
 * @param dataBytes data length
 * @param recorded recording date and time
 * @param flags file flags
 * @param interleaved whether the data lies in file units with gaps
 * @param identifier file identifier
 * @param systemUse the bytes behind the identifier, little-endian
 */
record DirectoryRecord(
        int lengthBytes,
        long firstBlock,
        long dataBytes,
        Optional<Instant> recorded,
        int flags,
        boolean interleaved,
        byte[] identifier,
        ByteBuffer systemUse) {
    private static final int FIXED_BYTES = 33;
    private static final int DIRECTORY = 0x02;
    private static final int ASSOCIATED = 0x04;
    private static final int MULTI_EXTENT = 0x80;
    private static final int SECONDS_PER_OFFSET = 15 * 60;

    /** The record at that place, or empty when it does not fit in there or contradicts itself. */
    static Optional<DirectoryRecord> decode(ByteBuffer in, int at, int end) {
        if (end - at <= FIXED_BYTES) {
            return Optional.empty();
        }
        int lengthBytes = in.get(at) & 0xFF;
        int identifierBytes = in.get(at + 32) & 0xFF;
        if (lengthBytes > end - at || identifierBytes == 0 || FIXED_BYTES + identifierBytes > lengthBytes) {
            return Optional.empty();
        }
        byte[] identifier = new byte[identifierBytes];
        in.get(at + FIXED_BYTES, identifier);
        int systemUseAt = Math.min(lengthBytes, FIXED_BYTES + identifierBytes + 1 - (identifierBytes & 1));
        return Optional.of(new DirectoryRecord(
                lengthBytes,
                Integer.toUnsignedLong(in.getInt(at + 2)) + (in.get(at + 1) & 0xFF),
                Integer.toUnsignedLong(in.getInt(at + 10)),
                date(in, at + 18),
                in.get(at + 25) & 0xFF,
                in.get(at + 26) != 0 || in.get(at + 27) != 0,
                identifier,
                in.slice(at + systemUseAt, lengthBytes - systemUseAt).order(ByteOrder.LITTLE_ENDIAN)));
    }

    boolean isDirectory() {
        return (flags & DIRECTORY) != 0;
    }

    /** An associated file is a second stream of the file that follows it, not a file of its own. */
    boolean isAssociated() {
        return (flags & ASSOCIATED) != 0;
    }

    /** ECMA-119 9.1.6, bit 7: further directory records of this file follow. */
    boolean isContinued() {
        return (flags & MULTI_EXTENT) != 0;
    }

    /** The records of the directory itself and of its parent have a single byte, 0 or 1, for an identifier. */
    boolean isSelfOrParent() {
        return identifier.length == 1 && (identifier[0] == 0 || identifier[0] == 1);
    }

    /** Seven bytes: years since 1900, month, day, hour, minute, second, quarters of an hour from Greenwich. */
    static Optional<Instant> date(ByteBuffer in, int at) {
        if (in.get(at + 1) == 0 || in.get(at + 2) == 0) {
            return Optional.empty();
        }
        try {
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(in.get(at + 6) * SECONDS_PER_OFFSET);
            return Optional.of(OffsetDateTime.of(
                            1900 + (in.get(at) & 0xFF),
                            in.get(at + 1),
                            in.get(at + 2),
                            in.get(at + 3),
                            in.get(at + 4),
                            in.get(at + 5),
                            0,
                            offset)
                    .toInstant());
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }
}
