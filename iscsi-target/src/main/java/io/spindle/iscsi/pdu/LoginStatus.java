package io.spindle.iscsi.pdu;

/** What came of a login (RFC 7143, 11.13.5); the number is class and detail. */
public enum LoginStatus {
    SUCCESS(0x0000, "Success"),
    TARGET_MOVED_TEMPORARILY(0x0101, "Target moved temporarily"),
    TARGET_MOVED_PERMANENTLY(0x0102, "Target moved permanently"),
    INITIATOR_ERROR(0x0200, "Initiator error"),
    AUTHENTICATION_FAILURE(0x0201, "Authentication failure"),
    AUTHORIZATION_FAILURE(0x0202, "Authorization failure"),
    NOT_FOUND(0x0203, "Not found"),
    TARGET_REMOVED(0x0204, "Target removed"),
    UNSUPPORTED_VERSION(0x0205, "Unsupported version"),
    TOO_MANY_CONNECTIONS(0x0206, "Too many connections"),
    MISSING_PARAMETER(0x0207, "Missing parameter"),
    CANNOT_INCLUDE_IN_SESSION(0x0208, "Can't include in session"),
    SESSION_TYPE_NOT_SUPPORTED(0x0209, "Session type not supported"),
    SESSION_DOES_NOT_EXIST(0x020A, "Session does not exist"),
    INVALID_DURING_LOGIN(0x020B, "Invalid during login"),
    TARGET_ERROR(0x0300, "Target error"),
    SERVICE_UNAVAILABLE(0x0301, "Service unavailable"),
    OUT_OF_RESOURCES(0x0302, "Out of resources");

    private final int wire;
    private final String phrase;

    LoginStatus(int wire, String phrase) {
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
