package io.spindle.iso.filesystem;

import java.time.Instant;
import java.util.Optional;

/**
 * When things happened to a file, as far as it is recorded.
 *
 * @param modified its content was last changed
 * @param accessed it was last read
 * @param changed its attributes were last changed
 * @param created it was made
 */
public record FileTimes(
        Optional<Instant> modified, Optional<Instant> accessed, Optional<Instant> changed, Optional<Instant> created) {
    /** Nothing is known. */
    public static final FileTimes UNKNOWN =
            new FileTimes(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Only the time of the last change of content is known. */
    public static FileTimes modified(Optional<Instant> modified) {
        return new FileTimes(modified, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
