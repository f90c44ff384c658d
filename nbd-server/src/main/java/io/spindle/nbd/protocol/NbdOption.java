package io.spindle.nbd.protocol;

import java.util.List;
import java.util.Optional;

/** What a client asks for in the handshake phase (proto.md, "Option types"). */
public enum NbdOption {
    NBD_OPT_EXPORT_NAME(1),
    NBD_OPT_ABORT(2),
    NBD_OPT_LIST(3),
    NBD_OPT_STARTTLS(5),
    NBD_OPT_INFO(6),
    NBD_OPT_GO(7),
    NBD_OPT_STRUCTURED_REPLY(8),
    NBD_OPT_LIST_META_CONTEXT(9),
    NBD_OPT_SET_META_CONTEXT(10),
    NBD_OPT_EXTENDED_HEADERS(11);

    private static final List<NbdOption> VALUES = List.of(values());

    private final int wire;

    NbdOption(int wire) {
        this.wire = wire;
    }

    /** The number on the wire. */
    public int wire() {
        return wire;
    }

    /** The constant of that number, empty where the protocol has none. */
    public static Optional<NbdOption> fromWire(int wire) {
        for (NbdOption value : VALUES) {
            if (value.wire == wire) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
