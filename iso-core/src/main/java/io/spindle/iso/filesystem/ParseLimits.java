package io.spindle.iso.filesystem;

/**
 * How much of a tree is looked at, whatever an image claims.
 *
 * @param depth directories below each other
 * @param entriesPerDirectory nodes of a directory
 * @param entries nodes of a walk
 * @param directoryBytes bytes of the records of a directory
 * @param readBytes bytes that are read for all records together
 */
public record ParseLimits(int depth, int entriesPerDirectory, int entries, long directoryBytes, long readBytes) {
    /** More than any disc needs that was made in good faith. */
    public static ParseLimits generous() {
        return new ParseLimits(64, 100_000, 1_000_000, 64L << 20, 1L << 30);
    }

    /** A quick look: what a page about an image may cost. */
    public static ParseLimits glance() {
        return new ParseLimits(64, 20_000, 200_000, 16L << 20, 64L << 20);
    }
}
