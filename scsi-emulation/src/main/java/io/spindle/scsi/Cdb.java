package io.spindle.scsi;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A command descriptor block: the bytes that ask for a command (SPC-4, 4.2). All integers are unsigned and big-endian.
 */
public final class Cdb {
    private final byte[] bytes;

    /**
     * Takes a copy.
     *
     * @param bytes 1 to 260 of them
     */
    public Cdb(byte... bytes) {
        if (bytes.length < 1 || bytes.length > 260) {
            throw new IllegalArgumentException("a command descriptor block of " + bytes.length + " bytes");
        }
        this.bytes = bytes.clone();
    }

    /** Number of bytes, which may be more than the command has. */
    public int lengthBytes() {
        return bytes.length;
    }

    /** The operation code. */
    public int operationCode() {
        return u8(0);
    }

    /** The byte there, 0 where the block has none. */
    public int u8(int at) {
        return at < bytes.length ? bytes[at] & 0xFF : 0;
    }

    /** Two bytes from there. */
    public int u16(int at) {
        return u8(at) << 8 | u8(at + 1);
    }

    /** Three bytes from there. */
    public int u24(int at) {
        return u16(at) << 8 | u8(at + 2);
    }

    /** Four bytes from there. */
    public long u32(int at) {
        return (long) u16(at) << 16 | u16(at + 2);
    }

    /** Eight bytes from there; above {@link Long#MAX_VALUE} negative. */
    public long u64(int at) {
        return u32(at) << 32 | u32(at + 4);
    }

    /** Bit 0 to 7 of the byte there. */
    public boolean bit(int at, int bit) {
        return (u8(at) >> bit & 1) != 0;
    }

    /** The bits from {@code high} down to {@code low} of the byte there. */
    public int bits(int at, int high, int low) {
        return u8(at) >> low & (1 << high - low + 1) - 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cdb that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The bytes in hexadecimal, with spaces between. */
    @Override
    public String toString() {
        return HexFormat.ofDelimiter(" ").formatHex(bytes);
    }
}
