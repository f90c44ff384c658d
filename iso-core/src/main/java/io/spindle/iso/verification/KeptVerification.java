package io.spindle.iso.verification;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an earlier verification found of files that are still as they were.
 *
 * @param verdict as it counts today
 * @param at when they were read
 * @param digests the SHA-256 of each file, in the order in which they were asked for
 * @param expanded the SHA-256 of what a compressed image expands to
 */
public record KeptVerification(Verdict verdict, Instant at, List<String> digests, Optional<String> expanded) {
    public KeptVerification {
        digests = List.copyOf(digests);
    }
}
