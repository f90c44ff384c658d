package io.spindle.scsi.mode;

/**
 * What MM CAPABILITIES AND MECHANICAL STATUS tells of the moment.
 *
 * @param locked the removal of the disc is prevented
 * @param maximumSpeed of the kind of disc that lies in the drive, in kilobytes per second, up to 65535
 * @param speed what it is read with
 */
public record DriveCondition(boolean locked, int maximumSpeed, int speed) {
    private static final int LOCK_STATE_BYTE = 6;
    private static final int LOCK_STATE = 0x02;
    private static final int MAXIMUM_SPEED_BYTE = 8;
    private static final int SPEED_BYTE = 14;

    /** The bits of a byte of the page that depend on the moment. */
    static int bits(int at) {
        return switch (at) {
            case LOCK_STATE_BYTE -> LOCK_STATE;
            case MAXIMUM_SPEED_BYTE, MAXIMUM_SPEED_BYTE + 1, SPEED_BYTE, SPEED_BYTE + 1 -> 0xFF;
            default -> 0;
        };
    }

    void putInto(byte[] page) {
        if (locked) {
            page[LOCK_STATE_BYTE] |= LOCK_STATE;
        }
        putU16(page, MAXIMUM_SPEED_BYTE, maximumSpeed);
        putU16(page, SPEED_BYTE, speed);
    }

    private static void putU16(byte[] page, int at, int value) {
        page[at] = (byte) (value >> 8);
        page[at + 1] = (byte) value;
    }
}
