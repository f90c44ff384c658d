package io.spindle.iscsi.pdu;

import java.util.List;
import java.util.Optional;

/** What a PDU is (RFC 7143, 11.2.1.2). */
public enum IscsiOpcode {
    NOP_OUT(0x00, "NOP-Out"),
    SCSI_COMMAND(0x01, "SCSI Command"),
    TASK_MANAGEMENT_FUNCTION_REQUEST(0x02, "Task Management Function Request"),
    LOGIN_REQUEST(0x03, "Login Request"),
    TEXT_REQUEST(0x04, "Text Request"),
    SCSI_DATA_OUT(0x05, "SCSI Data-Out"),
    LOGOUT_REQUEST(0x06, "Logout Request"),
    SNACK_REQUEST(0x10, "SNACK Request"),
    NOP_IN(0x20, "NOP-In"),
    SCSI_RESPONSE(0x21, "SCSI Response"),
    TASK_MANAGEMENT_FUNCTION_RESPONSE(0x22, "Task Management Function Response"),
    LOGIN_RESPONSE(0x23, "Login Response"),
    TEXT_RESPONSE(0x24, "Text Response"),
    SCSI_DATA_IN(0x25, "SCSI Data-In"),
    LOGOUT_RESPONSE(0x26, "Logout Response"),
    READY_TO_TRANSFER(0x31, "R2T"),
    ASYNCHRONOUS_MESSAGE(0x32, "Asynchronous Message"),
    REJECT(0x3F, "Reject");

    private static final List<IscsiOpcode> VALUES = List.of(values());

    private final int wire;
    private final String phrase;

    IscsiOpcode(int wire, String phrase) {
        this.wire = wire;
        this.phrase = phrase;
    }

    /** The number on the wire. */
    public int wire() {
        return wire;
    }

    /** The constant of that number, empty where the protocol has none. */
    public static Optional<IscsiOpcode> fromWire(int wire) {
        return VALUES.stream().filter(value -> value.wire == wire).findFirst();
    }

    /** The name in the standard. */
    @Override
    public String toString() {
        return phrase;
    }
}
