package io.spindle.iso.udf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Who defined what follows: flags, 23 letters, a suffix (ECMA-167, 1/7.4). */
final class EntityIdentifier {
    private static final int NAME_BYTES = 23;

    private EntityIdentifier() {}

    static boolean matches(ByteBuffer in, int at, String identifier) {
        return name(in, at).equals(identifier);
    }

    static String name(ByteBuffer in, int at) {
        byte[] bytes = new byte[NAME_BYTES];
        in.get(at + 1, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("\\x00.*", "");
    }
}
