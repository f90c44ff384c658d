package io.spindle.iso.inspection;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads names and makes them harmless to show. */
public final class Labels {
    private Labels() {}

    /** By the standard plain ASCII; tools put in whatever the user typed, mostly as UTF-8. */
    static Optional<String> identifier(ByteBuffer in, int at, int lengthBytes) {
        try {
            CharBuffer utf8 = StandardCharsets.UTF_8.newDecoder().decode(in.slice(at, lengthBytes));
            return shown(utf8.toString());
        } catch (CharacterCodingException e) {
            return text(in, at, lengthBytes, StandardCharsets.ISO_8859_1);
        }
    }

    static Optional<String> ucs2(ByteBuffer in, int at, int lengthBytes) {
        return text(in, at, lengthBytes, StandardCharsets.UTF_16BE);
    }

    /** OSTA CS0 (UDF 2.1.1): the first byte tells 8 or 16 bits a character, the last one the length. */
    static Optional<String> dstring(ByteBuffer in, int at, int fieldBytes) {
        int used = Math.min(in.get(at + fieldBytes - 1) & 0xFF, fieldBytes - 1);
        if (used < 2) {
            return Optional.empty();
        }
        return switch (in.get(at)) {
            case 8 -> text(in, at + 1, used - 1, StandardCharsets.ISO_8859_1);
            case 16 -> ucs2(in, at + 1, (used - 1) & ~1);
            default -> Optional.empty();
        };
    }

    private static Optional<String> text(ByteBuffer in, int at, int lengthBytes, Charset charset) {
        byte[] bytes = new byte[lengthBytes];
        in.get(at, bytes);
        return shown(new String(bytes, charset));
    }

    private static Optional<String> shown(String text) {
        int end = text.indexOf(0);
        String shown = harmless(end < 0 ? text : text.substring(0, end)).strip();
        return shown.isEmpty() ? Optional.empty() : Optional.of(shown);
    }

    private static boolean isPlainAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** Question marks for control, formatting and direction characters: they could forge what a terminal shows. */
    public static String harmless(String text) {
        if (isPlainAscii(text)) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        text.codePoints()
                .map(c -> switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> '?';
                    default -> c;
                })
                .forEach(out::appendCodePoint);
        return out.toString();
    }
}
