package io.spindle.nbd.protocol;

import java.util.List;
import java.util.Optional;

/** An item of information about an export (proto.md, "NBD_REP_INFO"). */
public enum NbdInfo {
    NBD_INFO_EXPORT(0),
    NBD_INFO_NAME(1),
    NBD_INFO_DESCRIPTION(2),
    NBD_INFO_BLOCK_SIZE(3);

    private static final List<NbdInfo> VALUES = List.of(values());

    private final int wire;

    NbdInfo(int wire) {
        this.wire = wire;
    }

    /** The number on the wire. */
    public int wire() {
        return wire;
    }

    /** The constant of that number, empty where the protocol has none. */
    public static Optional<NbdInfo> fromWire(int wire) {
        for (NbdInfo value : VALUES) {
            if (value.wire == wire) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
