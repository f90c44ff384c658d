package io.spindle.scsi;

import java.util.HexFormat;

/** Bytes as tests write them down: hexadecimal, with blanks, line breaks and comments. */
public final class Hex {
    private Hex() {}

    /** The bytes of the digits; what follows a # on its line is a comment. */
    public static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replaceAll("#.*", "").replaceAll("\\s+", ""));
    }

    /** The same as a command. */
    public static Cdb cdb(String text) {
        return new Cdb(hex(text));
    }

    /** Digits with a blank between bytes, for a failure that can be read. */
    public static String text(byte[] bytes) {
        return HexFormat.ofDelimiter(" ").withUpperCase().formatHex(bytes);
    }
}
