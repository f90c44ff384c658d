package io.spindle.iso.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of a sheet, which is in UTF-8 if it can be, and else in ISO 8859-1. */
final class SheetText {
    /** A sheet of 99 tracks with 99 indexes each has less than half of this. */
    static final int MAXIMUM_BYTES = 1 << 20;

    private SheetText() {}

    /**
     * Reads a sheet.
     *
     * @param format what such a sheet is called
     * @throws ImageFormatException when it is too large to be one
     */
    static String read(Path sheet, String format) throws IOException {
        try (InputStream in = Files.newInputStream(sheet)) {
            byte[] bytes = in.readNBytes(MAXIMUM_BYTES + 1);
            if (bytes.length > MAXIMUM_BYTES) {
                throw new ImageFormatException("a " + format + " of more than 1 MiB is none");
            }
            return decode(ByteBuffer.wrap(bytes));
        }
    }

    /** The text without its byte order mark. */
    static String decode(ByteBuffer bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString();
        } catch (CharacterCodingException e) {
            text = StandardCharsets.ISO_8859_1.decode(bytes).toString();
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
