package io.spindle.iso.chd;

import java.io.IOException;

/** A CHD file that cannot be opened because of what is written in it; the message is for the user who has it. */
public final class ChdException extends IOException {
    private static final long serialVersionUID = 1;

    ChdException(String text) {
        super(text);
    }
}
