package io.spindle.iscsi.pdu;

/**
 * By how much the data of a command differs from what the initiator expected (RFC 7143, 11.4.5.2).
 *
 * @param kind which way
 * @param countBytes how much, unsigned 32 bits
 */
public record Residual(Kind kind, long countBytes) {
    /** The data was as long as expected. */
    public static final Residual NONE = new Residual(Kind.NONE, 0);

    private static final long MAXIMUM = 0xFFFFFFFFL;

    /** Which way the data differs. */
    public enum Kind {
        NONE,
        /** The command had less. */
        UNDERFLOW,
        /** The command had more, which was not transferred. */
        OVERFLOW
    }

    /** What is left when a command has {@code wantedBytes} and the initiator expected {@code expectedBytes}. */
    public static Residual of(long wantedBytes, long expectedBytes) {
        if (wantedBytes == expectedBytes) {
            return NONE;
        }
        return wantedBytes > expectedBytes
                ? new Residual(Kind.OVERFLOW, Math.min(MAXIMUM, wantedBytes - expectedBytes))
                : new Residual(Kind.UNDERFLOW, expectedBytes - wantedBytes);
    }
}
