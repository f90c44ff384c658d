package io.spindle.iso.disc;

import java.util.Optional;

/** What an image holds of the sub-channels of each sector: behind its main channel, or in a file of their own. */
public enum StoredSubChannel {
    NONE(0),
    /** R to W in the lower six bits of 96 bytes, as CD+G needs them; P and Q are made. */
    R_TO_W(96),
    /** P to W in 96 bytes, P in the highest bit. */
    P_TO_W(96),
    /** P to W in 96 bytes, one sub-channel behind the other: twelve bytes of P, twelve of Q, and so on. */
    P_TO_W_LINEAR(96),
    /** Q with its CRC in 12 bytes, and four more, of which P is the highest bit of the last; R to W are zeros. */
    Q(16);

    private final int lengthBytes;

    StoredSubChannel(int lengthBytes) {
        this.lengthBytes = lengthBytes;
    }

    /** Bytes of each sector. */
    public int lengthBytes() {
        return lengthBytes;
    }

    /** True when nothing of P to W has to be made. */
    boolean holdsAll() {
        return this == P_TO_W || this == P_TO_W_LINEAR;
    }

    /** In which order all sub-channels are in 96 bytes, as the CRC of Q tells; empty when it is wrong in either. */
    public static Optional<StoredSubChannel> orderOf(byte[] stored) {
        if (Crc16.isRight(stored, SubChannelQ.LENGTH_BYTES, SubChannelQ.LENGTH_BYTES)) {
            return Optional.of(P_TO_W_LINEAR);
        }
        byte[] q = new byte[SectorAssembly.Q_BYTES];
        SectorAssembly.takeQ(stored, q);
        return Crc16.isRight(q, 0, SubChannelQ.LENGTH_BYTES) ? Optional.of(P_TO_W) : Optional.empty();
    }
}
