package io.spindle.iso.disc;

/** Which sub-channel bytes follow a sector (MMC-6, READ CD, table "Sub-channel Selection"). */
public enum SubChannel {
    NONE(0),
    /** Raw P to W, 96 bytes. */
    RAW(96),
    /** Formatted Q, 16 bytes: BCD with CRC. */
    Q(16),
    /** Corrected and de-interleaved R to W, 96 bytes. */
    R_TO_W(96);

    private final int lengthBytes;

    SubChannel(int lengthBytes) {
        this.lengthBytes = lengthBytes;
    }

    /** Bytes that it adds to each sector. */
    public int lengthBytes() {
        return lengthBytes;
    }
}
