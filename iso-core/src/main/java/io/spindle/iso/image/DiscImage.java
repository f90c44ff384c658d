package io.spindle.iso.image;

import io.spindle.iso.bytes.CheckedByteSource;
import io.spindle.iso.bytes.FileByteSource;
import io.spindle.iso.disc.Disc;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * An image that is open.
 *
 * @param format name of its format
 * @param disc what it stores; closing its user data closes all files
 * @param files the open files that hold its sectors
 * @param expanded what its file was expanded to, where that was compressed
 */
public record DiscImage(String format, Disc disc, List<FileByteSource> files, Optional<CheckedByteSource> expanded)
        implements Closeable {
    public DiscImage {
        files = List.copyOf(files);
    }

    /** One whose files hold its sectors as they are. */
    DiscImage(String format, Disc disc, List<FileByteSource> files) {
        this(format, disc, files, Optional.empty());
    }

    @Override
    public void close() throws IOException {
        disc.userData().close();
    }
}
