package io.spindle.iso.disc;

/** Which C2 error bytes follow the main channel of a sector (MMC-6, READ CD, "C2 Error Information"). */
public enum ErrorFlags {
    NONE(0),
    /** One bit for each of the 2352 bytes. */
    C2(294),
    /** The same, with a block error byte and a pad byte. */
    C2_AND_BLOCK_ERROR(296);

    private final int lengthBytes;

    ErrorFlags(int lengthBytes) {
        this.lengthBytes = lengthBytes;
    }

    /** Bytes that they add to each sector. */
    public int lengthBytes() {
        return lengthBytes;
    }
}
