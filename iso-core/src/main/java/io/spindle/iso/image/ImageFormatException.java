package io.spindle.iso.image;

import java.io.IOException;

/** An image that cannot be opened because of what is written in it; the message is for the user who has the image. */
public final class ImageFormatException extends IOException {
    private static final long serialVersionUID = 1;
    private static final int SHOWN_CHARACTERS = 80;

    /** A fault of the whole image. */
    public ImageFormatException(String text) {
        super(text);
    }

    /** A fault in a line of a text, counted from 1. */
    ImageFormatException(int line, String text) {
        super("line " + line + ": " + text);
    }

    /** A text of an image as a message can show it: one line, not too long. */
    static String shown(String text) {
        String line = text.codePoints()
                .limit(SHOWN_CHARACTERS)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return "'" + line + (text.codePointCount(0, text.length()) > SHOWN_CHARACTERS ? "..." : "") + "'";
    }
}
