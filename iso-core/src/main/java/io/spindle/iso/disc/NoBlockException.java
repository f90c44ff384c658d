package io.spindle.iso.disc;

import java.io.IOException;

/** There is no block of 2048 bytes to read here, and there is nothing wrong with that. */
final class NoBlockException extends IOException {
    private static final long serialVersionUID = 1;

    NoBlockException(String text) {
        super(text);
    }
}
