package io.spindle.iso.disc;

/** The CRC of sub-channel Q and of CD-TEXT: x^16 + x^12 + x^5 + 1, inverted, the most significant byte first (ECMA-130, 22.3.6). */
public final class Crc16 {
    /** Bytes that it takes. */
    static final int LENGTH_BYTES = 2;

    private static final int POLYNOMIAL = 0x1021;
    private static final short[] TABLE = table();

    private Crc16() {}

    private static short[] table() {
        short[] table = new short[256];
        for (int value = 0; value < 256; value++) {
            int code = value << 8;
            for (int bit = 0; bit < 8; bit++) {
                code = code << 1 ^ ((code & 0x8000) == 0 ? 0 : POLYNOMIAL);
            }
            table[value] = (short) code;
        }
        return table;
    }

    /** The CRC of a range; that of UDF (ECMA-167, 7.2.6) is the same, not inverted. */
    public static int of(byte[] bytes, int from, int lengthBytes) {
        int code = 0;
        for (int at = from; at < from + lengthBytes; at++) {
            code = code << 8 ^ TABLE[(code >>> 8 ^ bytes[at]) & 0xFF];
        }
        return ~code & 0xFFFF;
    }

    /** Puts the CRC of a range behind it. */
    static void append(byte[] bytes, int from, int lengthBytes) {
        int code = of(bytes, from, lengthBytes);
        bytes[from + lengthBytes] = (byte) (code >>> 8);
        bytes[from + lengthBytes + 1] = (byte) code;
    }

    /** True when a range ends with the CRC of what it begins with. */
    static boolean isRight(byte[] bytes, int from, int lengthBytes) {
        int behind = from + lengthBytes - LENGTH_BYTES;
        int stored = (bytes[behind] & 0xFF) << 8 | bytes[behind + 1] & 0xFF;
        return of(bytes, from, lengthBytes - LENGTH_BYTES) == stored;
    }
}
