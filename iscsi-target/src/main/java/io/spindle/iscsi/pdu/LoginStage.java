package io.spindle.iscsi.pdu;

import java.util.List;
import java.util.Optional;

/** A stage of the login phase (RFC 7143, 11.12.3). */
public enum LoginStage {
    SECURITY_NEGOTIATION(0, "SecurityNegotiation"),
    LOGIN_OPERATIONAL_NEGOTIATION(1, "LoginOperationalNegotiation"),
    FULL_FEATURE_PHASE(3, "FullFeaturePhase");

    private static final List<LoginStage> VALUES = List.of(values());

    private final int wire;
    private final String phrase;

    LoginStage(int wire, String phrase) {
        this.wire = wire;
        this.phrase = phrase;
    }

    /** The number on the wire. */
    public int wire() {
        return wire;
    }

    /** The constant of that number, empty where the protocol has none. */
    public static Optional<LoginStage> fromWire(int wire) {
        return VALUES.stream().filter(value -> value.wire == wire).findFirst();
    }

    /** The name in the standard. */
    @Override
    public String toString() {
        return phrase;
    }
}
