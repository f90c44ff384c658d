package io.spindle.iso.packed;

import java.io.EOFException;
import org.tukaani.xz.MemoryLimitException;

/** How faults that libraries find are told. */
final class Faults {
    private static final int SHOWN_CHARACTERS = 120;

    private Faults() {}

    /** One line of what an exception says. */
    static String text(Throwable fault) {
        String message = fault.getMessage();
        if (message == null || message.isBlank()) {
            return fault instanceof EOFException ? "it ends too early" : "it is not what it should be";
        }
        String line = message.lines().findFirst().orElse("").strip();
        return line.length() > SHOWN_CHARACTERS ? line.substring(0, SHOWN_CHARACTERS) : line;
    }

    static PackedFormatException dictionary(MemoryLimitException e) {
        return new PackedFormatException(
                "expanding it takes " + e.getMemoryNeeded() / 1024 + " MiB of memory, more than the "
                        + e.getMemoryLimit() / 1024 + " MiB that there are for it; compress it with a preset up to -9",
                e);
    }
}
