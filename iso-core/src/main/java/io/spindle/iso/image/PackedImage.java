package io.spindle.iso.image;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.CheckedByteSource;
import io.spindle.iso.bytes.FileByteSource;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.packed.PackedFiles;
import io.spindle.iso.packed.PackedFormat;
import io.spindle.iso.packed.PackedFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An image of one file that was packed into a shorter one. */
final class PackedImage {
    /** What is read at once when such an image is opened: what machines read first, and what they read last. */
    private static final int HEAD_BYTES = 128 << 10;

    private static final int TAIL_BYTES = 64 << 10;

    private PackedImage() {}

    /** Opens the image that a packed file expands to; the first of the formats that recognises it opens it. */
    static DiscImage open(Path path, PackedFormat packing, PackedFiles packed, List<ImageFormat> formats)
            throws IOException {
        FileByteSource file = FileByteSource.open(path);
        ByteSource open = file;
        try {
            CheckedByteSource expanded = packed.open(file, packing);
            open = expanded;
            String name = PackedNames.withoutSuffix(file.path().getFileName().toString());
            Optional<PackedFormat> inner =
                    PackedFormat.of(FileGlance.of(name, expanded).head());
            if (inner.isPresent()) {
                expanded = packed.openWithin(expanded, inner.get()).orElseThrow(PackedImage::twice);
                open = expanded;
            }
            FileGlance glance = FileGlance.of(name, expanded);
            if (PackedFormat.of(glance.head()).isPresent()) {
                throw twice();
            }
            ImageFormat format = formats.stream()
                    .filter(it -> it.recognises(glance))
                    .findFirst()
                    .orElseThrow();
            Disc disc = format.openExpanded(glance, expanded);
            preload(expanded);
            // What was expanded into the store needs the file no more.
            List<FileByteSource> files = file.isOpen() ? List.of(file) : List.of();
            return new DiscImage(format.name() + " in " + packing.title(), disc, files, Optional.of(expanded));
        } catch (PackedFormatException e) {
            open.close();
            throw new ImageFormatException(e.getMessage());
        } catch (IOException | RuntimeException e) {
            open.close();
            throw e;
        }
    }

    private static ImageFormatException twice() {
        return new ImageFormatException("it is compressed twice: expand it once");
    }

    private static void preload(ByteSource expanded) throws IOException {
        expanded.preload(0, Math.min(HEAD_BYTES, expanded.lengthBytes()));
        long tail = Math.min(TAIL_BYTES, expanded.lengthBytes());
        expanded.preload(expanded.lengthBytes() - tail, tail);
    }
}
