package io.spindle.nbd.protocol;

/** What an export can do (proto.md, "Transmission flags"). */
public enum TransmissionFlag {
    NBD_FLAG_HAS_FLAGS(1 << 0),
    NBD_FLAG_READ_ONLY(1 << 1),
    NBD_FLAG_SEND_FLUSH(1 << 2),
    NBD_FLAG_SEND_FUA(1 << 3),
    NBD_FLAG_ROTATIONAL(1 << 4),
    NBD_FLAG_SEND_TRIM(1 << 5),
    NBD_FLAG_SEND_WRITE_ZEROES(1 << 6),
    NBD_FLAG_SEND_DF(1 << 7),
    NBD_FLAG_CAN_MULTI_CONN(1 << 8),
    NBD_FLAG_SEND_RESIZE(1 << 9),
    NBD_FLAG_SEND_CACHE(1 << 10),
    NBD_FLAG_SEND_FAST_ZERO(1 << 11),
    NBD_FLAG_BLOCK_STATUS_PAYLOAD(1 << 12);

    private final int mask;

    TransmissionFlag(int mask) {
        this.mask = mask;
    }

    /** The bit. */
    public int mask() {
        return mask;
    }

    /** True when the bit is set in the flag word. */
    public boolean in(int flags) {
        return (flags & mask) != 0;
    }

    /** The names of the bits that are set, in the order of the bits; bits without a name as one hexadecimal number. */
    public static String describe(int flags) {
        StringBuilder text = new StringBuilder();
        int unnamed = flags;
        for (TransmissionFlag flag : values()) {
            if (flag.in(flags)) {
                text.append(text.length() == 0 ? "" : "|").append(flag.name());
                unnamed &= ~flag.mask;
            }
        }
        if (unnamed != 0 || flags == 0) {
            text.append(text.length() == 0 ? "" : "|").append("0x").append(Integer.toHexString(unnamed));
        }
        return text.toString();
    }
}
