package io.spindle.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The section {@code cache}.
 *
 * @param size memory for blocks of compressed images
 * @param folder where images are expanded that cannot be read in any other way; empty for the usual place
 * @param folderSize what all of them together may take there
 */
public record CacheConfig(Optional<ByteCount> size, Optional<Path> folder, Optional<ByteCount> folderSize) {
    /** What an empty section means. */
    public static CacheConfig defaults() {
        return new CacheConfig(Optional.empty(), Optional.empty(), Optional.empty());
    }

    static CacheConfig read(Section section, Path folder) {
        CacheConfig config = new CacheConfig(
                section.optional("size", ValueType.SIZE),
                section.optional("folder", ValueType.path(folder)),
                section.optional("folder-size", ValueType.SIZE));
        section.finish();
        return config;
    }
}
