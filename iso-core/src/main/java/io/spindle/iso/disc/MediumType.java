package io.spindle.iso.disc;

/** What kind of disc a drive takes an image for. */
public enum MediumType {
    CD(405_000),
    DVD(4_173_824),
    BD(Long.MAX_VALUE);

    /** Sectors of a 90 minute CD, the longest that drives read; of a DVD of two layers. */
    private final long maximumSectors;

    MediumType(long maximumSectors) {
        this.maximumSectors = maximumSectors;
    }

    /** The smallest kind of disc that holds as many sectors: what an image is taken for that does not tell itself. */
    public static MediumType ofLength(long lengthSectors) {
        return CD.orLarger(lengthSectors);
    }

    /** This kind, or the smallest larger one that holds as many sectors. */
    public MediumType orLarger(long lengthSectors) {
        MediumType kind = this;
        while (lengthSectors > kind.maximumSectors) {
            kind = values()[kind.ordinal() + 1];
        }
        return kind;
    }
}
