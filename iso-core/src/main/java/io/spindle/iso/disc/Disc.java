package io.spindle.iso.disc;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.PaddedByteSource;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A disc: one or more sessions of tracks, and the sectors that they hold.
 *
 * @param medium what kind of disc it is
 * @param sessions in order, at least one
 * @param mediaCatalogNumber thirteen digits
 * @param cdText the packs of the first lead-in, 18 bytes each, may be empty
 * @param sectors every sector in every selection
 * @param userData the 2048-byte blocks by logical block address, from 0 to the last lead-out: what block devices export
 *     and READ (10) reads, as far as it lies in data tracks. Closing it closes all that the disc holds open.
 */
public record Disc(
        MediumType medium,
        List<Session> sessions,
        Optional<String> mediaCatalogNumber,
        ByteBuffer cdText,
        SectorSource sectors,
        ByteSource userData) {
    /** Bytes of user data in a sector of Mode 1. */
    public static final int SECTOR_BYTES = 2048;

    public Disc {
        sessions = List.copyOf(sessions);
        cdText = cdText.asReadOnlyBuffer();
        if (sessions.isEmpty() || !mediaCatalogNumber.orElse("").matches("([0-9]{13})?")) {
            throw new IllegalArgumentException(sessions.size() + " sessions, catalogue number " + mediaCatalogNumber);
        }
    }

    /**
     * The disc that an image of 2048-byte sectors stands for: one session with one Mode 1 track that holds the whole
     * image, whatever a file system in it claims, the last sector filled up with zeros.
     *
     * @param image at least one byte
     */
    public static Disc ofUserData(ByteSource image) {
        ByteSource blocks = PaddedByteSource.toMultipleOf(image, SECTOR_BYTES);
        long lengthSectors = blocks.lengthBytes() / SECTOR_BYTES;
        Track track = Track.plain(1, TrackMode.MODE1, new Lba(0), lengthSectors);
        DiscLayout layout = new DiscLayout(
                MediumType.ofLength(lengthSectors),
                List.of(new Session(1, List.of(track), new Lba(lengthSectors))),
                Optional.empty(),
                ByteBuffer.allocate(0));
        return layout.over(List.of(Extent.stored(0, lengthSectors, TrackMode.MODE1, StoredForm.USER_DATA, blocks)));
    }

    /** The same disc, taken for another kind. */
    public Disc withMedium(MediumType other) {
        return new Disc(other, sessions, mediaCatalogNumber, cdText, sectors, userData);
    }

    /** All tracks of all sessions, in order. */
    public List<Track> tracks() {
        return sessions.stream().flatMap(session -> session.tracks().stream()).toList();
    }

    /** Where the last lead-out starts: the number of sectors that have an address from 0 on. */
    public Lba leadOut() {
        return sessions.get(sessions.size() - 1).leadOut();
    }

    /**
     * The track whose sectors, pre-gap included, hold the address; empty in lead-ins, lead-outs and between sessions. The
     * first track has the 150 sectors before address 0 too.
     */
    public Optional<Track> trackAt(long lba) {
        List<Track> tracks = tracks();
        if (lba < 0) {
            return lba < -Msf.FIRST_PREGAP_SECTORS ? Optional.empty() : Optional.of(tracks.get(0));
        }
        return tracks.stream()
                .filter(track ->
                        track.pregap().value() <= lba && lba < track.end().value())
                .findFirst();
    }
}
