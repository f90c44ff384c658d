package io.spindle.iso.filesystem;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Makes names of nodes from what is recorded. */
public final class NodeNames {
    private static final int MAXIMUM_CHARACTERS = 255;
    private static final int MAXIMUM_BYTES = 1020;

    private NodeNames() {}

    /** UTF-8 where it is well-formed, else Latin-1: most tools put in whatever bytes the name had. */
    public static String decode(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return decodeBeyondAscii(bytes);
            }
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String decodeBeyondAscii(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /** A name that a path can hold: separators and NUL are replaced; empty when nothing can be made of it. */
    public static Optional<String> safe(String recorded) {
        if (recorded.isEmpty() || recorded.equals(".") || recorded.equals("..")) {
            return Optional.empty();
        }
        if (recorded.length() > MAXIMUM_CHARACTERS
                && (recorded.codePointCount(0, recorded.length()) > MAXIMUM_CHARACTERS
                        || recorded.getBytes(StandardCharsets.UTF_8).length > MAXIMUM_BYTES)) {
            return Optional.empty();
        }
        return Optional.of(recorded.replace('/', '_').replace('\0', '_'));
    }
}
