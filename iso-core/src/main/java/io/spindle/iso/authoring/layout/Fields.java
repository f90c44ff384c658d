package io.spindle.iso.authoring.layout;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes the forms of numbers and text that descriptors use into little-endian buffers. */
public final class Fields {
    private Fields() {}

    /** A buffer of zeros, little-endian. */
    public static ByteBuffer zeros(int lengthBytes) {
        return ByteBuffer.allocate(lengthBytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** An unsigned number in 32 bits; a larger one is our own fault. */
    public static int unsigned32(long value) {
        if (value < 0 || value > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException(value + " has no 32 bits");
        }
        return (int) value;
    }

    /** ECMA-119, 7.3.3: little-endian, then big-endian. */
    public static void both32(ByteBuffer out, long value) {
        out.putInt(unsigned32(value)).putInt(Integer.reverseBytes((int) value));
    }

    /** ECMA-119, 7.2.3: little-endian, then big-endian. */
    public static void both16(ByteBuffer out, int value) {
        out.putShort((short) value).putShort(Short.reverseBytes((short) value));
    }

    /** ASCII in a field of that length, filled up with spaces; what is not printable ASCII becomes an underscore. */
    public static void ascii(ByteBuffer out, String text, int lengthBytes) {
        for (int at = 0; at < lengthBytes; at++) {
            char c = at < text.length() ? text.charAt(at) : ' ';
            out.put((byte) (c < ' ' || c > '~' ? '_' : c));
        }
    }

    /** Big-endian UTF-16 in a field of that length, filled up with spaces. */
    public static void ucs2(ByteBuffer out, String text, int lengthBytes) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_16BE);
        for (int at = 0; at + 1 < lengthBytes; at += 2) {
            out.put(at < bytes.length ? bytes[at] : 0).put(at < bytes.length ? bytes[at + 1] : (byte) ' ');
        }
        if (lengthBytes % 2 == 1) {
            out.put((byte) 0);
        }
    }
}
