package io.spindle.iscsi.pdu;

/** What came of a task management function (RFC 7143, 11.6.1). */
public enum TaskManagementResult {
    FUNCTION_COMPLETE(0, "Function complete"),
    TASK_DOES_NOT_EXIST(1, "Task does not exist"),
    LUN_DOES_NOT_EXIST(2, "LUN does not exist"),
    TASK_STILL_ALLEGIANT(3, "Task still allegiant"),
    TASK_ALLEGIANCE_REASSIGNMENT_NOT_SUPPORTED(4, "Task allegiance reassignment not supported"),
    FUNCTION_NOT_SUPPORTED(5, "Task management function not supported"),
    FUNCTION_AUTHORIZATION_FAILED(6, "Function authorization failed"),
    FUNCTION_REJECTED(255, "Function rejected");

    private final int wire;
    private final String phrase;

    TaskManagementResult(int wire, String phrase) {
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
