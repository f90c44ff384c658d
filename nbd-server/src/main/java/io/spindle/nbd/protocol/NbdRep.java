package io.spindle.nbd.protocol;

import java.util.List;
import java.util.Optional;

/** How the server answers an option (proto.md, "Option reply types"). */
public enum NbdRep {
    NBD_REP_ACK(1),
    NBD_REP_SERVER(2),
    NBD_REP_INFO(3),
    NBD_REP_META_CONTEXT(4),
    NBD_REP_ERR_UNSUP(0x80000001),
    NBD_REP_ERR_POLICY(0x80000002),
    NBD_REP_ERR_INVALID(0x80000003),
    NBD_REP_ERR_PLATFORM(0x80000004),
    NBD_REP_ERR_TLS_REQD(0x80000005),
    NBD_REP_ERR_UNKNOWN(0x80000006),
    NBD_REP_ERR_SHUTDOWN(0x80000007),
    NBD_REP_ERR_BLOCK_SIZE_REQD(0x80000008),
    NBD_REP_ERR_TOO_BIG(0x80000009),
    NBD_REP_ERR_EXT_HEADER_REQD(0x8000000a);

    private static final List<NbdRep> VALUES = List.of(values());

    private final int wire;

    NbdRep(int wire) {
        this.wire = wire;
    }

    /** The number on the wire. */
    public int wire() {
        return wire;
    }

    /** The constant of that number, empty where the protocol has none. */
    public static Optional<NbdRep> fromWire(int wire) {
        for (NbdRep value : VALUES) {
            if (value.wire == wire) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
