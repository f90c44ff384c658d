package io.spindle.iso.image;

import java.util.Locale;

/**
 * A line of a CUE sheet: a command and what follows it.
 *
 * @param number counted from 1
 * @param command in capitals, "" for an empty line
 * @param rest without blanks around it
 */
record CueLine(int number, String command, String rest) {
    static CueLine of(int number, String text) {
        String line = text.strip();
        int end = 0;
        while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
            end++;
        }
        return new CueLine(
                number,
                line.substring(0, end).toUpperCase(Locale.ROOT),
                line.substring(end).strip());
    }

    /** What follows, without the quotation marks around it; those within it are part of it. */
    String text() {
        boolean quoted = rest.length() > 1 && rest.startsWith("\"") && rest.endsWith("\"");
        return quoted ? rest.substring(1, rest.length() - 1) : rest;
    }

    /** What follows, as words. */
    String[] words() {
        return rest.isEmpty() ? new String[0] : rest.split("\\s+");
    }

    /** What follows but for its last word: the name of FILE. */
    CueLine withoutLastWord() {
        return new CueLine(
                number,
                command,
                rest.substring(0, rest.length() - lastWord().length()).strip());
    }

    /** The last word that stands behind quotation marks, or "": the type of FILE. */
    String lastWord() {
        int start = rest.length();
        while (start > 0 && !Character.isWhitespace(rest.charAt(start - 1)) && rest.charAt(start - 1) != '"') {
            start--;
        }
        return rest.substring(start);
    }

    ImageFormatException fault(String text) {
        return new ImageFormatException(number, text);
    }
}
