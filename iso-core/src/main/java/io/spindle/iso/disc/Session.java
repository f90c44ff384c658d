package io.spindle.iso.disc;

import java.util.List;

/**
 * A lead-in, its tracks and a lead-out.
 *
 * @param number counted from 1
 * @param tracks in order, at least one
 * @param leadOut address of the first sector of the lead-out
 */
public record Session(int number, List<Track> tracks, Lba leadOut) {
    public Session {
        tracks = List.copyOf(tracks);
        if (number < 1 || tracks.isEmpty()) {
            throw new IllegalArgumentException("session " + number + " of " + tracks.size() + " tracks");
        }
    }
}
