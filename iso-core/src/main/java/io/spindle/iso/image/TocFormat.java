package io.spindle.iso.image;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.FileByteSource;
import io.spindle.iso.image.TocSheet.Part;
import io.spindle.iso.image.TocTokens.Token;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** A TOC of cdrdao: a text that tells of which pieces of files, and of how much silence, tracks are made. */
final class TocFormat implements ImageFormat {
    private static final String SHEET = "TOC";
    private static final Set<String> COMMANDS_WITH_FILE = Set.of("FILE", "AUDIOFILE", "DATAFILE");
    private static final int MAXIMUM_NAMED_FILES = 1000;

    @Override
    public String name() {
        return "TOC";
    }

    /** By its first words, or by its name, so that a TOC with faults is not taken for sectors. */
    @Override
    public boolean recognises(FileGlance file) {
        return file.name().toLowerCase(Locale.ROOT).endsWith(".toc") || beginsAsToc(file.text());
    }

    /** A catalogue number begins sheets of other kinds too. */
    private static boolean beginsAsToc(String text) {
        try {
            TocTokens tokens = new TocTokens(text);
            Token word = tokens.next();
            if (word.is("CATALOG") && tokens.next().quoted()) {
                word = tokens.next();
            }
            return !word.quoted() && TocParser.DISC_TYPES.contains(word.text())
                    || word.is("CD_TEXT") && tokens.peek().is("{")
                    || word.is("TRACK")
                            && TocParser.TRACK_MODES.containsKey(tokens.peek().text());
        } catch (ImageFormatException e) {
            return false;
        }
    }

    @Override
    public Companions companions(Path sheet) throws IOException {
        return CompanionFolder.of(sheet).companions(namedFiles(SheetText.read(sheet, SHEET)));
    }

    private static Set<String> namedFiles(String sheet) {
        Set<String> names = new TreeSet<>();
        try {
            TocTokens tokens = new TocTokens(sheet);
            while (!tokens.peek().isEnd() && names.size() < MAXIMUM_NAMED_FILES) {
                Token word = tokens.next();
                if (!word.quoted()
                        && COMMANDS_WITH_FILE.contains(word.text())
                        && tokens.peek().quoted()) {
                    names.add(tokens.next().text());
                }
            }
            return names;
        } catch (ImageFormatException e) {
            // The fault is told when the TOC is opened.
            return names;
        }
    }

    @Override
    public DiscImage open(Path sheet) throws IOException {
        TocSheet parsed = TocParser.parse(SheetText.read(sheet, SHEET));
        CompanionFolder folder = CompanionFolder.of(sheet);
        OpenFiles files = new OpenFiles();
        return files.image(this, () -> new TocLayout(parsed, part -> source(part, folder, files)).disc());
    }

    private static ByteSource source(Part part, CompanionFolder folder, OpenFiles files) throws IOException {
        if (part.kind() == TocSheet.PartKind.AUDIO && part.file().matches("(?i).*\\.(mp3|ogg|flac|aiff?)")) {
            throw new ImageFormatException(
                    part.line(), ImageFormatException.shown(part.file()) + " is not read: convert it to WAVE");
        }
        try {
            FileByteSource source = files.open(folder.find(part.file()));
            return TocLayout.isWave(part) ? WaveFile.samples(source) : source;
        } catch (ImageFormatException e) {
            String name = ImageFormatException.shown(part.file());
            String text = e.getMessage();
            throw new ImageFormatException(part.line(), text.contains(name) ? text : name + ": " + text);
        }
    }
}
