package io.spindle.iscsi.session;

import io.spindle.iscsi.pdu.InitiatorPdu;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Gathers what an initiator sends for one command: with the command, unasked behind it, and asked for by R2T
 * (RFC 7143, 4.2.5.2 and 11.7). Data comes in order, one sequence after the other.
 */
public final class DataOutCollector {
    private ByteBuffer data;
    private int targetTransferTag;
    private int nextDataSn;
    private int sequenceEndBytes;
    private boolean open;

    /**
     * Room for what comes before the first R2T.
     *
     * @param unsolicitedBytes the most that may come: the lesser of what the command expects and FirstBurstLength
     */
    public DataOutCollector(int unsolicitedBytes) {
        this.data = ByteBuffer.allocate(unsolicitedBytes);
        this.sequenceEndBytes = unsolicitedBytes;
        this.targetTransferTag = InitiatorPdu.NO_TAG;
    }

    /**
     * Takes what came with the command.
     *
     * @param more whether Data-Out PDUs follow unasked
     */
    public Optional<SessionCondition> takeImmediate(ByteBuffer immediate, boolean more) {
        open = more;
        if (immediate.remaining() > data.remaining()) {
            return Optional.of(SessionCondition.UNEXPECTED_UNSOLICITED_DATA);
        }
        data.put(immediate.duplicate());
        return Optional.empty();
    }

    /** Begins a sequence that an R2T asks for. */
    public void ask(int tag, int lengthBytes) {
        targetTransferTag = tag;
        nextDataSn = 0;
        sequenceEndBytes = data.position() + lengthBytes;
        open = true;
    }

    /** Takes a PDU; what is wrong with it ends the command. */
    public Optional<SessionCondition> take(InitiatorPdu.DataOut pdu) {
        if (!open || pdu.targetTransferTag() != targetTransferTag) {
            return Optional.of(SessionCondition.UNEXPECTED_UNSOLICITED_DATA);
        }
        if (pdu.dataSn() != nextDataSn || pdu.bufferOffset() != data.position()) {
            return Optional.of(SessionCondition.PROTOCOL_SERVICE_CRC_ERROR);
        }
        int endBytes = data.position() + pdu.data().remaining();
        boolean solicited = targetTransferTag != InitiatorPdu.NO_TAG;
        if (endBytes > sequenceEndBytes || (pdu.finalPdu() && solicited && endBytes < sequenceEndBytes)) {
            return Optional.of(SessionCondition.INCORRECT_AMOUNT_OF_DATA);
        }
        data.put(pdu.data().duplicate());
        nextDataSn++;
        open = !pdu.finalPdu();
        return Optional.empty();
    }

    /** True while a sequence is not at its end. */
    public boolean isOpen() {
        return open;
    }

    /** How much is here, from the start on. */
    public int receivedBytes() {
        return data.position();
    }

    /** Makes room for all that the command takes. */
    public void expect(int wholeBytes) {
        if (data.capacity() < wholeBytes) {
            data = ByteBuffer.allocate(wholeBytes).put(data.flip());
        }
    }

    /** What is here, up to that length. */
    public ByteBuffer upTo(int lengthBytes) {
        return data.duplicate()
                .flip()
                .limit(Math.min(data.position(), lengthBytes))
                .slice();
    }
}
