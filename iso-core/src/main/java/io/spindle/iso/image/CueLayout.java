package io.spindle.iso.image;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.StoredForm;
import io.spindle.iso.image.CueSheet.FileLine;
import io.spindle.iso.image.CueSheet.FileType;
import io.spindle.iso.image.CueSheet.IndexLine;
import io.spindle.iso.image.CueSheet.TrackLines;
import io.spindle.iso.image.ImageLayout.Piece;
import io.spindle.iso.image.ImageLayout.PlannedTrack;
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
    private static final long SESSION_PREGAP = 150;

    private final CueSheet sheet;
    private final List<ByteSource> sources;
    private final CueParts parts;
    private final ImageLayout layout = new ImageLayout();

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
            boolean opensSession = lines.session() != session;
            if (opensSession) {
                layout.endSession();
                session = lines.session();
            }
            put(lines, opensSession);
        }
        layout.endSession();
        return layout.disc(sheet.catalog(), cdText);
    }

    private void put(TrackLines lines, boolean opensLaterSession) throws ImageFormatException {
        long first = opensLaterSession ? layout.nextSession() : layout.end();
        long inFiles = parts.pregapSectors(lines);
        long missing = opensLaterSession ? SESSION_PREGAP - inFiles - lines.pregapSectors() : 0;
        long empty = lines.pregapSectors() + Math.max(0, missing);
        List<Piece> pieces = new ArrayList<>();
        pieces.add(Piece.empty(empty));
        List<Long> laterIndexes = new ArrayList<>();
        long lba = first + empty;
        for (IndexLine index : lines.indexes()) {
            CueParts.Part part = parts.of(index);
            if (index.number() > 1) {
                laterIndexes.add(lba + part.leadingSectors());
            }
            FileLine file = sheet.files().get(part.file());
            StoredSector sector = new StoredSector(
                    lines.type().mode(), form(lines, file), lines.type().subChannel());
            pieces.add(Piece.stored(part.sectors(), sector, sources.get(part.file()), part.offsetBytes()));
            lba += part.sectors();
        }
        pieces.add(Piece.empty(lines.postgapSectors()));
        long start = first + empty + inFiles;
        if (lba + lines.postgapSectors() <= start) {
            throw new ImageFormatException(lines.line(), "track " + lines.number() + " has no sectors");
        }
        layout.put(new PlannedTrack(
                lines.number(), lines.type().mode(), lines.flags(), lines.isrc(), first, start, laterIndexes, pieces));
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
