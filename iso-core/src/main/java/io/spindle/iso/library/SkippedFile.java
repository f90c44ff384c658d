package io.spindle.iso.library;

import java.nio.file.Path;

/**
 * A file that is not served.
 *
 * @param path where it is
 * @param reason a sentence for people
 */
public record SkippedFile(Path path, String reason) {}
