package io.spindle.iscsi.pdu;

/** Why a PDU is rejected (RFC 7143, 11.17.1). */
public enum RejectReason {
    DATA_DIGEST_ERROR(0x02, "Data (payload) digest error"),
    SNACK_REJECT(0x03, "SNACK Reject"),
    PROTOCOL_ERROR(0x04, "Protocol Error"),
    COMMAND_NOT_SUPPORTED(0x05, "Command not supported"),
    TOO_MANY_IMMEDIATE_COMMANDS(0x06, "Immediate command reject"),
    TASK_IN_PROGRESS(0x07, "Task in progress"),
    INVALID_DATA_ACK(0x08, "Invalid data ack"),
    INVALID_PDU_FIELD(0x09, "Invalid PDU field"),
    OUT_OF_RESOURCES(0x0A, "Long op reject"),
    WAITING_FOR_LOGOUT(0x0C, "Waiting for Logout");

    private final int wire;
    private final String phrase;

    RejectReason(int wire, String phrase) {
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
