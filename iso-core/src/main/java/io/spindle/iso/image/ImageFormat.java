package io.spindle.iso.image;

import java.io.IOException;
import java.nio.file.Path;

/** A way in which files store a disc. */
public interface ImageFormat {
    /** What people call it. */
    String name();

    /** True when a file is of this format. */
    boolean recognises(FileGlance file);

    /**
     * The other files that belong to an image of this format; a damaged image names those that it still tells of.
     *
     * @throws IOException when the image cannot be read
     */
    Companions companions(Path file) throws IOException;

    /**
     * Opens an image.
     *
     * @throws ImageFormatException when it is no image that can be opened, with the reason
     * @throws IOException when a file cannot be read
     */
    DiscImage open(Path file) throws IOException;
}
