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

    private static final int USER_DATA_PART = 1 << 3;
    private static final int EDC_AND_ECC_PART = 1 << 4;

    /** The parts of the main channel that are asked for, bit 0 for sync to bit 4 for EDC and ECC. */
    private int wantedParts() {
        return (sync ? 1 : 0)
                | (header ? 1 << 1 : 0)
                | (subHeader ? 1 << 2 : 0)
                | (userData ? USER_DATA_PART : 0)
                | (edcAndEcc ? EDC_AND_ECC_PART : 0);
    }

    /**
     * The parts of the main channel that are given of such a sector, bit 0 for sync to bit 4 for EDC and ECC: audio is
     * all user data whatever is asked for, and so is what a sector without a form has behind its header (MMC-6, READ
     * CD, table "Main Channel Selection and Mapped Values").
     */
    int parts(SectorType type) {
        int wanted = wantedParts();
        return switch (type) {
            case CD_DA -> wanted == 0 ? 0 : USER_DATA_PART;
            case MODE_2_FORMLESS -> wanted == EDC_AND_ECC_PART ? USER_DATA_PART : wanted;
            case MODE_1, MODE_2_FORM_1, MODE_2_FORM_2 -> wanted;
        };
    }

    /** Bytes that a sector of that type takes in this selection. */
    public int lengthBytes(SectorType type) {
        int parts = parts(type);
        int length = errorFlags.lengthBytes() + subChannel.lengthBytes();
        for (int part = 0; part < 5; part++) {
            length += (parts >> part & 1) == 0 ? 0 : type.partBytes(part);
        }
        return length;
    }

    /**
     * False for a selection of the main channel that a drive refuses for such sectors because parts in the middle are
     * left out (MMC-6, READ CD, table "Main Channel Selection and Mapped Values", the entries marked invalid).
     */
    public boolean isValidFor(SectorType type) {
        boolean behindSync = subHeader || userData || edcAndEcc;
        boolean beforeUserData = sync || header || subHeader;
        boolean hole = (sync && !header && behindSync) || (edcAndEcc && !userData && beforeUserData);
        return switch (type) {
            case CD_DA -> true;
            case MODE_1, MODE_2_FORMLESS -> !hole;
            case MODE_2_FORM_1, MODE_2_FORM_2 -> !hole && !(header && userData && !subHeader);
        };
    }

    /** True when a sector's 2352 bytes follow each other as on the disc. */
    boolean isWholeMainChannelOnly() {
        return wantedParts() == 0b11111 && isMainChannelOnly();
    }

    boolean isUserDataOnly() {
        return wantedParts() == USER_DATA_PART && isMainChannelOnly();
    }

    boolean isMainChannelOnly() {
        return errorFlags == ErrorFlags.NONE && subChannel == SubChannel.NONE;
    }
}
