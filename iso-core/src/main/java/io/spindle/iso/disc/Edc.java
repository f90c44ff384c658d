package io.spindle.iso.disc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The error detection code of data sectors: a CRC of 32 bits over the polynomial
 * (x^16 + x^15 + x^2 + 1) (x^16 + x^2 + x + 1), least significant bit first, without pre-set or inversion (ECMA-130, 14.3).
 */
final class Edc {
    /** Bytes that it takes in a sector, the least significant first. */
    static final int LENGTH_BYTES = 4;

    /** 8001801Bh with its bits in the order in which they are recorded. */
    private static final int POLYNOMIAL = 0xD8018001;

    private static final int SLICES = 8;
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** Of each byte the code that it leaves behind when so many bytes follow as the slice says. */
    private static final int[][] TABLES = tables();

    private Edc() {}

    private static int[][] tables() {
        int[][] tables = new int[SLICES][256];
        for (int value = 0; value < 256; value++) {
            int code = value;
            for (int bit = 0; bit < 8; bit++) {
                code = (code >>> 1) ^ ((code & 1) == 0 ? 0 : POLYNOMIAL);
            }
            tables[0][value] = code;
        }
        for (int slice = 1; slice < SLICES; slice++) {
            for (int value = 0; value < 256; value++) {
                int before = tables[slice - 1][value];
                tables[slice][value] = (before >>> 8) ^ tables[0][before & 0xFF];
            }
        }
        return tables;
    }

    /** The code of a range. */
    static int of(byte[] bytes, int from, int lengthBytes) {
        int code = 0;
        int at = from;
        int end = from + lengthBytes;
        int[][] t = TABLES;
        for (; at + SLICES <= end; at += SLICES) {
            int low = code ^ (int) INTS.get(bytes, at);
            int high = (int) INTS.get(bytes, at + 4);
            code = t[7][low & 0xFF] ^ t[6][low >>> 8 & 0xFF] ^ t[5][low >>> 16 & 0xFF] ^ t[4][low >>> 24];
            code ^= t[3][high & 0xFF] ^ t[2][high >>> 8 & 0xFF] ^ t[1][high >>> 16 & 0xFF] ^ t[0][high >>> 24];
        }
        for (; at < end; at++) {
            code = (code >>> 8) ^ t[0][(code ^ bytes[at]) & 0xFF];
        }
        return code;
    }

    /** Puts the code of a range behind it. */
    static void append(byte[] bytes, int from, int lengthBytes) {
        INTS.set(bytes, from + lengthBytes, of(bytes, from, lengthBytes));
    }
}
