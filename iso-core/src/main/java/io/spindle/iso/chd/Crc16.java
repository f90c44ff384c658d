package io.spindle.iso.chd;

/** CRCs of 16 bits, the most significant bit first: the one of hunks (polynomial 1021h), and that of FLAC (8005h). */
final class Crc16 {
    /** What the CRC of hunks starts with. */
    static final int START = 0xFFFF;

    private static final int[] HUNKS = table(0x1021);
    private static final int[] FLAC = table(0x8005);

    private Crc16() {}

    private static int[] table(int polynomial) {
        int[] table = new int[256];
        for (int i = 0; i < 256; i++) {
            int crc = i << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) != 0 ? crc << 1 ^ polynomial : crc << 1;
            }
            table[i] = crc & 0xFFFF;
        }
        return table;
    }

    /** The CRC of hunks, gone on with. */
    static int update(int crc, byte[] bytes, int from, int countBytes) {
        return update(HUNKS, crc, bytes, from, countBytes);
    }

    /** The CRC at the end of a frame of FLAC. */
    static int ofFlac(byte[] bytes, int from, int countBytes) {
        return update(FLAC, 0, bytes, from, countBytes);
    }

    private static int update(int[] table, int before, byte[] bytes, int from, int countBytes) {
        int crc = before;
        for (int i = from; i < from + countBytes; i++) {
            crc = (crc << 8 ^ table[crc >> 8 & 0xFF ^ bytes[i] & 0xFF]) & 0xFFFF;
        }
        return crc;
    }
}
