package io.spindle.iso.image;

import io.spindle.iso.packed.NotExpandedException;
import io.spindle.iso.packed.PackedFiles;
import io.spindle.iso.packed.PackedFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The formats that there are. */
public final class DiscImages {
    /** The first that recognises a file opens it; the last recognises every file. */
    private static final List<ImageFormat> FORMATS = List.of(
            new MdsFormat(),
            new CcdFormat(),
            new TocFormat(),
            new CueFormat(),
            new NrgFormat(),
            new RawFormat(),
            new IsoFormat());

    private DiscImages() {}

    /**
     * Opens an image of whatever format it is; one that is compressed only where that takes neither much memory nor a
     * folder.
     *
     * @throws ImageFormatException when it is damaged, or of a kind that is not read, with the reason
     * @throws IOException when a file cannot be read
     */
    public static DiscImage open(Path file) throws IOException {
        return open(file, PackedFiles.inMemoryOnly());
    }

    /**
     * Opens an image of whatever format it is.
     *
     * @param packed what reading compressed files takes
     * @throws ImageFormatException when it is damaged, or of a kind that is not read, with the reason
     * @throws NotExpandedException when it has to be expanded first
     * @throws IOException when a file cannot be read
     */
    public static DiscImage open(Path file, PackedFiles packed) throws IOException {
        FileGlance glance = glance(file);
        Optional<PackedFormat> packing = PackedFormat.of(glance.head());
        if (packing.isPresent()) {
            return PackedImage.open(file, packing.get(), packed, formats(packed));
        }
        return formatOf(glance, formats(packed)).open(file);
    }

    /**
     * The other files that belong to an image.
     *
     * @throws IOException when the image cannot be read
     */
    public static Companions companions(Path file) throws IOException {
        return formatOf(glance(file), FORMATS).companions(file);
    }

    private static FileGlance glance(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("not a regular file: " + file);
        }
        return FileGlance.at(file);
    }

    private static List<ImageFormat> formats(PackedFiles packed) {
        List<ImageFormat> formats = new ArrayList<>(List.of(new ChdFormat(packed.cache())));
        formats.addAll(FORMATS);
        return formats;
    }

    private static ImageFormat formatOf(FileGlance glance, List<ImageFormat> formats) {
        return formats.stream()
                .filter(format -> format.recognises(glance))
                .findFirst()
                .orElseThrow();
    }
}
