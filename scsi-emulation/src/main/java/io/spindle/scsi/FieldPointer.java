package io.spindle.scsi;

/**
 * Which field was wrong (SPC-4, 4.5.2.4.2, sense-key specific data of ILLEGAL REQUEST).
 *
 * @param inCdb true for a field of the CDB, false for one of the parameter list
 * @param byteAt index of its byte, 0 to 65535
 * @param bit its most significant bit, 7 to 0, or -1 where the whole byte is meant
 */
public record FieldPointer(boolean inCdb, int byteAt, int bit) {
    /** A byte of the CDB. */
    public static FieldPointer cdb(int byteAt) {
        return new FieldPointer(true, byteAt, -1);
    }

    /** A bit of the CDB. */
    public static FieldPointer cdb(int byteAt, int bit) {
        return new FieldPointer(true, byteAt, bit);
    }

    /** A byte of the parameter list. */
    public static FieldPointer parameterList(int byteAt) {
        return new FieldPointer(false, byteAt, -1);
    }
}
