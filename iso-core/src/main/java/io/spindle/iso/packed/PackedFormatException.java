package io.spindle.iso.packed;

import java.io.IOException;

/** A packed file that cannot be expanded because of what is written in it; the message is for the user who has it. */
public final class PackedFormatException extends IOException {
    private static final long serialVersionUID = 1;

    /** A fault of the file. */
    public PackedFormatException(String text) {
        super(text);
    }

    /** A fault of the file that a library found. */
    PackedFormatException(String text, Throwable cause) {
        super(text, cause);
    }
}
