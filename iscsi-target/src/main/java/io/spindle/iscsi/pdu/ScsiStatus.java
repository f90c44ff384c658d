package io.spindle.iscsi.pdu;

/** The status of a SCSI command (SAM-5, 5.3.1). */
public enum ScsiStatus {
    GOOD(0x00, "GOOD"),
    CHECK_CONDITION(0x02, "CHECK CONDITION"),
    BUSY(0x08, "BUSY"),
    RESERVATION_CONFLICT(0x18, "RESERVATION CONFLICT"),
    TASK_SET_FULL(0x28, "TASK SET FULL"),
    TASK_ABORTED(0x40, "TASK ABORTED");

    private final int wire;
    private final String phrase;

    ScsiStatus(int wire, String phrase) {
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
