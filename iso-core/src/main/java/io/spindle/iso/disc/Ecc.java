package io.spindle.iso.disc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The error correction code of data sectors: P and Q parity of the Reed-Solomon product-like code over GF(2^8) with
 * x^8 + x^4 + x^3 + x^2 + 1 (ECMA-130, annex A).
 *
 * <p>The bytes from the header on are two interleaved planes of 24 rows and 43 columns. Every column gets two P bytes,
 * which make rows 24 and 25; every diagonal of the 26 rows gets two Q bytes. Of a code word d(0), d(1), ... the parity
 * makes both the sum of all its bytes and the sum of a(i) d(i) zero, where a(i) are falling powers of 2. Eight bytes are
 * done at a time: doubling in GF(2^8) is a shift and a conditional exclusive or in each byte of a long.
 */
final class Ecc {
    private static final int FIRST_BYTE = 12;
    private static final int ROW_BYTES = 86;
    private static final int DATA_ROWS = 24;
    private static final int COLUMNS = 43;
    private static final int DIAGONALS = 26;
    private static final int P_BYTE = FIRST_BYTE + ROW_BYTES * DATA_ROWS;
    private static final int Q_BYTE = P_BYTE + 2 * ROW_BYTES;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    /** Each byte divided by 3. */
    private static final byte[] THIRD = thirds();

    private Ecc() {}

    private static byte[] thirds() {
        byte[] thirds = new byte[256];
        for (int value = 0; value < 256; value++) {
            thirds[(int) (doubled(value) ^ value)] = (byte) value;
        }
        return thirds;
    }

    /**
     * Room that one computation works in, to be used by one thread at a time: the 26 rows three times, so that a diagonal
     * that leaves the last row goes on in the first without a jump.
     */
    static final class Rows {
        private static final int ONCE_BYTES = ROW_BYTES * DIAGONALS;
        private final byte[] bytes = new byte[3 * ONCE_BYTES];

        private void fill(byte[] sector) {
            System.arraycopy(sector, FIRST_BYTE, bytes, 0, ONCE_BYTES);
            System.arraycopy(bytes, 0, bytes, ONCE_BYTES, ONCE_BYTES);
            System.arraycopy(bytes, 0, bytes, 2 * ONCE_BYTES, ONCE_BYTES);
        }
    }

    /** Eight bytes, each doubled in GF(2^8). */
    private static long doubled(long bytes) {
        return (bytes & 0x7F7F7F7F7F7F7F7FL) << 1 ^ (bytes >>> 7 & 0x0101010101010101L) * 0x1D;
    }

    /** Fills in P and Q parity of a sector of 2352 bytes whose other bytes are there. */
    static void put(byte[] sector, Rows rows) {
        // The last eight columns of bytes reach two bytes into the next row; what comes of those is not used.
        for (int column = 0; column < ROW_BYTES; column += 8) {
            putP(sector, column);
        }
        rows.fill(sector);
        for (int diagonal = 0; diagonal < DIAGONALS; diagonal += 4) {
            putQ(sector, rows.bytes, diagonal);
        }
    }

    private static void putP(byte[] sector, int column) {
        long sum = 0;
        long weighted = 0;
        int at = FIRST_BYTE + column;
        for (int row = 0; row < DATA_ROWS; row++) {
            long bytes = (long) LONGS.get(sector, at);
            sum ^= bytes;
            weighted = doubled(weighted ^ bytes);
            at += ROW_BYTES;
        }
        putParity(sum, weighted, sector, P_BYTE + column, Math.min(8, ROW_BYTES - column), ROW_BYTES);
    }

    private static void putQ(byte[] sector, byte[] rows, int diagonal) {
        long sum = 0;
        long weighted = 0;
        int at = diagonal * ROW_BYTES;
        for (int column = 0; column < COLUMNS; column++) {
            long bytes = word(rows, at)
                    | word(rows, at + ROW_BYTES) << 16
                    | word(rows, at + 2 * ROW_BYTES) << 32
                    | word(rows, at + 3 * ROW_BYTES) << 48;
            sum ^= bytes;
            weighted = doubled(weighted ^ bytes);
            at += ROW_BYTES + 2;
        }
        int length = 2 * Math.min(4, DIAGONALS - diagonal);
        putParity(sum, weighted, sector, Q_BYTE + 2 * diagonal, length, 2 * DIAGONALS);
    }

    private static long word(byte[] bytes, int at) {
        return (short) SHORTS.get(bytes, at) & 0xFFFFL;
    }

    /** Puts the first parity bytes of some code words, and so much behind them the second ones. */
    private static void putParity(long sum, long weighted, byte[] sector, int at, int length, int secondsBehind) {
        long thrice = doubled(weighted) ^ sum;
        for (int i = 0; i < length; i++) {
            byte first = THIRD[(int) (thrice >>> 8 * i) & 0xFF];
            sector[at + i] = first;
            sector[at + i + secondsBehind] = (byte) (first ^ (int) (sum >>> 8 * i));
        }
    }
}
