package io.spindle.iso.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** An image of Alcohol 120%: a descriptor (.mds), and one or more files of sectors (.mdf). */
final class MdsFormat implements ImageFormat {
    private static final String WILDCARD = "*.";

    @Override
    public String name() {
        return "MDS";
    }

    /** By how it begins, or by its name, so that a damaged descriptor is not taken for sectors. */
    @Override
    public boolean recognises(FileGlance file) {
        int length = MdsParser.SIGNATURE.length;
        return file.name().toLowerCase(Locale.ROOT).endsWith(".mds")
                || file.head().limit() >= length
                        && file.head().slice(0, length).equals(ByteBuffer.wrap(MdsParser.SIGNATURE));
    }

    @Override
    public Companions companions(Path file) throws IOException {
        return CompanionFolder.of(file).companions(namedFiles(file));
    }

    /** Of a damaged descriptor, what its file of sectors is mostly called. */
    private static Set<String> namedFiles(Path file) throws IOException {
        Set<String> names = new TreeSet<>();
        try {
            for (List<MdsSheet.MdsTrack> session : MdsParser.read(file).sessions()) {
                session.forEach(track -> track.files().forEach(name -> names.add(fileName(name, file))));
            }
            return names;
        } catch (ImageFormatException e) {
            return Set.of(CompanionFolder.sibling(file, "mdf"));
        }
    }

    /** A name of a star and an extension is that of the descriptor with this extension. */
    private static String fileName(String name, Path descriptor) {
        return name.startsWith(WILDCARD)
                ? CompanionFolder.sibling(descriptor, name.substring(WILDCARD.length()))
                : name;
    }

    @Override
    public DiscImage open(Path file) throws IOException {
        MdsSheet sheet = MdsParser.read(file);
        CompanionFolder folder = CompanionFolder.of(file);
        OpenFiles files = new OpenFiles();
        return files.image(
                this, () -> new MdsLayout(sheet, name -> files.open(folder.find(fileName(name, file)))).disc());
    }
}
