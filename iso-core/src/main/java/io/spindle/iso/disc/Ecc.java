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
    private static final int P_LONGS = (ROW_BYTES + 7) / 8;
    private static final int Q_LONGS = (2 * DIAGONALS + 7) / 8;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    /** Each byte divided by 3. */
    private static final byte[] THIRD = thirds();

    /** Where the word of a column and a diagonal lies, the columns one after another. */
    private static final short[] DIAGONAL_WORDS = diagonalWords();

    private Ecc() {}

    private static byte[] thirds() {
        byte[] thirds = new byte[256];
        for (int value = 0; value < 256; value++) {
            thirds[(int) (doubled(value) ^ value)] = (byte) value;
        }
        return thirds;
    }

    private static short[] diagonalWords() {
        int perColumn = 4 * Q_LONGS;
        short[] words = new short[COLUMNS * perColumn];
        for (int column = 0; column < COLUMNS; column++) {
            for (int diagonal = 0; diagonal < DIAGONALS; diagonal++) {
                int row = (diagonal + column) % DIAGONALS;
                words[column * perColumn + diagonal] = (short) (FIRST_BYTE + row * ROW_BYTES + 2 * column);
            }
        }
        return words;
    }

    /** Room that one computation works in, to be used by one thread at a time. */
    static final class Sums {
        private final long[] plain = new long[P_LONGS];
        private final long[] weighted = new long[P_LONGS];

        private void clear() {
            for (int i = 0; i < P_LONGS; i++) {
                plain[i] = 0;
                weighted[i] = 0;
            }
        }

        private void add(int at, long bytes) {
            plain[at] ^= bytes;
            weighted[at] = doubled(weighted[at] ^ bytes);
        }

        /** Puts the first parity bytes of the code words, and behind them the second ones. */
        private void put(byte[] sector, int at, int words) {
            for (int i = 0; i < words; i++) {
                int shift = 8 * (i % 8);
                int sum = (int) (plain[i / 8] >>> shift) & 0xFF;
                int twice = (int) (doubled(weighted[i / 8]) >>> shift) & 0xFF;
                byte first = THIRD[twice ^ sum];
                sector[at + i] = first;
                sector[at + words + i] = (byte) (first ^ sum);
            }
        }
    }

    /** Eight bytes, each doubled in GF(2^8). */
    private static long doubled(long bytes) {
        return (bytes & 0x7F7F7F7F7F7F7F7FL) << 1 ^ (bytes >>> 7 & 0x0101010101010101L) * 0x1D;
    }

    /** Fills in P and Q parity of a sector of 2352 bytes whose other bytes are there. */
    static void put(byte[] sector, Sums sums) {
        sums.clear();
        for (int row = 0; row < DATA_ROWS; row++) {
            int at = FIRST_BYTE + row * ROW_BYTES;
            // The last long reaches two bytes into the next row; what comes of those is not used.
            for (int i = 0; i < P_LONGS; i++) {
                sums.add(i, (long) LONGS.get(sector, at + 8 * i));
            }
        }
        sums.put(sector, P_BYTE, ROW_BYTES);
        sums.clear();
        for (int column = 0; column < COLUMNS; column++) {
            for (int i = 0; i < Q_LONGS; i++) {
                sums.add(i, fourWords(sector, 4 * (column * Q_LONGS + i)));
            }
        }
        sums.put(sector, Q_BYTE, 2 * DIAGONALS);
    }

    private static long fourWords(byte[] sector, int at) {
        return word(sector, at) | word(sector, at + 1) << 16 | word(sector, at + 2) << 32 | word(sector, at + 3) << 48;
    }

    private static long word(byte[] sector, int at) {
        return (short) SHORTS.get(sector, DIAGONAL_WORDS[at]) & 0xFFFFL;
    }
}
