package io.spindle.iso.authoring;

import java.io.IOException;

/** A file of a folder is not what it was when the disc was planned; the text says which and how. */
public final class FileChangedException extends IOException {
    private static final long serialVersionUID = 1L;

    FileChangedException(String message) {
        super(message);
    }
}
