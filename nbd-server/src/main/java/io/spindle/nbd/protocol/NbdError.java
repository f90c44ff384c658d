package io.spindle.nbd.protocol;

import java.util.List;
import java.util.Optional;

/** Why a request failed (proto.md, "Error values"). */
public enum NbdError {
    NBD_EPERM(1),
    NBD_EIO(5),
    NBD_ENOMEM(12),
    NBD_EINVAL(22),
    NBD_ENOSPC(28),
    NBD_EOVERFLOW(75),
    NBD_ENOTSUP(95),
    NBD_ESHUTDOWN(108);

    private static final List<NbdError> VALUES = List.of(values());

    private final int wire;

    NbdError(int wire) {
        this.wire = wire;
    }

    /** The number on the wire. */
    public int wire() {
        return wire;
    }

    /** The constant of that number, empty where the protocol has none. */
    public static Optional<NbdError> fromWire(int wire) {
        for (NbdError value : VALUES) {
            if (value.wire == wire) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
