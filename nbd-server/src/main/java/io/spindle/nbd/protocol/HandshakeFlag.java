package io.spindle.nbd.protocol;

/** The flags of the server in its first message (proto.md, "Handshake flags"). */
public enum HandshakeFlag {
    NBD_FLAG_FIXED_NEWSTYLE(1 << 0),
    NBD_FLAG_NO_ZEROES(1 << 1);

    private final int mask;

    HandshakeFlag(int mask) {
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
        for (HandshakeFlag flag : values()) {
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
