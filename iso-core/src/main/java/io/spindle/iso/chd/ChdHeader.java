package io.spindle.iso.chd;

import io.spindle.iso.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The header of a CHD file.
 *
 * @param codecs four letters each; none of a file that is not packed
 * @param lengthBytes of all hunks together when they are expanded, without what fills up the last one
 * @param mapOffset where the map of hunks lies
 * @param metadataOffset where the first text lies, 0 for none
 * @param hunkBytes of each hunk
 * @param unitBytes of each sector in it
 * @param rawSha1 of the expanded hunks, in hexadecimal digits
 * @param sha1 of those and of the texts
 */
record ChdHeader(
        List<String> codecs,
        long lengthBytes,
        long mapOffset,
        long metadataOffset,
        int hunkBytes,
        int unitBytes,
        String rawSha1,
        String sha1) {
    private static final int BYTES = 124;
    private static final int VERSION = 5;
    private static final int MAXIMUM_HUNK_BYTES = 512 << 10;
    private static final int MAXIMUM_HUNKS = 1 << 22;
    private static final int SHA_1_BYTES = 20;

    static ChdHeader read(ByteSource file) throws IOException {
        if (file.lengthBytes() < BYTES) {
            throw new ChdException("the file ends within its header");
        }
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        file.read(0, bytes);
        bytes.flip();
        int version = bytes.getInt(12);
        if (version != VERSION) {
            throw new ChdException("it is of version " + Integer.toUnsignedString(version)
                    + " of the format: only version 5 is read; 'chdman copy' makes one of it");
        }
        if (!sha1(bytes, 104).equals("0".repeat(2 * SHA_1_BYTES))) {
            throw new ChdException(
                    "it holds only what differs from a parent file: only files that stand alone are read");
        }
        long hunk = Integer.toUnsignedLong(bytes.getInt(56));
        long unit = Integer.toUnsignedLong(bytes.getInt(60));
        if (unit < 1 || hunk < unit || hunk > MAXIMUM_HUNK_BYTES || hunk % unit != 0) {
            throw new ChdException("hunks of " + hunk + " bytes made of units of " + unit + " are none");
        }
        long length = bytes.getLong(32);
        if (length < 1 || length > hunk * MAXIMUM_HUNKS) {
            throw new ChdException("a length of " + Long.toUnsignedString(length) + " bytes is that of no disc");
        }
        return new ChdHeader(
                codecs(bytes),
                length,
                bytes.getLong(40),
                bytes.getLong(48),
                (int) hunk,
                (int) unit,
                sha1(bytes, 64),
                sha1(bytes, 84));
    }

    private static List<String> codecs(ByteBuffer header) {
        List<String> codecs = new ArrayList<>();
        for (int i = 0; i < 4 && header.getInt(16 + 4 * i) != 0; i++) {
            byte[] letters = new byte[4];
            header.get(16 + 4 * i, letters);
            codecs.add(new String(letters, StandardCharsets.ISO_8859_1));
        }
        return codecs;
    }

    private static String sha1(ByteBuffer header, int at) {
        byte[] digest = new byte[SHA_1_BYTES];
        header.get(at, digest);
        return HexFormat.of().formatHex(digest);
    }

    boolean isPacked() {
        return !codecs.isEmpty();
    }

    int hunks() {
        return Math.toIntExact((lengthBytes + hunkBytes - 1) / hunkBytes);
    }
}
