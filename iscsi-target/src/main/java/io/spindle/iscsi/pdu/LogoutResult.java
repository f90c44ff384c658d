package io.spindle.iscsi.pdu;

/** What came of a logout (RFC 7143, 11.15.1). */
public enum LogoutResult {
    CLOSED_SUCCESSFULLY(0, "closed successfully"),
    CID_NOT_FOUND(1, "CID not found"),
    CONNECTION_RECOVERY_NOT_SUPPORTED(2, "connection recovery is not supported"),
    CLEANUP_FAILED(3, "cleanup failed");

    private final int wire;
    private final String phrase;

    LogoutResult(int wire, String phrase) {
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
