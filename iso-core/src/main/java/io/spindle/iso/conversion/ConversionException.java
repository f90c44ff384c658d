package io.spindle.iso.conversion;

import java.io.IOException;

/** A disc that cannot be written as that format without losing something; the text says what and what to do. */
public final class ConversionException extends IOException {
    private static final long serialVersionUID = 1L;

    ConversionException(String message) {
        super(message);
    }
}
