package io.spindle.iso.udf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Names in OSTA compressed Unicode: a byte that tells how wide characters are, then those (OSTA UDF, 2.1.1). */
final class CompressedUnicode {
    private CompressedUnicode() {}

    /** The name, empty where the first byte is none that is defined. */
    static String decode(ByteBuffer in, int at, int lengthBytes) {
        if (lengthBytes < 2) {
            return "";
        }
        byte[] bytes = new byte[lengthBytes - 1];
        in.get(at + 1, bytes);
        return switch (in.get(at) & 0xFF) {
            case 8, 254 -> new String(bytes, StandardCharsets.ISO_8859_1);
            case 16, 255 -> new String(bytes, 0, bytes.length & ~1, StandardCharsets.UTF_16BE);
            default -> "";
        };
    }
}
