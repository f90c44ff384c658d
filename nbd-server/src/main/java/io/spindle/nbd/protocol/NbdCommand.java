package io.spindle.nbd.protocol;

import java.util.List;
import java.util.Optional;

/** What a client asks for in the transmission phase (proto.md, "Request types"). */
public enum NbdCommand {
    NBD_CMD_READ(0),
    NBD_CMD_WRITE(1),
    NBD_CMD_DISC(2),
    NBD_CMD_FLUSH(3),
    NBD_CMD_TRIM(4),
    NBD_CMD_CACHE(5),
    NBD_CMD_WRITE_ZEROES(6),
    NBD_CMD_BLOCK_STATUS(7),
    NBD_CMD_RESIZE(8);

    private static final List<NbdCommand> VALUES = List.of(values());

    private final int wire;

    NbdCommand(int wire) {
        this.wire = wire;
    }

    /** The number on the wire. */
    public int wire() {
        return wire;
    }

    /** The constant of that number, empty where the protocol has none. */
    public static Optional<NbdCommand> fromWire(int wire) {
        for (NbdCommand value : VALUES) {
            if (value.wire == wire) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
