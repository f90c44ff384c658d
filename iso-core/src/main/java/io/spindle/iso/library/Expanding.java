package io.spindle.iso.library;

import java.nio.file.Path;

/**
 * A compressed image that is being expanded, after which it is served.
 *
 * @param name that it will have
 * @param path of the compressed file
 * @param percent how much of the file was read
 */
public record Expanding(String name, Path path, int percent) {
    /** A sentence for people. */
    public String text() {
        return "expanding " + percent + " %";
    }
}
