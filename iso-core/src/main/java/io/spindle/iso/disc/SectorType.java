package io.spindle.iso.disc;

/**
 * What a single sector is (MMC-6, READ CD, "Expected Sector Type"), and how its 2352 bytes are divided.
 *
 * <p>The parts follow each other in the order of the constructor's arguments, on the disc as in what READ CD answers.
 */
public enum SectorType {
    /** Audio: 2352 bytes of user data and nothing else. */
    CD_DA(0, 0, 0, 2352, 0),
    /** Sync, header, 2048 bytes of user data, EDC, zeros, ECC. */
    MODE_1(12, 4, 0, 2048, 288),
    /** Sync, header, 2336 bytes of user data. */
    MODE_2_FORMLESS(12, 4, 0, 2336, 0),
    /** Sync, header, sub-header, 2048 bytes of user data, EDC, ECC. */
    MODE_2_FORM_1(12, 4, 8, 2048, 280),
    /** Sync, header, sub-header, 2324 bytes of user data, EDC. */
    MODE_2_FORM_2(12, 4, 8, 2324, 4);

    /** All bytes of the main channel of a sector. */
    public static final int SECTOR_BYTES = 2352;

    private static final int SUB_HEADER_AT = 16;

    private final int syncBytes;
    private final int headerBytes;
    private final int subHeaderBytes;
    private final int userDataBytes;
    private final int edcAndEccBytes;

    SectorType(int syncBytes, int headerBytes, int subHeaderBytes, int userDataBytes, int edcAndEccBytes) {
        this.syncBytes = syncBytes;
        this.headerBytes = headerBytes;
        this.subHeaderBytes = subHeaderBytes;
        this.userDataBytes = userDataBytes;
        this.edcAndEccBytes = edcAndEccBytes;
    }

    /** Where the user data starts among the 2352 bytes. */
    int userDataAt() {
        return syncBytes + headerBytes + subHeaderBytes;
    }

    /** Bytes of user data. */
    public int userDataBytes() {
        return userDataBytes;
    }

    /** True when the sector has a block of 2048 bytes, which READ (10) and block devices read. */
    public boolean hasBlock() {
        return this == MODE_1 || this == MODE_2_FORM_1;
    }

    /** Bytes of the part with this number in the order of the parts, from 0 for sync to 4 for EDC and ECC. */
    int partBytes(int part) {
        return switch (part) {
            case 0 -> syncBytes;
            case 1 -> headerBytes;
            case 2 -> subHeaderBytes;
            case 3 -> userDataBytes;
            default -> edcAndEccBytes;
        };
    }

    /**
     * What a sector of Mode 2 is whose sub-header may lie at {@code at}. One that is not there twice is none, and the
     * sector has no form.
     */
    static SectorType ofMode2(byte[] bytes, int at) {
        for (int i = 0; i < 4; i++) {
            if (bytes[at + i] != bytes[at + 4 + i]) {
                return MODE_2_FORMLESS;
            }
        }
        return (bytes[at + 2] & 0x20) == 0 ? MODE_2_FORM_1 : MODE_2_FORM_2;
    }

    /** What a whole sector of a data track is by its own header, or {@code otherwise} when that does not tell. */
    static SectorType ofHeader(byte[] sector, int at, SectorType otherwise) {
        return switch (sector[at + 15]) {
            case 1 -> MODE_1;
            case 2 -> otherwise == MODE_2_FORMLESS ? MODE_2_FORMLESS : ofMode2(sector, at + SUB_HEADER_AT);
            default -> otherwise;
        };
    }
}
