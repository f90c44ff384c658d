package io.spindle.iso.authoring.layout;

/** Gives out sectors one after the other. */
public final class SectorCursor {
    /** User bytes of a sector. */
    public static final int SECTOR_BYTES = 2048;

    private long next;

    public SectorCursor(long first) {
        next = first;
    }

    /** The first of as many sectors as that many bytes need. */
    public long take(long lengthBytes) {
        long first = next;
        next = Math.addExact(next, sectors(lengthBytes));
        return first;
    }

    /** Goes on at that sector, or stays where that has passed. */
    public void skipTo(long sector) {
        next = Math.max(next, sector);
    }

    /** Goes on at the next multiple. */
    public void align(long multipleSectors) {
        next = (next + multipleSectors - 1) / multipleSectors * multipleSectors;
    }

    /** The sector that would be given out next. */
    public long next() {
        return next;
    }

    /** How many sectors hold that many bytes. */
    public static long sectors(long lengthBytes) {
        return Math.addExact(lengthBytes, SECTOR_BYTES - 1) / SECTOR_BYTES;
    }
}
