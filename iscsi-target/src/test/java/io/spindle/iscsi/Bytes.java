package io.spindle.iscsi;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Bytes written down in hexadecimal, with spaces, line ends and remarks behind {@code #}. */
public final class Bytes {
    private Bytes() {}

    public static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replaceAll("#[^\n]*", "").replaceAll("\\s", ""));
    }

    public static String clean(String text) {
        return HexFormat.of().formatHex(hex(text));
    }

    public static ByteBuf buffer(String text) {
        return Unpooled.wrappedBuffer(hex(text));
    }

    public static String of(ByteBuf buffer) {
        return ByteBufUtil.hexDump(buffer);
    }

    public static String of(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    public static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
