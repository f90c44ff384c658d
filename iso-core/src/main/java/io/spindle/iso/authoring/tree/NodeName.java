package io.spindle.iso.authoring.tree;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** A name as people see it and as the file system has it: names that are not UTF-8 keep their bytes. */
public final class NodeName {
    /** What stands in a text for bytes that are not UTF-8. */
    static final char REPLACEMENT = '\uFFFD';
    /** Of the root, and of no other node. */
    static final NodeName ROOT = new NodeName("", null, null);

    private final String text;
    private final Path odd;
    private final byte[] oddBytes;

    private NodeName(String text, Path odd, byte[] oddBytes) {
        this.text = text;
        this.odd = odd;
        this.oddBytes = oddBytes;
    }

    /** A name that is text. */
    static NodeName of(String text) {
        return new NodeName(text, null, null);
    }

    /** The last name of a path. */
    static NodeName of(Path path) {
        Path last = path.getFileName();
        String text = last.toString();
        return text.indexOf(REPLACEMENT) < 0 ? of(text) : new NodeName(text, last, rawBytes(path));
    }

    /** Only the URI of a path tells the bytes of a name that is not UTF-8. */
    private static byte[] rawBytes(Path path) {
        URI uri = path.toUri();
        String raw = uri.getRawPath().replaceAll("/$", "");
        String name = raw.substring(raw.lastIndexOf('/') + 1);
        byte[] bytes = new byte[name.length()];
        int length = 0;
        for (int at = 0; at < name.length(); at++) {
            if (name.charAt(at) == '%') {
                bytes[length++] = (byte) Integer.parseInt(name.substring(at + 1, at + 3), 16);
                at += 2;
            } else {
                bytes[length++] = (byte) name.charAt(at);
            }
        }
        return Arrays.copyOf(bytes, length);
    }

    /** For people, and for trees of characters. */
    public String text() {
        return text;
    }

    /** For trees of bytes. */
    public byte[] bytes() {
        return oddBytes == null ? text.getBytes(StandardCharsets.UTF_8) : oddBytes.clone();
    }

    /** Compares the bytes of two names. */
    static int compare(NodeName one, NodeName other) {
        if (one.oddBytes != null || other.oddBytes != null) {
            return Arrays.compareUnsigned(one.bytes(), other.bytes());
        }
        int both = Math.min(one.text.length(), other.text.length());
        for (int at = 0; at < both; at++) {
            int difference = inOrderOfUtf8(one.text.charAt(at)) - inOrderOfUtf8(other.text.charAt(at));
            if (difference != 0) {
                return difference;
            }
        }
        return one.text.length() - other.text.length();
    }

    /** Characters that UTF-16 makes pairs of come behind all others. */
    private static int inOrderOfUtf8(char c) {
        return Character.isSurrogate(c) ? c + 0x10000 : c;
    }

    /** As a relative path, for the file system of {@code folder}. */
    public Path path(Path folder) {
        return odd == null ? folder.getFileSystem().getPath(text) : odd;
    }
}
