package io.spindle.iso.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The formats that there are. */
public final class DiscImages {
    /** The first that recognises a file opens it; the last recognises every file. */
    private static final List<ImageFormat> FORMATS = List.of(new CueFormat(), new IsoFormat());

    private DiscImages() {}

    /**
     * Opens an image of whatever format it is.
     *
     * @throws ImageFormatException when it is damaged, or of a kind that is not read, with the reason
     * @throws IOException when a file cannot be read
     */
    public static DiscImage open(Path file) throws IOException {
        return formatOf(file).open(file);
    }

    /**
     * The other files that belong to an image.
     *
     * @throws IOException when the image cannot be read
     */
    public static Companions companions(Path file) throws IOException {
        return formatOf(file).companions(file);
    }

    private static ImageFormat formatOf(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("not a regular file: " + file);
        }
        FileGlance glance = FileGlance.at(file);
        return FORMATS.stream()
                .filter(format -> format.recognises(glance))
                .findFirst()
                .orElseThrow();
    }
}
