package io.spindle.bench.load;

import java.io.IOException;

/** A server refused, failed, or said something that the protocol does not allow at this point. */
public final class NbdFailure extends IOException {
    private static final long serialVersionUID = 1L;

    NbdFailure(String message) {
        super(message);
    }
}
