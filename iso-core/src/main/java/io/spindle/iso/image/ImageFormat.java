package io.spindle.iso.image;

import io.spindle.iso.bytes.CheckedByteSource;
import io.spindle.iso.disc.Disc;
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

    /**
     * Makes the disc of an image that one file holds in a compressed form.
     *
     * @param glance at the expanded image
     * @param expanded all of it; closed with the disc
     * @throws ImageFormatException when the format is of several files, or not read so
     * @throws IOException when it cannot be read
     */
    default Disc openExpanded(FileGlance glance, CheckedByteSource expanded) throws IOException {
        throw new ImageFormatException(
                "an image of the kind " + name() + " cannot be read while it is compressed: expand the file");
    }
}
