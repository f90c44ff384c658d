package io.spindle.iso.disc;

/** What kind of disc a drive takes an image for. */
public enum MediumType {
    CD,
    DVD,
    BD;

    /** Sectors of a 90 minute CD, the longest that drives read. */
    private static final long CD_MAXIMUM_SECTORS = 405_000;

    /** Sectors of a DVD of two layers. */
    private static final long DVD_MAXIMUM_SECTORS = 4_173_824;

    /** The smallest kind of disc that holds as many sectors. */
    public static MediumType ofLength(long lengthSectors) {
        if (lengthSectors <= CD_MAXIMUM_SECTORS) {
            return CD;
        }
        return lengthSectors <= DVD_MAXIMUM_SECTORS ? DVD : BD;
    }
}
