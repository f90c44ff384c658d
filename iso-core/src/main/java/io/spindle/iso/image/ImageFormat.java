package io.spindle.iso.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A way in which files store a disc. */
public interface ImageFormat {
    /** Bytes at the start of a file that a format is recognised by. */
    int HEAD_BYTES = 4096;

    /** What people call it. */
    String name();

    /**
     * True when a file is of this format.
     *
     * @param head its first bytes, as many as {@link #HEAD_BYTES} if it has so many
     * @param fileName its name
     */
    boolean recognises(ByteBuffer head, String fileName);

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
