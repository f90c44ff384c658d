package io.spindle.nbd.protocol;

/** How a request is to be done (proto.md, "Command flags"). */
public enum CommandFlag {
    NBD_CMD_FLAG_FUA(1 << 0),
    NBD_CMD_FLAG_NO_HOLE(1 << 1),
    NBD_CMD_FLAG_DF(1 << 2),
    NBD_CMD_FLAG_REQ_ONE(1 << 3),
    NBD_CMD_FLAG_FAST_ZERO(1 << 4),
    NBD_CMD_FLAG_PAYLOAD_LEN(1 << 5);

    private final int mask;

    CommandFlag(int mask) {
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
        for (CommandFlag flag : values()) {
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
