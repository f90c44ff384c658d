package io.spindle.iscsi.login;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** Bytes and numbers as the values of keys (RFC 7143, 6.1). */
final class BinaryValue {
    /** The longest that RFC 7143 allows a binary value to be. */
    private static final int MAXIMUM_BYTES = 1024;

    private BinaryValue() {}

    /** Bytes in hexadecimal behind {@code 0x} or in base 64 behind {@code 0b}; empty when the text is something else. */
    static Optional<byte[]> parse(String text) {
        if (text.length() < 4 || text.charAt(0) != '0') {
            return Optional.empty();
        }
        String digits = text.substring(2);
        try {
            return switch (text.charAt(1)) {
                case 'x', 'X' -> bounded(HexFormat.of().parseHex((digits.length() % 2 == 0 ? "" : "0") + digits));
                case 'b', 'B' -> bounded(Base64.getDecoder().decode(digits));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> bounded(byte[] bytes) {
        return bytes.length <= MAXIMUM_BYTES ? Optional.of(bytes) : Optional.empty();
    }

    static String format(byte[] bytes) {
        return "0x" + HexFormat.of().formatHex(bytes);
    }

    /** A number from 0 to 255, decimal or hexadecimal. */
    static Optional<Integer> parseByte(String text) {
        if (text.matches("0[xX][0-9A-Fa-f]{1,2}")) {
            return Optional.of(Integer.parseInt(text.substring(2), 16));
        }
        return text.matches("[0-9]{1,3}")
                ? Optional.of(Integer.parseInt(text)).filter(it -> it <= 255)
                : Optional.empty();
    }
}
