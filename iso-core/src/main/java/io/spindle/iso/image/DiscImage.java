package io.spindle.iso.image;

import io.spindle.iso.bytes.FileByteSource;
import io.spindle.iso.disc.Disc;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * An image that is open.
 *
 * @param format name of its format
 * @param disc what it stores; closing its user data closes all files
 * @param files the open files that hold its sectors
 */
public record DiscImage(String format, Disc disc, List<FileByteSource> files) implements Closeable {
    public DiscImage {
        files = List.copyOf(files);
    }

    @Override
    public void close() throws IOException {
        disc.userData().close();
    }
}
