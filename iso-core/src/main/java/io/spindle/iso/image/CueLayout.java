package io.spindle.iso.image;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.DiscLayout;
import io.spindle.iso.disc.Extent;
import io.spindle.iso.disc.Lba;
import io.spindle.iso.disc.MediumType;
import io.spindle.iso.disc.Session;
import io.spindle.iso.disc.StoredForm;
import io.spindle.iso.disc.Track;
import io.spindle.iso.image.CueSheet.FileLine;
import io.spindle.iso.image.CueSheet.FileType;
import io.spindle.iso.image.CueSheet.IndexLine;
import io.spindle.iso.image.CueSheet.TrackLines;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays the tracks of a sheet out on a disc.
 *
 * <p>Each INDEX starts a part that reaches to the next one in the same file, or to the end of the file. The parts come one
 * after another on the disc, with gaps between them where the sheet asks for some, and a lead-out and a lead-in between
 * sessions.
 */
final class CueLayout {
    /** Lead-out and lead-in behind the first session, and behind later ones, without the pre-gap (MMC-6; Red Book). */
    private static final long FIRST_SESSION_GAP = 6750 + 4500;

    private static final long LATER_SESSION_GAP = 2250 + 4500;
    private static final long SESSION_PREGAP = 150;
    /** What has a position of two digits of minutes, lead-out included. */
    private static final long CD_LIMIT_SECTORS = 100 * 60 * 75 - 150;

    private final CueSheet sheet;
    private final List<ByteSource> sources;
    private final CueParts parts;
    private final List<Extent> extents = new ArrayList<>();
    private final List<Session> sessions = new ArrayList<>();
    private final List<Track> tracks = new ArrayList<>();
    private long lba;

    /**
     * Lays out nothing yet.
     *
     * @param sources the bytes of each file of the sheet
     */
    CueLayout(CueSheet sheet, List<ByteSource> sources) throws ImageFormatException {
        this.sheet = sheet;
        this.parts = new CueParts(
                sheet, sources.stream().map(ByteSource::lengthBytes).toList());
        this.sources = parts.filled(sources);
    }

    Disc disc(ByteBuffer cdText) throws ImageFormatException {
        int session = 1;
        for (TrackLines lines : sheet.tracks()) {
            if (lines.session() != session) {
                endSession(session);
                lba += session == 1 ? FIRST_SESSION_GAP : LATER_SESSION_GAP;
                session = lines.session();
            }
            put(lines);
        }
        endSession(session);
        MediumType medium = lba <= CD_LIMIT_SECTORS ? MediumType.CD : MediumType.ofLength(lba);
        return new DiscLayout(medium, sessions, sheet.catalog(), cdText).over(extents);
    }

    private void endSession(int number) {
        sessions.add(new Session(number, tracks, new Lba(lba)));
        tracks.clear();
    }

    private void put(TrackLines lines) throws ImageFormatException {
        long pregap = lba;
        long inFiles = parts.pregapSectors(lines);
        boolean opensLaterSession = lines.session() > 1 && tracks.isEmpty();
        long missing = opensLaterSession ? SESSION_PREGAP - inFiles - lines.pregapSectors() : 0;
        putEmpty(lines, lines.pregapSectors() + Math.max(0, missing));
        long start = lba + inFiles;
        List<Lba> laterIndexes = new ArrayList<>();
        for (IndexLine index : lines.indexes()) {
            CueParts.Part part = parts.of(index);
            if (index.number() > 1) {
                laterIndexes.add(new Lba(lba + part.leadingSectors()));
            }
            putPart(lines, part);
        }
        putEmpty(lines, lines.postgapSectors());
        if (lba <= start) {
            throw new ImageFormatException(lines.line(), "track " + lines.number() + " has no sectors");
        }
        tracks.add(new Track(
                lines.number(),
                lines.type().mode(),
                lines.flags(),
                new Lba(pregap),
                new Lba(start),
                lba - start,
                laterIndexes,
                lines.isrc()));
    }

    private void putEmpty(TrackLines lines, long sectors) {
        if (sectors > 0) {
            extents.add(Extent.empty(lba, sectors, lines.type().mode()));
            lba += sectors;
        }
    }

    private void putPart(TrackLines lines, CueParts.Part part) throws ImageFormatException {
        if (part.sectors() == 0) {
            return;
        }
        FileLine file = sheet.files().get(part.file());
        extents.add(new Extent(
                lba,
                part.sectors(),
                lines.type().mode(),
                form(lines, file),
                lines.type().subChannel(),
                sources.get(part.file()),
                part.offsetBytes()));
        lba += part.sectors();
    }

    private static StoredForm form(TrackLines lines, FileLine file) throws ImageFormatException {
        boolean plainAudio = lines.type() == CueSheet.TrackType.AUDIO;
        if (file.type() == FileType.WAVE && !plainAudio) {
            throw new ImageFormatException(lines.line(), "a WAVE file holds AUDIO tracks only");
        }
        return plainAudio && file.type() == FileType.MOTOROLA
                ? StoredForm.WHOLE_BIG_ENDIAN
                : lines.type().form();
    }
}
