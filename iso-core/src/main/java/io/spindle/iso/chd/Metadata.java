package io.spindle.iso.chd;

import io.spindle.iso.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A text that a CHD file holds about its content.
 *
 * @param tag four letters
 * @param flags whether the SHA-1 of the file covers it
 * @param offsetBytes where it lies
 * @param lengthBytes of it, not yet compared with anything
 */
record Metadata(int tag, int flags, long offsetBytes, int lengthBytes) {
    private static final int ENTRY_BYTES = 16;
    private static final int MAXIMUM_ENTRIES = 1000;
    private static final int MAXIMUM_BYTES = 1 << 20;

    /** All that the header's list leads to. */
    static List<Metadata> read(ByteSource file, ChdHeader header) throws IOException {
        List<Metadata> found = new ArrayList<>();
        long at = header.metadataOffset();
        while (at != 0) {
            if (found.size() == MAXIMUM_ENTRIES || at < 0 || at > file.lengthBytes() - ENTRY_BYTES) {
                throw new ChdException("its list of texts has no end, or leads out of the file");
            }
            ByteBuffer head = ByteBuffer.allocate(ENTRY_BYTES);
            file.read(at, head);
            int flagsAndLength = head.getInt(4);
            found.add(new Metadata(head.getInt(0), flagsAndLength >>> 24, at + ENTRY_BYTES, flagsAndLength & 0xFFFFFF));
            at = head.getLong(8);
        }
        return found;
    }

    /** The tag as four characters. */
    String tagText() {
        return new String(ByteBuffer.allocate(4).putInt(tag).array(), StandardCharsets.ISO_8859_1);
    }

    byte[] bytes(ByteSource file) throws IOException {
        if (lengthBytes > MAXIMUM_BYTES || offsetBytes > file.lengthBytes() - lengthBytes) {
            throw new ChdException("a text of " + lengthBytes + " bytes is none");
        }
        ByteBuffer bytes = ByteBuffer.allocate(lengthBytes);
        file.read(offsetBytes, bytes);
        return bytes.array();
    }
}
