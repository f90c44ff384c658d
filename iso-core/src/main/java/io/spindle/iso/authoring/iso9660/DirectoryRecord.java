package io.spindle.iso.authoring.iso9660;

import io.spindle.iso.authoring.layout.Fields;
import java.nio.ByteBuffer;

/**
 * A directory record (ECMA-119, 9.1).
 *
 * @param identifier one byte for the folder itself and the one above it
 * @param sector where the extent begins
 * @param lengthBytes length of the extent
 * @param flags see the constants
 * @param date seven bytes
 * @param systemUse what Rock Ridge says
 */
record DirectoryRecord(byte[] identifier, long sector, long lengthBytes, int flags, byte[] date, byte[] systemUse) {
    static final int DIRECTORY = 0x02;
    /** Further directory records of this file follow. */
    static final int MULTI_EXTENT = 0x80;
    /** A record has less than 256 bytes, and an even number of them. */
    static final int MAXIMUM_BYTES = 254;

    private static final int FIXED_BYTES = 33;

    /** How long a record is, without system use. */
    static int bytes(int identifierBytes) {
        return FIXED_BYTES + identifierBytes + (identifierBytes + 1) % 2;
    }

    int bytes() {
        return (bytes(identifier.length) + systemUse.length + 1) / 2 * 2;
    }

    void encode(ByteBuffer out) {
        int start = out.position();
        out.put((byte) bytes()).put((byte) 0);
        Fields.both32(out, sector);
        Fields.both32(out, lengthBytes);
        out.put(date).put((byte) flags).putShort((short) 0);
        Fields.both16(out, 1);
        out.put((byte) identifier.length).put(identifier);
        out.position(start + bytes(identifier.length)).put(systemUse);
        out.position(start + bytes());
    }
}
