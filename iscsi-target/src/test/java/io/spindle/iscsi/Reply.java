package io.spindle.iscsi;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A PDU of a target as an initiator reads it; offsets are those of RFC 7143. */
public record Reply(byte[] header, byte[] data) {
    public static final int LOGIN_RESPONSE = 0x23;

    public int opcode() {
        return header[0] & 0x3F;
    }

    public int u8(int at) {
        return header[at] & 0xFF;
    }

    public int u16(int at) {
        return ByteBuffer.wrap(header).getShort(at) & 0xFFFF;
    }

    public int i32(int at) {
        return ByteBuffer.wrap(header).getInt(at);
    }

    public int tag() {
        return i32(16);
    }

    public int statSn() {
        return i32(24);
    }

    public int expCmdSn() {
        return i32(28);
    }

    public int maxCmdSn() {
        return i32(32);
    }

    public String text() {
        return new String(data, StandardCharsets.UTF_8);
    }

    /** Key, additional sense code and qualifier, as in 5/21/00. */
    public String sense() {
        return String.format("%X/%02X/%02X", data[4] & 0xF, data[14], data[15]);
    }

    @Override
    public String toString() {
        return "opcode " + Integer.toHexString(opcode()) + " header " + Bytes.of(ByteBuffer.wrap(header)) + " data "
                + Bytes.of(ByteBuffer.wrap(Arrays.copyOf(data, Math.min(64, data.length))));
    }
}
