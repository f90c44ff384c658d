package io.spindle.control.qmp;

import java.io.IOException;

/** An error that QEMU answered. */
public final class QmpError extends IOException {
    private static final long serialVersionUID = 1L;

    QmpError(String description) {
        super(description);
    }
}
