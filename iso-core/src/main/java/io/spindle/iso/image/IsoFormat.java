package io.spindle.iso.image;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.CheckedByteSource;
import io.spindle.iso.bytes.FileByteSource;
import io.spindle.iso.disc.Disc;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A file of 2048-byte sectors and nothing else, whatever they hold: what every file is that is nothing else. */
final class IsoFormat implements ImageFormat {
    @Override
    public String name() {
        return "ISO";
    }

    @Override
    public boolean recognises(FileGlance file) {
        return true;
    }

    @Override
    public Companions companions(Path file) {
        return Companions.NONE;
    }

    @Override
    public DiscImage open(Path file) throws IOException {
        FileByteSource source = FileByteSource.open(file);
        if (source.lengthBytes() == 0) {
            source.close();
            throw new ImageFormatException("the file is empty");
        }
        return new DiscImage(name(), disc(source), List.of(source));
    }

    @Override
    public Disc openExpanded(FileGlance glance, CheckedByteSource expanded) {
        return disc(expanded);
    }

    private static Disc disc(ByteSource blocks) {
        Disc disc = Disc.ofUserData(blocks);
        return disc.withMedium(MediumHint.of(disc));
    }
}
