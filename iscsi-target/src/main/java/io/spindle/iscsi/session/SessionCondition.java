package io.spindle.iscsi.session;

import java.nio.ByteBuffer;

/** What goes wrong with a command in the transport and is told as ABORTED COMMAND (RFC 7143, 11.4.7.2). */
public enum SessionCondition {
    /** Data came that was not asked for, or more than may come unasked. */
    UNEXPECTED_UNSOLICITED_DATA(0x0C, 0x0C),
    /** A sequence was shorter or longer than what was asked for. */
    INCORRECT_AMOUNT_OF_DATA(0x0C, 0x0D),
    /** A PDU of a sequence was missing or out of order. */
    PROTOCOL_SERVICE_CRC_ERROR(0x47, 0x05);

    private static final int ABORTED_COMMAND = 0x0B;
    private static final int FIXED_FORMAT_BYTES = 18;

    private final int asc;
    private final int ascq;

    SessionCondition(int asc, int ascq) {
        this.asc = asc;
        this.ascq = ascq;
    }

    /** Sense data in fixed format. */
    public ByteBuffer sense() {
        ByteBuffer sense = ByteBuffer.allocate(FIXED_FORMAT_BYTES);
        return sense.put(0, (byte) 0x70)
                .put(2, (byte) ABORTED_COMMAND)
                .put(7, (byte) 10)
                .put(12, (byte) asc)
                .put(13, (byte) ascq);
    }
}
