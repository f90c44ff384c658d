package io.spindle.app;

/** A fault of whoever typed the command: exit code 2. */
final class UsageFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageFault(String message) {
        super(message);
    }
}
