package io.spindle.iscsi.pdu;

/** The eight bytes that name a logical unit (SAM-5, 4.7). */
public final class LogicalUnitNumber {
    private static final int FIRST_LEVEL_SHIFT = 48;
    private static final long LOWER_LEVELS = (1L << FIRST_LEVEL_SHIFT) - 1;
    private static final int FLAT = 0x4000;
    private static final int FLAT_MASK = 0x3FFF;

    private LogicalUnitNumber() {}

    /**
     * The number in peripheral device addressing of bus 0 or in flat space addressing; of any other form the eight bytes
     * themselves, which are the number of no logical unit.
     */
    public static long of(long bytes) {
        int first = (int) (bytes >>> FIRST_LEVEL_SHIFT);
        boolean flat = (first & ~FLAT_MASK) == FLAT;
        boolean peripheral = first <= 0xFF;
        return (flat || peripheral) && (bytes & LOWER_LEVELS) == 0 ? first & FLAT_MASK : bytes;
    }
}
