package io.spindle.iso.image;

import io.spindle.iso.disc.CdText;
import io.spindle.iso.disc.Msf;
import io.spindle.iso.disc.TrackFlag;
import io.spindle.iso.image.CueSheet.FileLine;
import io.spindle.iso.image.CueSheet.FileType;
import io.spindle.iso.image.CueSheet.IndexLine;
import io.spindle.iso.image.CueSheet.TrackLines;
import io.spindle.iso.image.CueSheet.TrackType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a CUE sheet line by line; what it refuses it names with its line. */
final class CueSheetParser {
    private static final int MAXIMUM_INDEX = 99;
    /** Each is held open; a file for each track and one for each pre-gap is the most that programs write. */
    private static final int MAXIMUM_FILES = 198;

    private Optional<String> catalog = Optional.empty();
    private Optional<FileLine> cdTextFile = Optional.empty();
    private final Map<CdText.Field, String> discTexts = new EnumMap<>(CdText.Field.class);
    private final List<FileLine> files = new ArrayList<>();
    private final List<TrackLines> tracks = new ArrayList<>();
    private int session = 1;
    private Track track;

    private CueSheetParser() {}

    /** The track whose lines are being read. */
    private static final class Track {
        private final CueLine line;
        private final int number;
        private final TrackType type;
        private final int session;
        private final Set<TrackFlag> flags = EnumSet.noneOf(TrackFlag.class);
        private final Map<CdText.Field, String> texts = new EnumMap<>(CdText.Field.class);
        private final List<IndexLine> indexes = new ArrayList<>();
        private Optional<String> isrc = Optional.empty();
        private long pregapSectors;
        private long postgapSectors;

        Track(CueLine line, int number, TrackType type, int session) {
            this.line = line;
            this.number = number;
            this.type = type;
            this.session = session;
        }

        TrackLines finished() throws ImageFormatException {
            if (indexes.isEmpty() || indexes.get(indexes.size() - 1).number() == 0) {
                throw line.fault("track " + number + " has no INDEX 01");
            }
            return new TrackLines(
                    line.number(),
                    number,
                    type,
                    session,
                    Set.copyOf(flags),
                    isrc,
                    Map.copyOf(texts),
                    pregapSectors,
                    postgapSectors,
                    List.copyOf(indexes));
        }
    }

    /**
     * What the sheet says.
     *
     * @throws ImageFormatException for a line that cannot be
     */
    static CueSheet parse(String text) throws ImageFormatException {
        CueSheetParser parser = new CueSheetParser();
        int number = 0;
        for (String line : text.split("\r\n|\r|\n", -1)) {
            parser.take(CueLine.of(++number, line));
        }
        return parser.finished();
    }

    private CueSheet finished() throws ImageFormatException {
        endTrack();
        if (tracks.isEmpty()) {
            throw new ImageFormatException("the sheet has no TRACK");
        }
        return new CueSheet(catalog, cdTextFile, Map.copyOf(discTexts), List.copyOf(files), List.copyOf(tracks));
    }

    private void take(CueLine line) throws ImageFormatException {
        switch (line.command()) {
            case "" -> {}
            case "REM" -> remark(line);
            case "CATALOG" -> catalog = Optional.of(catalogNumber(line));
            case "CDTEXTFILE" -> cdTextFile = Optional.of(new FileLine(line.number(), name(line), FileType.BINARY));
            case "FILE" -> file(line);
            case "TRACK" -> startTrack(line);
            case "INDEX" -> index(line);
            case "PREGAP" -> {
                current(line).pregapSectors = length(line, line.rest());
                if (!track.indexes.isEmpty()) {
                    throw line.fault("PREGAP comes before INDEX");
                }
            }
            case "POSTGAP" -> current(line).postgapSectors = length(line, line.rest());
            case "FLAGS" -> flags(line);
            case "ISRC" -> current(line).isrc = isrc(line);
            case "TITLE", "PERFORMER", "SONGWRITER", "COMPOSER", "ARRANGER", "MESSAGE" -> text(line);
            // CD-TEXT of kinds that no pack is made of.
            case "DISC_ID", "GENRE", "SIZE_INFO", "TOC_INFO", "TOC_INFO1", "TOC_INFO2", "UPC_EAN" -> {}
            default -> throw line.fault(ImageFormatException.shown(line.command()) + " is no command of a CUE sheet");
        }
    }

    private void remark(CueLine line) throws ImageFormatException {
        String[] words = line.words();
        if (words.length == 2 && words[0].equalsIgnoreCase("SESSION")) {
            int number = number(line, words[1], 99);
            boolean next = number == session + 1 && (track != null || !tracks.isEmpty());
            if (number != 1 && !next || number < session) {
                throw line.fault("session " + number + " does not follow session " + session + " and its tracks");
            }
            endTrack();
            session = number;
        }
    }

    private static String catalogNumber(CueLine line) throws ImageFormatException {
        if (!line.text().matches("[0-9]{13}")) {
            throw line.fault("CATALOG " + ImageFormatException.shown(line.text()) + " is not of 13 digits");
        }
        return line.text();
    }

    private void file(CueLine line) throws ImageFormatException {
        String type = line.lastWord().toUpperCase(Locale.ROOT);
        switch (type) {
            case "BINARY", "MOTOROLA", "WAVE" ->
                files.add(new FileLine(line.number(), name(line.withoutLastWord()), FileType.valueOf(type)));
            case "AIFF", "MP3", "FLAC", "OGG" -> throw line.fault(type + " files are not read: convert it to WAVE");
            default -> throw line.fault("FILE names no type that is known: write BINARY, MOTOROLA or WAVE");
        }
        if (files.size() > MAXIMUM_FILES) {
            throw line.fault("there are more than " + MAXIMUM_FILES + " files");
        }
    }

    private static String name(CueLine line) throws ImageFormatException {
        if (line.text().isEmpty()) {
            throw line.fault(line.command() + " names no file");
        }
        return line.text();
    }

    private void startTrack(CueLine line) throws ImageFormatException {
        endTrack();
        String[] words = line.words();
        if (words.length != 2) {
            throw line.fault("TRACK has a number and a type: write TRACK 01 MODE1/2352");
        }
        int number = number(line, words[0], 99);
        if (number < 1 || (!tracks.isEmpty() && number != lastTrack().number() + 1)) {
            throw line.fault("track " + number
                    + (tracks.isEmpty() ? "" : " behind track " + lastTrack().number()));
        }
        TrackType type = TrackType.of(words[1])
                .orElseThrow(() -> line.fault(ImageFormatException.shown(words[1]) + " is no type of a track"));
        if (files.isEmpty()) {
            throw line.fault("TRACK comes before any FILE");
        }
        track = new Track(line, number, type, session);
    }

    private TrackLines lastTrack() {
        return tracks.get(tracks.size() - 1);
    }

    private void endTrack() throws ImageFormatException {
        if (track != null) {
            tracks.add(track.finished());
            track = null;
        }
    }

    private void index(CueLine line) throws ImageFormatException {
        List<IndexLine> indexes = current(line).indexes;
        String[] words = line.words();
        if (words.length != 2) {
            throw line.fault("INDEX has a number and a position: write INDEX 01 00:00:00");
        }
        int number = number(line, words[0], MAXIMUM_INDEX);
        boolean follows = indexes.isEmpty()
                ? number <= 1
                : number == indexes.get(indexes.size() - 1).number() + 1;
        if (!follows) {
            throw line.fault("INDEX " + number + " does not follow: the first is 00 or 01");
        }
        indexes.add(new IndexLine(line.number(), number, files.size() - 1, length(line, words[1])));
    }

    private void flags(CueLine line) throws ImageFormatException {
        for (String word : line.words()) {
            switch (word.toUpperCase(Locale.ROOT)) {
                case "DCP" -> current(line).flags.add(TrackFlag.DIGITAL_COPY_PERMITTED);
                case "4CH" -> current(line).flags.add(TrackFlag.FOUR_CHANNELS);
                case "PRE" -> current(line).flags.add(TrackFlag.PRE_EMPHASIS);
                // Serial copy management shows nowhere; the track's type says whether it is data.
                case "SCMS", "DATA" -> current(line);
                default -> throw line.fault(ImageFormatException.shown(word) + " is no flag of a track");
            }
        }
    }

    private static Optional<String> isrc(CueLine line) throws ImageFormatException {
        String code = line.text().replace("-", "").toUpperCase(Locale.ROOT);
        if (!code.matches("[A-Z0-9]{5}[0-9]{7}")) {
            throw line.fault("ISRC " + ImageFormatException.shown(line.text())
                    + " is not of five letters or digits and seven digits");
        }
        return Optional.of(code);
    }

    private void text(CueLine line) {
        Map<CdText.Field, String> texts = track == null ? discTexts : track.texts;
        texts.put(CdText.Field.valueOf(line.command()), line.text());
    }

    private Track current(CueLine line) throws ImageFormatException {
        if (track == null) {
            throw line.fault(line.command() + " comes before any TRACK");
        }
        return track;
    }

    private static int number(CueLine line, String word, int maximum) throws ImageFormatException {
        if (!word.matches("[0-9]{1,2}") || Integer.parseInt(word) > maximum) {
            throw line.fault(ImageFormatException.shown(word) + " is no number from 0 to " + maximum);
        }
        return Integer.parseInt(word);
    }

    /** Sectors of a length or position in minutes, seconds and frames; minutes may have three digits. */
    private static long length(CueLine line, String word) throws ImageFormatException {
        if (!word.matches("[0-9]{1,3}:[0-5]?[0-9]:[0-9]{1,2}")) {
            throw line.fault(ImageFormatException.shown(word) + " is no position: write minutes:seconds:frames");
        }
        String[] parts = word.split(":");
        long frames = Long.parseLong(parts[2]);
        if (frames >= Msf.FRAMES_PER_SECOND) {
            throw line.fault(ImageFormatException.shown(word) + " has " + frames + " frames: a second has 75");
        }
        return (Long.parseLong(parts[0]) * 60 + Long.parseLong(parts[1])) * Msf.FRAMES_PER_SECOND + frames;
    }
}
