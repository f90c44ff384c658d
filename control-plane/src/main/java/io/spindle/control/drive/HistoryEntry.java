package io.spindle.control.drive;

import java.time.Instant;
import java.util.Optional;

/**
 * One thing that happened to a drive.
 *
 * @param by who
 * @param what a verb, or what the guest did
 * @param before the disc that was in it
 * @param after the disc that was wanted
 * @param policy "" when nobody was asked
 * @param result {@code done}, {@code deferred} or the code of a refusal
 */
public record HistoryEntry(
        Instant at,
        String by,
        String what,
        Optional<String> before,
        Optional<String> after,
        String policy,
        String result) {
    /** As a sentence for people. */
    public String sentence() {
        return by + ": " + what + after.map(" "::concat).orElse("") + ", " + result + " at " + at;
    }
}
