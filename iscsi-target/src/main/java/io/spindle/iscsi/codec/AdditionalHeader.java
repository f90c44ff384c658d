package io.spindle.iscsi.codec;

import io.spindle.scsi.Cdb;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The additional header segments of a SCSI Command (RFC 7143, 11.2.2). */
final class AdditionalHeader {
    private static final int SEGMENT_HEADER_BYTES = 3;
    private static final int EXTENDED_CDB = 1;
    private static final int BIDIRECTIONAL_READ_LENGTH = 2;
    private static final int BIDIRECTIONAL_READ_LENGTH_BYTES = 5;
    private static final int MAXIMUM_CDB_BYTES = 260;

    private AdditionalHeader() {}

    /**
     * The whole CDB: the 16 bytes of the header and what an extended CDB segment adds. Other segments are passed over;
     * empty where the segments do not fit into their room.
     */
    static Optional<Cdb> cdb(byte[] first, ByteBuffer segments) {
        byte[] cdb = first;
        while (segments.remaining() >= SEGMENT_HEADER_BYTES) {
            int lengthBytes = segments.getShort() & 0xFFFF;
            int type = segments.get() & 0xFF;
            int paddedBytes = ((SEGMENT_HEADER_BYTES + lengthBytes + 3) & ~3) - SEGMENT_HEADER_BYTES;
            if (paddedBytes > segments.remaining() || !fits(type, lengthBytes)) {
                return Optional.empty();
            }
            if (type == EXTENDED_CDB) {
                // The first byte of the segment is reserved.
                byte[] extended = Arrays.copyOf(cdb, cdb.length + lengthBytes - 1);
                segments.get(segments.position() + 1, extended, cdb.length, lengthBytes - 1);
                cdb = extended;
            }
            segments.position(segments.position() + paddedBytes);
        }
        return segments.hasRemaining() || cdb.length > MAXIMUM_CDB_BYTES ? Optional.empty() : Optional.of(new Cdb(cdb));
    }

    private static boolean fits(int type, int lengthBytes) {
        return switch (type) {
            case EXTENDED_CDB -> lengthBytes > 1;
            case BIDIRECTIONAL_READ_LENGTH -> lengthBytes == BIDIRECTIONAL_READ_LENGTH_BYTES;
            default -> true;
        };
    }
}
