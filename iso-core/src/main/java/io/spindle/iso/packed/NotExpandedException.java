package io.spindle.iso.packed;

import java.io.IOException;

/** A packed file that can be read from its start only, and has not been expanded yet; see {@link ExpandedStore#expand}. */
public final class NotExpandedException extends IOException {
    private static final long serialVersionUID = 1;

    NotExpandedException(PackedFormat format) {
        super("compressed with " + format.title() + " as one piece: it has to be expanded before it can be read");
    }
}
