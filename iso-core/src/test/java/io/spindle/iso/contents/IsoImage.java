package io.spindle.iso.contents;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A small image of ISO 9660 that a test writes by hand: descriptors at 16, the root of Rock Ridge at 20, a directory at
 * 21, a continuation area at 22, data at 23, the root of Joliet at 24.
 */
public final class IsoImage {
    public static final int ROOT = 20;
    public static final int SUB = 21;
    public static final int CONTINUATION = 22;
    public static final int DATA = 23;
    public static final int JOLIET_ROOT = 24;
    public static final int SECTORS = 32;
    /** SP without skip, ER that names nothing, and the modes of a directory. */
    private static final String ROOT_USE = "53 50 07 01 BE EF 00  45 52 08 01 00 00 00 01  " + "50 58 24 01 "
            + both(040755) + both(2) + both(0) + both(0);

    private final ByteBuffer bytes = ByteBuffer.allocate(SECTORS * 2048).order(ByteOrder.LITTLE_ENDIAN);
    private int at;

    /** Descriptors of both trees and the records of the root itself; records are added by {@link #record}. */
    public IsoImage() {
        descriptor(16, 1, ROOT, "PRIMARY".getBytes(StandardCharsets.ISO_8859_1));
        descriptor(17, 2, JOLIET_ROOT, "JOLIET".getBytes(StandardCharsets.UTF_16BE));
        bytes.put(17 * 2048 + 88, hex("25 2F 45"));
        bytes.put(18 * 2048, hex("FF 43 44 30 30 31 01"));
        for (int i = 0; i < 2048; i++) {
            bytes.put(DATA * 2048 + i, (byte) (i % 251));
        }
        in(ROOT).record("00", ROOT, 2048, 2, ROOT_USE).record("01", ROOT, 2048, 2, "");
    }

    private void descriptor(int sector, int type, int root, byte[] label) {
        int start = sector * 2048;
        bytes.put(start, (byte) type).put(start + 1, hex("43 44 30 30 31 01"));
        bytes.put(start + 40, label);
        bytes.putInt(start + 80, SECTORS).putInt(start + 84, Integer.reverseBytes(SECTORS));
        bytes.putShort(start + 128, (short) 2048);
        bytes.put(start + 156, (byte) 34).putInt(start + 158, root).putInt(start + 166, 2048);
    }

    /** Further records go to that sector. */
    public IsoImage in(int sector) {
        at = sector * 2048;
        return this;
    }

    /** A directory record; identifier and system use area in hexadecimal. */
    public IsoImage record(String identifier, int sector, int lengthBytes, int flags, String systemUse) {
        byte[] name = hex(identifier);
        byte[] use = hex(systemUse);
        int used = 33 + name.length + 1 - (name.length & 1) + use.length;
        int recordBytes = used + (used & 1);
        bytes.put(at, (byte) recordBytes).putInt(at + 2, sector).putInt(at + 10, lengthBytes);
        bytes.put(at + 18, hex("78 01 02 03 04 05 00")).put(at + 25, (byte) flags);
        bytes.put(at + 32, (byte) name.length).put(at + 33, name);
        bytes.put(at + 33 + name.length + 1 - (name.length & 1), use);
        at += recordBytes;
        return this;
    }

    public IsoImage put(int offsetBytes, String hex) {
        bytes.put(offsetBytes, hex(hex));
        return this;
    }

    public byte[] bytes() {
        return bytes.array().clone();
    }

    /** A number in both orders of bytes. */
    public static String both(int value) {
        ByteBuffer out = ByteBuffer.allocate(8);
        out.order(ByteOrder.LITTLE_ENDIAN).putInt(value);
        out.order(ByteOrder.BIG_ENDIAN).putInt(value);
        return HexFormat.of().formatHex(out.array()) + " ";
    }

    public static String text(String ascii) {
        return HexFormat.of().formatHex(ascii.getBytes(StandardCharsets.UTF_8));
    }

    /** An alternate name (RRIP, 4.1.4). */
    public static String nm(String name) {
        return "4E 4D " + String.format("%02X", 5 + name.getBytes(StandardCharsets.UTF_8).length) + " 01 00 "
                + text(name);
    }

    /** Mode, links, owner and group (RRIP, 4.1.1). */
    public static String px(int mode) {
        return "50 58 24 01 " + both(mode) + both(1) + both(7) + both(8);
    }

    /** A continuation area (SUSP, 5.1). */
    public static String ce(int sector, int offset, int lengthBytes) {
        return "43 45 1C 01 " + both(sector) + both(offset) + both(lengthBytes);
    }

    static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }

    /** One of each kind of thing: files, a directory, a link, a long name, a multi-extent file. */
    public static IsoImage sample() {
        return new IsoImage()
                .record(text("A.;1"), DATA, 2048, 0, nm("a file") + px(0100640))
                .record(text("B.;1"), DATA, 2048, 0x80, nm("big"))
                .record(text("B.;1"), DATA, 100, 0, nm("big"))
                .record(text("D"), SUB, 2048, 2, nm("dir") + px(040700))
                .record(text("L.;1"), 0, 0, 0, nm("link") + px(0120777) + "53 4C 0B 01 00 00 04" + text("dir/"))
                .record(text("N.;1"), DATA, 5, 0, nm("be") + ce(CONTINUATION, 0, 20))
                .put(CONTINUATION * 2048, nm("hind and more  "))
                .in(SUB)
                .record("00", SUB, 2048, 2, px(040700))
                .record("01", ROOT, 2048, 2, "")
                .record(text("IN.TXT;1"), DATA, 10, 0, nm("in.txt") + px(0100644))
                .in(JOLIET_ROOT)
                .record("00", JOLIET_ROOT, 2048, 2, "")
                .record("01", JOLIET_ROOT, 2048, 2, "")
                .record("00 4A 00 F6 00 3B 00 31", DATA, 30, 0, "");
    }
}
