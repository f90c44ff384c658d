package io.spindle.iso.image;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.DiscLayout;
import io.spindle.iso.disc.Extent;
import io.spindle.iso.disc.Lba;
import io.spindle.iso.disc.MediumType;
import io.spindle.iso.disc.Msf;
import io.spindle.iso.disc.Session;
import io.spindle.iso.disc.StoredForm;
import io.spindle.iso.disc.StoredSubChannel;
import io.spindle.iso.disc.SubChannelFile;
import io.spindle.iso.disc.Track;
import io.spindle.iso.disc.TrackFlag;
import io.spindle.iso.disc.TrackMode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A disc that is being laid out: tracks are put at addresses one after another, and what cannot be is refused.
 *
 * <p>Between two tracks of a session that do not adjoin, the pre-gap of the second begins earlier, with empty sectors.
 */
final class ImageLayout {
    /** Lead-out and lead-in behind the first session, and behind later ones, without the pre-gap (MMC-6; Red Book). */
    private static final long FIRST_SESSION_GAP = 6750 + 4500;

    private static final long LATER_SESSION_GAP = 2250 + 4500;
    /** What has a position of two digits of minutes, lead-out included. */
    private static final long CD_LIMIT_SECTORS = 100 * 60 * 75 - 150;
    /** What READ (10) has addresses for, with room for sums. */
    private static final long MAXIMUM_SECTORS = Integer.MAX_VALUE;

    private static final ByteSource NOTHING = new MemoryByteSource(new byte[0]);

    private final List<Extent> extents = new ArrayList<>();
    private final List<Session> sessions = new ArrayList<>();
    private final List<Track> tracks = new ArrayList<>();
    private long end;

    /**
     * A run of sectors of a track that are stored alike.
     *
     * @param subChannelFile where their sub-channels are, unless behind each
     */
    record Piece(
            long lengthSectors,
            StoredForm form,
            StoredSubChannel subChannel,
            ByteSource source,
            long offsetBytes,
            Optional<SubChannelFile> subChannelFile) {
        /** Sectors that no file holds. */
        static Piece empty(long lengthSectors) {
            return new Piece(lengthSectors, StoredForm.NOTHING, StoredSubChannel.NONE, NOTHING, 0, Optional.empty());
        }

        static Piece stored(long lengthSectors, StoredSector sector, ByteSource source, long offsetBytes) {
            return new Piece(lengthSectors, sector.form(), sector.subChannel(), source, offsetBytes, Optional.empty());
        }

        private int strideBytes() {
            return form.lengthBytes() + (subChannelFile.isPresent() ? 0 : subChannel.lengthBytes());
        }
    }

    /**
     * A track that is to be put.
     *
     * @param firstLba address of its first sector; from -150 on
     * @param startLba address of its first sector of index 1
     * @param laterIndexes addresses of index 2 and so on
     * @param pieces its sectors from the first to the last
     */
    record PlannedTrack(
            int number,
            TrackMode mode,
            Set<TrackFlag> flags,
            Optional<String> isrc,
            long firstLba,
            long startLba,
            List<Long> laterIndexes,
            List<Piece> pieces) {}

    /** The address behind all that was put. */
    long end() {
        return end;
    }

    /** Where the pre-gap of the next session starts by the standard; 0 for the first. */
    long nextSession() {
        return switch (sessions.size()) {
            case 0 -> 0;
            case 1 -> end + FIRST_SESSION_GAP;
            default -> end + LATER_SESSION_GAP;
        };
    }

    /** Puts a track behind those that there are. */
    void put(PlannedTrack track) throws ImageFormatException {
        boolean first = sessions.isEmpty() && tracks.isEmpty();
        check(track, first);
        long lba = track.firstLba();
        long pregap = pregap(track, first);
        putPiece(track, pregap, Piece.empty(lba - pregap));
        for (Piece piece : track.pieces()) {
            putPiece(track, lba, piece);
            lba += piece.lengthSectors();
        }
        if (lba <= track.startLba()) {
            throw fault(track, "has no sectors");
        }
        end = lba;
        tracks.add(new Track(
                track.number(),
                track.mode(),
                track.flags(),
                new Lba(Math.max(0, pregap)),
                new Lba(track.startLba()),
                lba - track.startLba(),
                indexes(track),
                track.isrc()));
    }

    /** Where a pre-gap begins that reaches back to what is before it; that of a session's first track has its two seconds. */
    private long pregap(PlannedTrack track, boolean first) {
        if (first) {
            return track.firstLba() < 0 ? -Msf.FIRST_PREGAP_SECTORS : 0;
        }
        long opening = Math.max(end, track.startLba() - Msf.FIRST_PREGAP_SECTORS);
        return tracks.isEmpty() ? Math.min(track.firstLba(), opening) : end;
    }

    private void check(PlannedTrack track, boolean first) throws ImageFormatException {
        int number = track.number();
        if (number < 1 || number > 99 || number <= lastNumber()) {
            throw new ImageFormatException("track " + number + " behind track " + lastNumber());
        }
        if (track.firstLba() < (first ? -Msf.FIRST_PREGAP_SECTORS : end)
                || track.startLba() < Math.max(0, track.firstLba())
                || track.startLba() > MAXIMUM_SECTORS) {
            throw fault(
                    track,
                    "cannot lie at sectors " + track.firstLba() + " and " + track.startLba()
                            + (first ? "" : ": what comes before it ends at " + end));
        }
    }

    private int lastNumber() {
        List<Track> all = !tracks.isEmpty() || sessions.isEmpty()
                ? tracks
                : sessions.get(sessions.size() - 1).tracks();
        return all.isEmpty() ? 0 : all.get(all.size() - 1).number();
    }

    private void putPiece(PlannedTrack track, long lba, Piece piece) throws ImageFormatException {
        if (piece.lengthSectors() < 0 || piece.lengthSectors() > MAXIMUM_SECTORS - lba) {
            throw fault(track, "cannot have " + piece.lengthSectors() + " sectors");
        }
        if (piece.lengthSectors() > 0) {
            checkInside(track, piece.lengthSectors(), piece.strideBytes(), piece.offsetBytes(), piece.source());
            if (piece.subChannelFile().isPresent()) {
                SubChannelFile file = piece.subChannelFile().get();
                int stride = piece.subChannel().lengthBytes();
                checkInside(track, piece.lengthSectors(), stride, file.offsetBytes(), file.source());
            }
            extents.add(new Extent(
                    lba,
                    piece.lengthSectors(),
                    track.mode(),
                    piece.form(),
                    piece.subChannel(),
                    piece.source(),
                    piece.offsetBytes(),
                    piece.subChannelFile()));
        }
    }

    private static void checkInside(PlannedTrack track, long sectors, int stride, long offset, ByteSource source)
            throws ImageFormatException {
        if (offset < 0 || offset > source.lengthBytes() || sectors * stride > source.lengthBytes() - offset) {
            throw fault(
                    track,
                    "is of " + sectors + " sectors of " + stride + " bytes from byte " + offset
                            + " on: the file has only " + source.lengthBytes() + " bytes, it was cut");
        }
    }

    /** Those that lie in the track, up to the first that does not come behind the one before. */
    private static List<Lba> indexes(PlannedTrack track) {
        List<Lba> indexes = new ArrayList<>();
        long before = track.startLba();
        long end = track.firstLba()
                + track.pieces().stream().mapToLong(Piece::lengthSectors).sum();
        for (long index : track.laterIndexes()) {
            if (index <= before || index >= end) {
                break;
            }
            indexes.add(new Lba(index));
            before = index;
        }
        return indexes;
    }

    private static ImageFormatException fault(PlannedTrack track, String text) {
        return new ImageFormatException("track " + track.number() + " " + text);
    }

    /** Ends a session behind the tracks that were put since the last one ended. */
    void endSession() throws ImageFormatException {
        int number = sessions.size() + 1;
        if (tracks.isEmpty()) {
            throw new ImageFormatException("session " + number + " has no tracks");
        }
        sessions.add(new Session(number, tracks, new Lba(end)));
        tracks.clear();
    }

    /** The disc, of a kind that its length tells. */
    Disc disc(Optional<String> mediaCatalogNumber, ByteBuffer cdText) {
        return disc(MediumType.CD, mediaCatalogNumber, cdText);
    }

    /** The disc, of that kind or a larger one that has room for it. */
    Disc disc(MediumType least, Optional<String> mediaCatalogNumber, ByteBuffer cdText) {
        boolean fitsCd = least == MediumType.CD && end <= CD_LIMIT_SECTORS;
        MediumType medium = fitsCd ? MediumType.CD : least.orLarger(end);
        return new DiscLayout(medium, sessions, mediaCatalogNumber, cdText).over(extents);
    }
}
