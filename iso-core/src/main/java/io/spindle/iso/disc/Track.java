package io.spindle.iso.disc;

import io.spindle.iso.bytes.ByteSource;

/**
 * A run of sectors of one mode.
 *
 * @param number 1 to 99
 * @param mode how its sectors are used
 * @param start address of its first sector
 * @param lengthSectors number of sectors, at least 1
 * @param userData the 2048 bytes of user data of each sector, one after the other
 */
public record Track(int number, TrackMode mode, Lba start, long lengthSectors, ByteSource userData) {
    public Track {
        if (number < 1 || number > 99) {
            throw new IllegalArgumentException("track number " + number);
        }
        if (lengthSectors < 1) {
            throw new IllegalArgumentException("track of " + lengthSectors + " sectors");
        }
    }
}
