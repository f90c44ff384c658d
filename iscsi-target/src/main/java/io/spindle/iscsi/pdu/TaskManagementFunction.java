package io.spindle.iscsi.pdu;

import java.util.List;
import java.util.Optional;

/** What an initiator wants done with tasks (RFC 7143, 11.5.1). */
public enum TaskManagementFunction {
    ABORT_TASK(1, "ABORT TASK"),
    ABORT_TASK_SET(2, "ABORT TASK SET"),
    CLEAR_ACA(3, "CLEAR ACA"),
    CLEAR_TASK_SET(4, "CLEAR TASK SET"),
    LOGICAL_UNIT_RESET(5, "LOGICAL UNIT RESET"),
    TARGET_WARM_RESET(6, "TARGET WARM RESET"),
    TARGET_COLD_RESET(7, "TARGET COLD RESET"),
    TASK_REASSIGN(8, "TASK REASSIGN");

    private static final List<TaskManagementFunction> VALUES = List.of(values());

    private final int wire;
    private final String phrase;

    TaskManagementFunction(int wire, String phrase) {
        this.wire = wire;
        this.phrase = phrase;
    }

    /** The number on the wire. */
    public int wire() {
        return wire;
    }

    /** The constant of that number, empty where the protocol has none. */
    public static Optional<TaskManagementFunction> fromWire(int wire) {
        return VALUES.stream().filter(value -> value.wire == wire).findFirst();
    }

    /** The name in the standard. */
    @Override
    public String toString() {
        return phrase;
    }
}
