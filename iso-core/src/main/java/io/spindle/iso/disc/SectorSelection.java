package io.spindle.iso.disc;

/**
 * Which parts of a sector are read, in the order in which they then follow each other (MMC-6, READ CD).
 *
 * @param sync the 12 sync bytes
 * @param header the 4 bytes of the header
 * @param subHeader the 8 bytes of the sub-header of a Mode 2 sector with one
 * @param userData the user data, as many bytes as the kind of sector has
 * @param edcAndEcc what follows the user data: EDC, zeros and parity
 * @param errorFlags C2 error bits
 * @param subChannel sub-channel bytes
 */
public record SectorSelection(
        boolean sync,
        boolean header,
        boolean subHeader,
        boolean userData,
        boolean edcAndEcc,
        ErrorFlags errorFlags,
        SubChannel subChannel) {
    /** Only the user data: of Mode 1 and Mode 2 Form 1 the 2048 bytes that block devices show. */
    public static final SectorSelection USER_DATA =
            new SectorSelection(false, false, false, true, false, ErrorFlags.NONE, SubChannel.NONE);

    /** All 2352 bytes of the main channel. */
    public static final SectorSelection RAW =
            new SectorSelection(true, true, true, true, true, ErrorFlags.NONE, SubChannel.NONE);
}
