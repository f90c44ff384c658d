package io.spindle.scsi;

/** Sense key, additional sense code and its qualifier, by the phrase of T10 (SPC-4, annex E; MMC-6, annex F). */
public enum SenseCode {
    NO_SENSE(0x0, 0x00, 0x00),
    LOGICAL_UNIT_IS_IN_PROCESS_OF_BECOMING_READY(0x2, 0x04, 0x01),
    MEDIUM_NOT_PRESENT_TRAY_CLOSED(0x2, 0x3A, 0x01),
    MEDIUM_NOT_PRESENT_TRAY_OPEN(0x2, 0x3A, 0x02),
    UNRECOVERED_READ_ERROR(0x3, 0x11, 0x00),
    PARAMETER_LIST_LENGTH_ERROR(0x5, 0x1A, 0x00),
    INVALID_COMMAND_OPERATION_CODE(0x5, 0x20, 0x00),
    LOGICAL_BLOCK_ADDRESS_OUT_OF_RANGE(0x5, 0x21, 0x00),
    INVALID_FIELD_IN_CDB(0x5, 0x24, 0x00),
    LOGICAL_UNIT_NOT_SUPPORTED(0x5, 0x25, 0x00),
    INVALID_FIELD_IN_PARAMETER_LIST(0x5, 0x26, 0x00),
    INVALID_RELEASE_OF_PERSISTENT_RESERVATION(0x5, 0x26, 0x04),
    COMMAND_SEQUENCE_ERROR(0x5, 0x2C, 0x00),
    CANNOT_READ_MEDIUM_INCOMPATIBLE_FORMAT(0x5, 0x30, 0x02),
    SAVING_PARAMETERS_NOT_SUPPORTED(0x5, 0x39, 0x00),
    MEDIUM_REMOVAL_PREVENTED(0x5, 0x53, 0x02),
    INSUFFICIENT_REGISTRATION_RESOURCES(0x5, 0x55, 0x04),
    ILLEGAL_MODE_FOR_THIS_TRACK(0x5, 0x64, 0x00),
    COPY_PROTECTION_KEY_EXCHANGE_FAILURE_KEY_NOT_PRESENT(0x5, 0x6F, 0x01),
    NOT_READY_TO_READY_CHANGE_MEDIUM_MAY_HAVE_CHANGED(0x6, 0x28, 0x00),
    POWER_ON_RESET_OR_BUS_DEVICE_RESET_OCCURRED(0x6, 0x29, 0x00),
    BUS_DEVICE_RESET_FUNCTION_OCCURRED(0x6, 0x29, 0x03),
    MODE_PARAMETERS_CHANGED(0x6, 0x2A, 0x01),
    RESERVATIONS_PREEMPTED(0x6, 0x2A, 0x03),
    RESERVATIONS_RELEASED(0x6, 0x2A, 0x04),
    REGISTRATIONS_PREEMPTED(0x6, 0x2A, 0x05),
    WRITE_PROTECTED(0x7, 0x27, 0x00),
    ABORTED_COMMAND(0xB, 0x00, 0x00),
    DATA_PHASE_ERROR(0xB, 0x4B, 0x00),
    MISCOMPARE_DURING_VERIFY_OPERATION(0xE, 0x1D, 0x00);

    private final int key;
    private final int asc;
    private final int ascq;

    SenseCode(int key, int asc, int ascq) {
        this.key = key;
        this.asc = asc;
        this.ascq = ascq;
    }

    /** The sense key, 0 to 15. */
    public int key() {
        return key;
    }

    /** The additional sense code. */
    public int asc() {
        return asc;
    }

    /** The additional sense code qualifier. */
    public int ascq() {
        return ascq;
    }
}
