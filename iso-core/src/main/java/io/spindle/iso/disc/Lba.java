package io.spindle.iso.disc;

/**
 * A logical block address: the number of a sector counted from the start of the first track (MMC-6, 4.2.1).
 *
 * @param value the address; not negative here, for the lead-in is not user data
 */
public record Lba(long value) {
    public Lba {
        if (value < 0) {
            throw new IllegalArgumentException("logical block address " + value);
        }
    }

    /** Where the block starts among blocks of {@code blockBytes}. */
    public long byteOffset(int blockBytes) {
        return Math.multiplyExact(value, (long) blockBytes);
    }
}
