package io.spindle.iso.chd;

import java.io.EOFException;
import java.io.IOException;

/** Bits of an array, the most significant of each byte first. */
final class BitReader {
    private final byte[] bytes;
    private final int end;
    private int at;
    private long held;
    private int heldBits;

    /** The bits of a range. */
    BitReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** The next bits as a number: 0 to 32 of them. */
    long read(int count) throws IOException {
        while (heldBits < count) {
            if (at == end) {
                throw new EOFException("it ends too early");
            }
            held = held << 8 | bytes[at++] & 0xFF;
            heldBits += 8;
        }
        heldBits -= count;
        long value = held >>> heldBits;
        held &= (1L << heldBits) - 1;
        return value & (count == 0 ? 0 : -1L >>> 64 - count);
    }

    /** The next bits as a number in two's complement: 1 to 32 of them. */
    long readSigned(int count) throws IOException {
        return read(count) << 64 - count >> 64 - count;
    }

    /** How many zeros come before the next one, which is read too. */
    int readUnary() throws IOException {
        int zeros = 0;
        while (heldBits == 0 || held == 0) {
            zeros += heldBits;
            heldBits = 0;
            read0();
        }
        int leading = heldBits - (64 - Long.numberOfLeadingZeros(held));
        heldBits -= leading + 1;
        held &= (1L << heldBits) - 1;
        return zeros + leading;
    }

    private void read0() throws IOException {
        if (at == end) {
            throw new EOFException("it ends too early");
        }
        held = bytes[at++] & 0xFF;
        heldBits = 8;
    }

    /** Goes on to the next whole byte; gives where it lies in the array. */
    int alignToByte() {
        heldBits -= heldBits % 8;
        held &= (1L << heldBits) - 1;
        return at - heldBits / 8;
    }
}
