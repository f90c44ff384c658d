package io.spindle.iso.disc;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.PaddedByteSource;
import java.util.List;

/**
 * A disc: one or more sessions of tracks.
 *
 * @param sessions in order, at least one
 */
public record Disc(List<Session> sessions) {
    /** Bytes of user data in a sector of Mode 1. */
    public static final int SECTOR_BYTES = 2048;

    public Disc {
        sessions = List.copyOf(sessions);
        if (sessions.isEmpty()) {
            throw new IllegalArgumentException("a disc without a session");
        }
    }

    /**
     * The disc that an image of 2048-byte sectors stands for: one session with one Mode 1 track that holds the whole
     * image, whatever a file system in it claims, the last sector filled up with zeros.
     *
     * @param image at least one byte
     */
    public static Disc ofUserData(ByteSource image) {
        ByteSource sectors = PaddedByteSource.toMultipleOf(image, SECTOR_BYTES);
        Track track = new Track(1, TrackMode.MODE1, new Lba(0), sectors.lengthBytes() / SECTOR_BYTES, sectors);
        return new Disc(List.of(new Session(1, List.of(track))));
    }
}
