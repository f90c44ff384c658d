package io.spindle.iscsi.handler;

import io.netty.util.collection.IntObjectHashMap;
import io.spindle.iscsi.pdu.InitiatorPdu;
import java.nio.ByteBuffer;

/** PDUs whose turn has not come yet, because one before them is missing. */
final class EarlyPdus {
    private static final int MAXIMUM_BYTES = 1 << 20;

    private final IntObjectHashMap<Early> byCmdSn = new IntObjectHashMap<>();
    private int heldBytes;

    /**
     * A PDU that came early.
     *
     * @param pdu null for one that is left out
     * @param header its header, for a Reject
     */
    record Early(InitiatorPdu.Ordered pdu, ByteBuffer header) {
        private int bytes() {
            if (pdu instanceof InitiatorPdu.ScsiCommand command) {
                return command.immediateData().capacity();
            }
            if (pdu instanceof InitiatorPdu.NopOut nop) {
                return nop.ping().capacity();
            }
            return pdu instanceof InitiatorPdu.TextRequest text ? text.text().capacity() : 0;
        }
    }

    /** Keeps it; false when too much would be kept. */
    boolean hold(int cmdSn, Early early) {
        heldBytes += early.bytes();
        Early former = byCmdSn.put(cmdSn, early);
        heldBytes -= former == null ? 0 : former.bytes();
        return heldBytes <= MAXIMUM_BYTES;
    }

    /** The one of that number, which is kept no longer; null when it has not come. */
    Early take(int cmdSn) {
        Early early = byCmdSn.remove(cmdSn);
        heldBytes -= early == null ? 0 : early.bytes();
        return early;
    }
}
