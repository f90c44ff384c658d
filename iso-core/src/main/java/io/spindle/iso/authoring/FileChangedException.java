package io.spindle.iso.authoring;

import io.spindle.iso.bytes.ContentFault;
import java.io.IOException;

/** A file of a folder is not what it was when the disc was planned; the text says which and how. */
public final class FileChangedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient ContentFault fault;

    FileChangedException(ContentFault fault) {
        super(fault.text());
        this.fault = fault;
    }

    ContentFault fault() {
        return fault;
    }
}
