package io.spindle.iso.scanning;

import io.spindle.iso.bytes.ByteSource;
import java.io.IOException;
import java.util.Optional;

/** Looks for malware in a file. */
@FunctionalInterface
public interface FileScanner {
    /**
     * Scans the file.
     *
     * @return the name of what was found, empty when it is clean
     * @throws IOException when that cannot be told; the text says why
     */
    Optional<String> scan(ByteSource file) throws IOException;
}
