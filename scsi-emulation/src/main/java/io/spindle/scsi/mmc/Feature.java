package io.spindle.scsi.mmc;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Something that the drive can do, as GET CONFIGURATION describes it (MMC-6, 5.3).
 *
 * <p>Numbers, names and versions are those of the standard; what is not true of this drive is not in the list.
 */
final class Feature {
    private static final int HEADER_BYTES = 4;
    private static final int PERSISTENT = 0x02;
    private static final int CURRENT = 0x01;

    private final int code;
    private final int version;
    private final boolean persistent;
    private final boolean current;
    private final byte[] data;

    private Feature(int code, int version, boolean persistent, boolean current, byte[] data) {
        this.code = code;
        this.version = version;
        this.persistent = persistent;
        this.current = current;
        this.data = data;
    }

    /** What the drive can do whatever lies in it. */
    static Feature persistent(int code, int version, byte[] data) {
        return new Feature(code, version, true, true, data);
    }

    /** The same, with its data in hexadecimal. */
    static Feature persistent(int code, int version, String data) {
        return persistent(code, version, bytes(data));
    }

    /** What the drive can do with some discs. */
    static Feature withDiscs(int code, int version, boolean current, String data) {
        return new Feature(code, version, false, current, bytes(data));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /** Its number, 16 bits. */
    int code() {
        return code;
    }

    /** True when it can be used now. */
    boolean current() {
        return current;
    }

    /** Bytes of its descriptor, a multiple of 4. */
    int lengthBytes() {
        return HEADER_BYTES + data.length;
    }

    /** Puts its descriptor. */
    void put(ByteBuffer out) {
        out.putShort((short) code);
        out.put((byte) (version << 2 | (persistent ? PERSISTENT : 0) | (current ? CURRENT : 0)));
        out.put((byte) data.length);
        out.put(data);
    }
}
