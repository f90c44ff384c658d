package io.spindle.iso.udf;

import java.nio.ByteBuffer;

/** Where a symbolic link points: the content of its file (ECMA-167, 4/14.16). */
final class PathComponents {
    private static final int ROOT_OF_VOLUME = 1;
    private static final int ROOT = 2;
    private static final int PARENT = 3;
    private static final int CURRENT = 4;
    private static final int NAME = 5;
    private static final int HEADER_BYTES = 4;

    private PathComponents() {}

    static String decode(ByteBuffer in) {
        StringBuilder path = new StringBuilder();
        int at = 0;
        while (in.limit() - at >= HEADER_BYTES) {
            int identifierBytes = Math.min(in.get(at + 1) & 0xFF, in.limit() - at - HEADER_BYTES);
            String component = switch (in.get(at)) {
                case PARENT -> "..";
                case CURRENT -> ".";
                case NAME -> CompressedUnicode.decode(in, at + HEADER_BYTES, identifierBytes);
                default -> "";
            };
            if (in.get(at) == ROOT || in.get(at) == ROOT_OF_VOLUME) {
                path.setLength(0);
                path.append('/');
            } else {
                path.append(path.length() > 0 && path.charAt(path.length() - 1) != '/' ? "/" : "")
                        .append(component);
            }
            at += HEADER_BYTES + identifierBytes;
        }
        return path.toString();
    }
}
