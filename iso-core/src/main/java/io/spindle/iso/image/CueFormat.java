package io.spindle.iso.image;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.FileByteSource;
import io.spindle.iso.image.CueSheet.FileLine;
import io.spindle.iso.image.CueSheet.FileType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A CUE sheet: a text that names files and tells which tracks lie in them. */
final class CueFormat implements ImageFormat {
    private static final String SHEET = "CUE sheet";
    private static final Set<String> FIRST_COMMANDS =
            Set.of("REM", "CATALOG", "CDTEXTFILE", "FILE", "PERFORMER", "SONGWRITER", "TITLE");
    private static final Set<String> COMMANDS_WITH_FILE = Set.of("FILE", "CDTEXTFILE");
    private static final int MAXIMUM_NAMED_FILES = 1000;
    private static final int MAXIMUM_CD_TEXT_BYTES = 8 * 256 * 18 + 4;

    @Override
    public String name() {
        return "CUE";
    }

    /** By its name, so that a sheet with faults is not taken for sectors; or by its first command. */
    @Override
    public boolean recognises(FileGlance file) {
        return file.name().toLowerCase(Locale.ROOT).endsWith(".cue")
                || file.text()
                        .lines()
                        .map(line -> CueLine.of(1, line).command())
                        .filter(command -> !command.isEmpty())
                        .findFirst()
                        .filter(FIRST_COMMANDS::contains)
                        .isPresent();
    }

    @Override
    public Companions companions(Path sheet) throws IOException {
        return CompanionFolder.of(sheet).companions(namedFiles(SheetText.read(sheet, SHEET)));
    }

    private static Set<String> namedFiles(String sheet) {
        Set<String> names = new LinkedHashSet<>();
        sheet.lines()
                .map(line -> CueLine.of(1, line))
                .filter(line -> COMMANDS_WITH_FILE.contains(line.command()))
                .limit(MAXIMUM_NAMED_FILES)
                .map(line -> line.command().equals("FILE") ? line.withoutLastWord() : line)
                .forEach(line -> names.add(line.text()));
        return names;
    }

    @Override
    public DiscImage open(Path sheet) throws IOException {
        CueSheet parsed = CueSheetParser.parse(SheetText.read(sheet, SHEET));
        CompanionFolder folder = CompanionFolder.of(sheet);
        OpenFiles files = new OpenFiles();
        return files.image(this, () -> {
            List<ByteSource> sources = new ArrayList<>();
            for (FileLine file : parsed.files()) {
                sources.add(source(file, folder, files));
            }
            return new CueLayout(parsed, sources).disc(cdText(parsed, folder));
        });
    }

    private static ByteSource source(FileLine file, CompanionFolder folder, OpenFiles files) throws IOException {
        try {
            FileByteSource source = files.open(folder.find(file.name()));
            return file.type() == FileType.WAVE ? WaveFile.samples(source) : source;
        } catch (ImageFormatException e) {
            throw new ImageFormatException(file.line(), told(file, e));
        }
    }

    private static String told(FileLine file, ImageFormatException fault) {
        String name = ImageFormatException.shown(file.name());
        return fault.getMessage().contains(name) ? fault.getMessage() : name + ": " + fault.getMessage();
    }

    /** Packs from a file, which may have a header of four bytes or a zero behind them, or else made of the sheet's texts. */
    private static ByteBuffer cdText(CueSheet sheet, CompanionFolder folder) throws IOException {
        if (sheet.cdTextFile().isEmpty()) {
            return SheetTexts.packs(
                    sheet.tracks().get(0).number(),
                    sheet.texts(),
                    sheet.tracks().stream().map(CueSheet.TrackLines::texts).toList());
        }
        FileLine file = sheet.cdTextFile().get();
        try {
            Path path = folder.find(file.name());
            long length = Files.size(path);
            if (length > MAXIMUM_CD_TEXT_BYTES || length % 18 > 1 && length % 18 != 4) {
                throw new ImageFormatException("a file of " + length + " bytes is not made of packs of 18");
            }
            byte[] bytes = Files.readAllBytes(path);
            int header = length % 18 == 4 ? 4 : 0;
            return ByteBuffer.wrap(bytes).slice(header, (int) (length / 18 * 18));
        } catch (ImageFormatException e) {
            throw new ImageFormatException(file.line(), told(file, e));
        }
    }
}
