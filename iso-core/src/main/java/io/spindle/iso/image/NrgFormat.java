package io.spindle.iso.image;

import io.spindle.iso.bytes.FileByteSource;
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
        return files.image(this, () -> {
            FileByteSource source = files.open(file);
            return new NrgLayout(NrgParser.parse(source), source).disc();
        });
    }
}
