package io.spindle.iso.library;

import io.spindle.iso.packed.PackedFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a library looks at.
 *
 * @param sources folders, which are watched, and single files
 * @param stateFile where the sizes of names are remembered
 * @param settle how long a file must rest before it counts as complete
 * @param packed what reading compressed images takes
 */
public record LibraryOptions(List<Path> sources, Path stateFile, Duration settle, PackedFiles packed) {
    public static final Duration DEFAULT_SETTLE = Duration.ofSeconds(1);

    public LibraryOptions {
        sources = List.copyOf(sources);
    }

    /** A library that reads compressed images as well as it can without a folder to expand them to. */
    public LibraryOptions(List<Path> sources, Path stateFile, Duration settle) {
        this(sources, stateFile, settle, PackedFiles.inMemoryOnly());
    }
}
