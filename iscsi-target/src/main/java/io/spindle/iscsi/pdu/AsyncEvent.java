package io.spindle.iscsi.pdu;

/** What a target tells unasked (RFC 7143, 11.9.1). */
public enum AsyncEvent {
    SCSI_EVENT(0, "SCSI asynchronous event"),
    TARGET_REQUESTS_LOGOUT(1, "target requests Logout"),
    TARGET_WILL_DROP_CONNECTION(2, "target will drop the connection"),
    TARGET_WILL_DROP_SESSION(3, "target will drop all connections of the session"),
    TARGET_REQUESTS_NEGOTIATION(4, "target requests parameter negotiation");

    private final int wire;
    private final String phrase;

    AsyncEvent(int wire, String phrase) {
        this.wire = wire;
        this.phrase = phrase;
    }

    /** The number on the wire. */
    public int wire() {
        return wire;
    }

    /** The name in the standard. */
    @Override
    public String toString() {
        return phrase;
    }
}
