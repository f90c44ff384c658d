package io.spindle.iso.image;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.CheckedByteSource;
import io.spindle.iso.disc.Disc;
import java.io.IOException;
import java.nio.file.Path;

/** An image of Nero: the sectors of all tracks, and at the end of the file a table that tells where they lie. */
final class NrgFormat implements ImageFormat {
    @Override
    public String name() {
        return "NRG";
    }

    @Override
    public boolean recognises(FileGlance file) {
        return NrgParser.isAt(file.tail());
    }

    @Override
    public Companions companions(Path file) {
        return Companions.NONE;
    }

    @Override
    public DiscImage open(Path file) throws IOException {
        OpenFiles files = new OpenFiles();
        return files.image(this, () -> disc(files.open(file)));
    }

    @Override
    public Disc openExpanded(FileGlance glance, CheckedByteSource expanded) throws IOException {
        return disc(expanded);
    }

    private static Disc disc(ByteSource file) throws IOException {
        return new NrgLayout(NrgParser.parse(file), file).disc();
    }
}
