package io.spindle.iso.checksum;

import java.util.Optional;

/**
 * A digest that a file of checksums tells.
 *
 * @param algorithm how it was made
 * @param digest in hexadecimal digits, in lower case
 * @param path of the file that it is of, as written; empty where there is only the digest
 */
public record ChecksumLine(DigestAlgorithm algorithm, String digest, Optional<String> path) {
    /** The last part of the path. */
    public Optional<String> name() {
        return path.map(it -> it.substring(Math.max(it.lastIndexOf('/'), it.lastIndexOf('\\')) + 1));
    }
}
