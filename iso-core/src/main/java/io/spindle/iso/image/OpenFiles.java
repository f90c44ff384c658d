package io.spindle.iso.image;

import io.spindle.iso.bytes.FileByteSource;
import io.spindle.iso.disc.Disc;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files of an image that is being opened, each open once; all are closed again when it cannot be. */
final class OpenFiles {
    private final Map<Path, FileByteSource> files = new LinkedHashMap<>();

    /** What makes a disc of open files. */
    interface Opening {
        Disc disc() throws IOException;
    }

    /** The file, opened when it was not yet. */
    FileByteSource open(Path path) throws IOException {
        FileByteSource known = files.get(path);
        if (known == null) {
            known = FileByteSource.open(path);
            files.put(path, known);
        }
        return known;
    }

    /** The image of the disc that is made. */
    DiscImage image(ImageFormat format, Opening opening) throws IOException {
        try {
            return new DiscImage(
                    format.name(), opening.disc(), files.values().stream().toList());
        } catch (IOException | RuntimeException e) {
            for (FileByteSource file : files.values()) {
                file.close();
            }
            throw e;
        }
    }
}
