package io.spindle.iso.disc;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A run of sectors of one mode, as the table of contents tells of it.
 *
 * @param number 1 to 99
 * @param mode how its sectors are used
 * @param flags what its control field says beside data or audio
 * @param pregap address of its first sector of index 0; equal to {@code start} where it has none on the disc
 * @param start address of its first sector of index 1: what the table of contents names
 * @param lengthSectors number of sectors from {@code start} to the next track's pre-gap or the lead-out, at least 1
 * @param laterIndexes addresses of index 2, 3 and so on, in order
 * @param isrc its International Standard Recording Code: twelve letters and digits
 */
public record Track(
        int number,
        TrackMode mode,
        Set<TrackFlag> flags,
        Lba pregap,
        Lba start,
        long lengthSectors,
        List<Lba> laterIndexes,
        Optional<String> isrc) {
    public Track {
        flags = Set.copyOf(flags);
        laterIndexes = List.copyOf(laterIndexes);
        if (number < 1 || number > 99) {
            throw new IllegalArgumentException("track number " + number);
        }
        if (lengthSectors < 1) {
            throw new IllegalArgumentException("track of " + lengthSectors + " sectors");
        }
    }

    /** A track without pre-gap, flags, further indexes and code. */
    public static Track plain(int number, TrackMode mode, Lba start, long lengthSectors) {
        return new Track(number, mode, Set.of(), start, start, lengthSectors, List.of(), Optional.empty());
    }

    /** The address behind its last sector. */
    public Lba end() {
        return new Lba(start.value() + lengthSectors);
    }
}
