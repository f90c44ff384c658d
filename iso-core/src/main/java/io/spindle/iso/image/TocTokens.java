package io.spindle.iso.image;

/**
 * Divides a TOC into words, texts in quotation marks, and signs.
 *
 * <p>Comments reach from {@code //} to the end of a line.
 */
final class TocTokens {
    private final String text;
    private int at;
    private int line = 1;
    private Token token;

    /**
     * A piece of the text.
     *
     * @param quoted true for what stood in quotation marks
     * @param text the word or sign, or what the quotation marks enclose; "" behind the last
     */
    record Token(int line, boolean quoted, String text) {
        boolean is(String word) {
            return !quoted && text.equals(word);
        }

        boolean isEnd() {
            return !quoted && text.isEmpty();
        }

        boolean isNumber() {
            return !quoted && text.matches("[0-9]{1,10}");
        }

        boolean isPosition() {
            return !quoted && text.matches("[0-9]{1,3}:[0-9]{1,2}:[0-9]{1,2}");
        }

        ImageFormatException fault(String fault) {
            return new ImageFormatException(line, fault);
        }
    }

    TocTokens(String text) throws ImageFormatException {
        this.text = text;
        next();
    }

    /** The one that comes next. */
    Token peek() {
        return token;
    }

    /** Takes the one that comes next. */
    Token next() throws ImageFormatException {
        Token taken = token;
        skipBlanks();
        if (at == text.length()) {
            token = new Token(line, false, "");
        } else if (text.charAt(at) == '"') {
            token = quoted();
        } else {
            token = new Token(line, false, word());
        }
        return taken;
    }

    /** Takes the next one if it is this word or sign. */
    boolean take(String word) throws ImageFormatException {
        if (token.is(word)) {
            next();
            return true;
        }
        return false;
    }

    private void skipBlanks() {
        while (at < text.length()) {
            if (text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (Character.isWhitespace(text.charAt(at))) {
                line += text.charAt(at) == '\n' ? 1 : 0;
                at++;
            } else {
                return;
            }
        }
    }

    /** Letters, digits and underlines; positions with their colons; of other signs one. */
    private String word() {
        int start = at;
        while (at < text.length() && isOfWord(start)) {
            at++;
        }
        at = Math.max(at, start + 1);
        return text.substring(start, at);
    }

    private boolean isOfWord(int start) {
        char c = text.charAt(at);
        boolean withinPosition = c == ':'
                && at > start
                && at + 1 < text.length()
                && isDigit(text.charAt(at - 1))
                && isDigit(text.charAt(at + 1));
        return withinPosition || c == '_' || Character.isLetterOrDigit(c);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private Token quoted() throws ImageFormatException {
        StringBuilder content = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\n') {
            content.append(text.charAt(at) == '\\' ? escaped() : text.charAt(at));
            at++;
        }
        if (at == text.length() || text.charAt(at) != '"') {
            throw new ImageFormatException(
                    line,
                    "a quotation mark is missing at the end of " + ImageFormatException.shown(content.toString()));
        }
        at++;
        return new Token(line, true, content.toString());
    }

    /** A letter by three octal digits, or the sign behind the backslash itself. */
    private char escaped() {
        if (at + 3 < text.length() && text.substring(at + 1, at + 4).matches("[0-3][0-7]{2}")) {
            at += 3;
            return (char) Integer.parseInt(text.substring(at - 2, at + 1), 8);
        }
        boolean sign = at + 1 < text.length() && (text.charAt(at + 1) == '"' || text.charAt(at + 1) == '\\');
        at += sign ? 1 : 0;
        return text.charAt(at);
    }
}
