package io.spindle.iso.verification;

import java.time.Instant;
import java.util.List;

/**
 * What an earlier verification found of files that are still as they were.
 *
 * @param verdict as it counts today
 * @param at when they were read
 * @param digests the SHA-256 of each file, in the order in which they were asked for
 */
public record KeptVerification(Verdict verdict, Instant at, List<String> digests) {
    public KeptVerification {
        digests = List.copyOf(digests);
    }
}
