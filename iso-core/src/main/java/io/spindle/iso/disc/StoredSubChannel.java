package io.spindle.iso.disc;

/** What an image holds of the sub-channels, behind the main channel of each sector. */
public enum StoredSubChannel {
    NONE(0),
    /** R to W in the lower six bits of 96 bytes, as CD+G needs them; P and Q are made. */
    R_TO_W(96),
    /** P to W in 96 bytes, P in the highest bit. */
    P_TO_W(96);

    private final int lengthBytes;

    StoredSubChannel(int lengthBytes) {
        this.lengthBytes = lengthBytes;
    }

    /** Bytes of each sector. */
    public int lengthBytes() {
        return lengthBytes;
    }
}
