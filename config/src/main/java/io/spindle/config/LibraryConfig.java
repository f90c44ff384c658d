package io.spindle.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The section {@code library}.
 *
 * @param paths image files, and folders of them
 * @param state the file in which the sizes of names are remembered; empty for the usual place
 * @param settle how long a file must rest before it counts as complete
 * @param demo true to serve the demo disc
 * @param pattern size of the pattern disc, empty for none
 */
public record LibraryConfig(
        List<Path> paths, Optional<Path> state, Duration settle, boolean demo, Optional<ByteCount> pattern) {
    public LibraryConfig {
        paths = List.copyOf(paths);
    }

    /** What an empty section means. */
    public static LibraryConfig defaults() {
        return new LibraryConfig(List.of(), Optional.empty(), Duration.ofSeconds(1), false, Optional.empty());
    }
}
