package io.spindle.iso.image;

import io.spindle.iso.disc.CdText;
import io.spindle.iso.disc.Msf;
import io.spindle.iso.disc.StoredForm;
import io.spindle.iso.disc.StoredSubChannel;
import io.spindle.iso.disc.TrackFlag;
import io.spindle.iso.disc.TrackMode;
import io.spindle.iso.image.TocSheet.Part;
import io.spindle.iso.image.TocSheet.PartKind;
import io.spindle.iso.image.TocSheet.TocTrack;
import io.spindle.iso.image.TocTokens.Token;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a TOC of cdrdao; what it refuses it names with its line. */
final class TocParser {
    static final Map<String, StoredSector> TRACK_MODES = Map.of(
            "AUDIO", StoredSector.of(TrackMode.AUDIO, StoredForm.WHOLE),
            "MODE1", StoredSector.of(TrackMode.MODE1, StoredForm.USER_DATA),
            "MODE1_RAW", StoredSector.of(TrackMode.MODE1, StoredForm.WHOLE),
            "MODE2", StoredSector.of(TrackMode.MODE2, StoredForm.BEHIND_HEADER),
            "MODE2_RAW", StoredSector.of(TrackMode.MODE2_XA, StoredForm.WHOLE),
            "MODE2_FORM1", StoredSector.of(TrackMode.MODE2_XA, StoredForm.USER_DATA),
            "MODE2_FORM2", StoredSector.of(TrackMode.MODE2_XA, StoredForm.FORM_2_USER_DATA),
            "MODE2_FORM_MIX", StoredSector.of(TrackMode.MODE2_XA, StoredForm.BEHIND_HEADER));
    static final Set<String> DISC_TYPES = Set.of("CD_DA", "CD_ROM", "CD_ROM_XA", "CD_I");
    private static final Set<String> SUB_CHANNEL_MODES = Set.of("RW", "RW_RAW");
    private static final int SAMPLE_BYTES = 4;
    private static final int MAXIMUM_TRACKS = 99;
    private static final int MAXIMUM_PARTS = 1000;

    private final TocTokens tokens;
    private final Map<CdText.Field, String> discTexts = new EnumMap<>(CdText.Field.class);
    private final List<TocTrack> tracks = new ArrayList<>();
    private Optional<String> catalog = Optional.empty();
    private Track track;
    private int parts;

    private TocParser(String text) throws ImageFormatException {
        this.tokens = new TocTokens(text);
    }

    /** The track that is being read. */
    private static final class Track {
        private final int line;
        private final StoredSector sector;
        private final Set<TrackFlag> flags = EnumSet.noneOf(TrackFlag.class);
        private final Map<CdText.Field, String> texts = new EnumMap<>(CdText.Field.class);
        private final List<Part> parts = new ArrayList<>();
        private final List<Long> indexes = new ArrayList<>();
        private Optional<String> isrc = Optional.empty();
        private Optional<Integer> startPart = Optional.empty();
        private long startSectors;

        Track(int line, StoredSector sector) {
            this.line = line;
            this.sector = sector;
        }

        TocTrack finished() throws ImageFormatException {
            if (parts.isEmpty()) {
                throw new ImageFormatException(line, "this track has no data");
            }
            return new TocTrack(
                    line,
                    sector,
                    Set.copyOf(flags),
                    isrc,
                    Map.copyOf(texts),
                    List.copyOf(parts),
                    startPart,
                    startSectors,
                    List.copyOf(indexes));
        }
    }

    /**
     * What the TOC says.
     *
     * @throws ImageFormatException for a word that cannot be where it is
     */
    static TocSheet parse(String text) throws ImageFormatException {
        TocParser parser = new TocParser(text);
        while (!parser.tokens.peek().isEnd()) {
            parser.statement(parser.tokens.next());
        }
        parser.endTrack();
        if (parser.tracks.isEmpty()) {
            throw new ImageFormatException("it has no TRACK");
        }
        return new TocSheet(parser.catalog, Map.copyOf(parser.discTexts), List.copyOf(parser.tracks));
    }

    private void statement(Token word) throws ImageFormatException {
        if (word.quoted()) {
            throw unknown(word);
        }
        switch (word.text()) {
            case "CD_DA", "CD_ROM", "CD_ROM_XA", "CD_I" -> {}
            case "CATALOG" -> catalog = Optional.of(matching(word, "[0-9]{13}", "13 digits"));
            case "CD_TEXT" -> cdText(word);
            case "TRACK" -> startTrack(word);
            case "NO" -> {
                Token flag = tokens.next();
                current(flag).flags.remove(flag(flag));
            }
            case "COPY", "PRE_EMPHASIS", "FOUR_CHANNEL_AUDIO" ->
                current(word).flags.add(flag(word));
            case "TWO_CHANNEL_AUDIO" -> current(word).flags.remove(TrackFlag.FOUR_CHANNELS);
            case "ISRC" ->
                current(word).isrc =
                        Optional.of(matching(word, "[A-Z0-9]{5}[0-9]{7}", "five letters or digits and seven digits"));
            case "SILENCE", "ZERO" -> zeros(word);
            case "FILE", "AUDIOFILE", "DATAFILE" -> file(word);
            case "FIFO" -> throw word.fault("FIFO names no file: a disc is read more than once");
            case "START" -> start(word);
            case "PREGAP" -> pregap(word);
            case "INDEX" -> current(word).indexes.add(position(tokens.next()));
            default -> throw unknown(word);
        }
    }

    private static ImageFormatException unknown(Token word) {
        return word.fault(ImageFormatException.shown(word.text()) + " is no statement of a TOC");
    }

    private String matching(Token statement, String pattern, String shape) throws ImageFormatException {
        Token token = quoted(statement);
        if (!token.text().matches(pattern)) {
            throw token.fault(
                    statement.text() + " " + ImageFormatException.shown(token.text()) + " is not of " + shape);
        }
        return token.text();
    }

    private Token quoted(Token statement) throws ImageFormatException {
        Token token = tokens.next();
        if (!token.quoted()) {
            throw statement.fault(statement.text() + " is followed by a text in quotation marks");
        }
        return token;
    }

    private void startTrack(Token word) throws ImageFormatException {
        endTrack();
        Token mode = tokens.next();
        StoredSector sector = TRACK_MODES.get(mode.text());
        if (mode.quoted() || sector == null) {
            throw mode.fault(ImageFormatException.shown(mode.text()) + " is no mode of a track");
        }
        if (tracks.size() == MAXIMUM_TRACKS) {
            throw word.fault("there are more than 99 tracks");
        }
        boolean withSubChannel = SUB_CHANNEL_MODES.contains(tokens.peek().text());
        if (withSubChannel) {
            tokens.next();
        }
        track = new Track(word.line(), withSubChannel ? sector.with(StoredSubChannel.R_TO_W) : sector);
    }

    private void endTrack() throws ImageFormatException {
        if (track != null) {
            tracks.add(track.finished());
            track = null;
        }
    }

    private Track current(Token word) throws ImageFormatException {
        if (track == null) {
            throw word.fault(word.text() + " comes before any TRACK");
        }
        return track;
    }

    private static TrackFlag flag(Token word) throws ImageFormatException {
        return switch (word.text()) {
            case "COPY" -> TrackFlag.DIGITAL_COPY_PERMITTED;
            case "PRE_EMPHASIS" -> TrackFlag.PRE_EMPHASIS;
            case "FOUR_CHANNEL_AUDIO" -> TrackFlag.FOUR_CHANNELS;
            default -> throw word.fault(ImageFormatException.shown(word.text()) + " is no flag of a track");
        };
    }

    /** ZERO may tell the mode of its sectors, which is that of the track. */
    private void zeros(Token word) throws ImageFormatException {
        if (TRACK_MODES.containsKey(tokens.peek().text())) {
            tokens.next();
        }
        if (SUB_CHANNEL_MODES.contains(tokens.peek().text())) {
            tokens.next();
        }
        current(word);
        Token length = tokens.next();
        addPart(new Part(word.line(), PartKind.ZEROS, "", false, 0, Optional.of(bytes(length))));
    }

    private void addPart(Part part) throws ImageFormatException {
        if (++parts > MAXIMUM_PARTS) {
            throw new ImageFormatException(part.line(), "there are more than " + MAXIMUM_PARTS + " pieces of tracks");
        }
        track.parts.add(part);
    }

    private void file(Token word) throws ImageFormatException {
        boolean audio = current(word).sector.mode() == TrackMode.AUDIO && !word.is("DATAFILE");
        Token name = quoted(word);
        if (name.text().isEmpty() || name.text().equals("-")) {
            throw name.fault(word.text() + " names no file");
        }
        boolean swapped = tokens.take("SWAP");
        long start = tokens.take("#") ? number(tokens.next()) : 0;
        // Only of audio the start comes first; programs other than cdrdao write FILE for data too.
        if (!word.is("DATAFILE")) {
            start += bytes(tokens.next());
        }
        Optional<Long> length = Optional.empty();
        if (tokens.peek().isNumber() || tokens.peek().isPosition()) {
            length = Optional.of(bytes(tokens.next())).filter(it -> it > 0);
        }
        PartKind kind = audio ? PartKind.AUDIO : PartKind.DATA;
        addPart(new Part(word.line(), kind, name.text(), swapped, start, length));
    }

    private void start(Token word) throws ImageFormatException {
        Track now = current(word);
        checkNoStart(word, now);
        if (tokens.peek().isPosition()) {
            now.startSectors = position(tokens.next());
            now.startPart = Optional.of(0);
        } else {
            now.startPart = Optional.of(now.parts.size());
        }
    }

    private void pregap(Token word) throws ImageFormatException {
        Track now = current(word);
        checkNoStart(word, now);
        if (!now.parts.isEmpty()) {
            throw word.fault("PREGAP comes before the data of a track");
        }
        long length = position(tokens.next()) * now.sector.lengthBytes();
        addPart(new Part(word.line(), PartKind.ZEROS, "", false, 0, Optional.of(length)));
        now.startPart = Optional.of(1);
    }

    private static void checkNoStart(Token word, Track track) throws ImageFormatException {
        if (track.startPart.isPresent()) {
            throw word.fault("this track has a pre-gap already");
        }
    }

    /** A length in sectors as a position, or in samples of audio, or in bytes of data. */
    private long bytes(Token token) throws ImageFormatException {
        if (token.isPosition()) {
            return position(token) * track.sector.lengthBytes();
        }
        return number(token) * (track.sector.mode() == TrackMode.AUDIO ? SAMPLE_BYTES : 1);
    }

    private static long number(Token token) throws ImageFormatException {
        if (!token.isNumber()) {
            throw token.fault(ImageFormatException.shown(token.text()) + " is no number and no position");
        }
        return Long.parseLong(token.text());
    }

    private static long position(Token token) throws ImageFormatException {
        if (!token.isPosition()) {
            throw token.fault(
                    ImageFormatException.shown(token.text()) + " is no position: write minutes:seconds:frames");
        }
        String[] words = token.text().split(":");
        long seconds = Long.parseLong(words[1]);
        long frames = Long.parseLong(words[2]);
        if (seconds >= 60 || frames >= Msf.FRAMES_PER_SECOND) {
            throw token.fault(ImageFormatException.shown(token.text()) + " has more than 59 seconds or 74 frames");
        }
        return (Long.parseLong(words[0]) * 60 + seconds) * Msf.FRAMES_PER_SECOND + frames;
    }

    private void cdText(Token word) throws ImageFormatException {
        TocTexts.read(word, tokens, track == null ? discTexts : track.texts);
    }
}
