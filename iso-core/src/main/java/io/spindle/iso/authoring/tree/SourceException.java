package io.spindle.iso.authoring.tree;

import java.io.IOException;

/** A folder that cannot become a disc; the text says what is wrong and what to do. */
public final class SourceException extends IOException {
    private static final long serialVersionUID = 1L;

    public SourceException(String message) {
        super(message);
    }
}
