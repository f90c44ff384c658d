package io.spindle.nbd.protocol;

import java.util.List;
import java.util.Optional;

/** What a chunk of a structured or extended reply holds (proto.md, "Structured reply types"). */
public enum NbdReplyType {
    NBD_REPLY_TYPE_NONE(0),
    NBD_REPLY_TYPE_OFFSET_DATA(1),
    NBD_REPLY_TYPE_OFFSET_HOLE(2),
    NBD_REPLY_TYPE_BLOCK_STATUS(5),
    NBD_REPLY_TYPE_BLOCK_STATUS_EXT(6),
    NBD_REPLY_TYPE_ERROR(0x8001),
    NBD_REPLY_TYPE_ERROR_OFFSET(0x8002);

    private static final List<NbdReplyType> VALUES = List.of(values());

    private final int wire;

    NbdReplyType(int wire) {
        this.wire = wire;
    }

    /** The number on the wire. */
    public int wire() {
        return wire;
    }

    /** The constant of that number, empty where the protocol has none. */
    public static Optional<NbdReplyType> fromWire(int wire) {
        for (NbdReplyType value : VALUES) {
            if (value.wire == wire) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
