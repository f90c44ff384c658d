package io.spindle.iscsi.codec;

import io.netty.buffer.ByteBuf;
import java.util.zip.CRC32C;

/**
 * Which parts of PDUs are followed by a CRC32C (RFC 7143, 13.1).
 *
 * @param header the header with its additional segments
 * @param data the data segment with its padding
 */
public record Digests(boolean header, boolean data) {
    /** What holds until a login ends. */
    public static final Digests NONE = new Digests(false, false);

    /** Bytes of one digest. */
    static final int BYTES = 4;

    int headerBytes() {
        return header ? BYTES : 0;
    }

    int dataBytes(int dataSegmentBytes) {
        return data && dataSegmentBytes > 0 ? BYTES : 0;
    }

    /** The checksum of those bytes; on the wire its least significant byte comes first. */
    static int crc(ByteBuf buffer, int index, int lengthBytes) {
        CRC32C crc = new CRC32C();
        crc.update(buffer.nioBuffer(index, lengthBytes));
        return (int) crc.getValue();
    }
}
