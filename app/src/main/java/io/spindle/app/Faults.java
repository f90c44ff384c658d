package io.spindle.app;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** Says in one line what went wrong and, where it can be known, what to do. */
final class Faults {
    private Faults() {}

    static String explain(Throwable failure) {
        if (failure instanceof NoSuchFileException missing) {
            return missing.getFile() + " is not there: check the path";
        }
        if (failure instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied; choose a place that you may use, or ask its owner";
        }
        if (failure instanceof FileSystemException fault) {
            return fault.getFile() + ": "
                    + Optional.ofNullable(fault.getReason()).orElse("cannot be used");
        }
        return failure.getMessage() == null
                ? failure.getClass().getSimpleName() + "; --verbose shows where"
                : failure.getMessage();
    }
}
