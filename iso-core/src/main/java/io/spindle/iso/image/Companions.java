package io.spindle.iso.image;

import java.nio.file.Path;
import java.util.List;

/**
 * The files beside an image file that belong to the same image.
 *
 * @param files those that are there, without symbolic links in their paths, each once
 * @param complete false when the image names others as well
 */
public record Companions(List<Path> files, boolean complete) {
    /** Those of an image that is a single file. */
    public static final Companions NONE = new Companions(List.of(), true);

    public Companions {
        files = List.copyOf(files);
    }
}
