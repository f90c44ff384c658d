package io.spindle.nbd.protocol;

/** Where a chunk stands in its reply (proto.md, "Structured reply flags"). */
public enum ReplyFlag {
    NBD_REPLY_FLAG_DONE(1 << 0);

    private final int mask;

    ReplyFlag(int mask) {
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
        for (ReplyFlag flag : values()) {
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
