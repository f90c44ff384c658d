package io.spindle.nbd.export;

import io.spindle.iso.bytes.SharedByteSource;
import java.nio.charset.StandardCharsets;

/**
 * A read-only block device that clients ask for by name; its content never changes.
 *
 * @param name at most 4096 bytes of UTF-8 without NUL, "" not allowed
 * @param description a line for people, may be ""; at most 4096 bytes of UTF-8
 * @param data the bytes; a lease is taken for every connection
 */
public record Export(String name, String description, SharedByteSource data) {
    /** The longest string that the protocol lets a server send. */
    public static final int MAXIMUM_STRING_BYTES = 4096;

    public Export {
        if (name.isEmpty() || utf8Length(name) > MAXIMUM_STRING_BYTES) {
            throw new IllegalArgumentException("export name of " + utf8Length(name) + " bytes");
        }
        if (utf8Length(description) > MAXIMUM_STRING_BYTES) {
            throw new IllegalArgumentException("description of " + utf8Length(description) + " bytes");
        }
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
