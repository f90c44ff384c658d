package io.spindle.iso.scanning;

import java.util.Optional;

/**
 * What scanning a disc came to.
 *
 * @param files how many were scanned
 * @param skipped how many were passed over because they are too large
 * @param fault why the disc is not to be used; empty when it is clean
 */
public record ScanResult(long files, long skipped, Optional<String> fault) {
    public boolean isClean() {
        return fault.isEmpty();
    }
}
