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
    private static final String ISRC = "[A-Z0-9]{5}[0-9]{7}";
    private static final String SOME_ISRC = "AAAAA0000000";

    public Track {
        flags = Set.copyOf(flags);
        laterIndexes = List.copyOf(laterIndexes);
        if (number < 1 || number > 99) {
            throw new IllegalArgumentException("track number " + number);
        }
        if (lengthSectors < 1 || pregap.value() > start.value()) {
            throw new IllegalArgumentException(
                    "track of " + lengthSectors + " sectors from " + pregap + " and " + start);
        }
        if (!isrc.orElse(SOME_ISRC).matches(ISRC)) {
            throw new IllegalArgumentException("ISRC " + isrc);
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

    /** The number of the index that a sector of the track belongs to: 0 in its pre-gap, from 1 on behind it. */
    public int indexAt(long lba) {
        if (lba < start.value()) {
            return 0;
        }
        int index = 1;
        for (Lba later : laterIndexes) {
            index += later.value() <= lba ? 1 : 0;
        }
        return index;
    }

    /** The control field of four bits that tables of contents and sub-channel Q carry (MMC-6, 4.2.3.3). */
    public int control() {
        return (mode.isData() ? 4 : flags.contains(TrackFlag.PRE_EMPHASIS) ? 1 : 0)
                | (flags.contains(TrackFlag.DIGITAL_COPY_PERMITTED) ? 2 : 0)
                | (!mode.isData() && flags.contains(TrackFlag.FOUR_CHANNELS) ? 8 : 0);
    }
}
