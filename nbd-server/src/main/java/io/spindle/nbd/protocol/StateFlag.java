package io.spindle.nbd.protocol;

/** What base:allocation says of an extent (proto.md, "base:allocation metadata context"). */
public enum StateFlag {
    NBD_STATE_HOLE(1 << 0),
    NBD_STATE_ZERO(1 << 1);

    private final int mask;

    StateFlag(int mask) {
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
        for (StateFlag flag : values()) {
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
