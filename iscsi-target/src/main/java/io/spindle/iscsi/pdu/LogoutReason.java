package io.spindle.iscsi.pdu;

import java.util.List;
import java.util.Optional;

/** Why an initiator logs out (RFC 7143, 11.14.1). */
public enum LogoutReason {
    CLOSE_SESSION(0, "close the session"),
    CLOSE_CONNECTION(1, "close the connection"),
    REMOVE_CONNECTION_FOR_RECOVERY(2, "remove the connection for recovery");

    private static final List<LogoutReason> VALUES = List.of(values());

    private final int wire;
    private final String phrase;

    LogoutReason(int wire, String phrase) {
        this.wire = wire;
        this.phrase = phrase;
    }

    /** The number on the wire. */
    public int wire() {
        return wire;
    }

    /** The constant of that number, empty where the protocol has none. */
    public static Optional<LogoutReason> fromWire(int wire) {
        return VALUES.stream().filter(value -> value.wire == wire).findFirst();
    }

    /** The name in the standard. */
    @Override
    public String toString() {
        return phrase;
    }
}
