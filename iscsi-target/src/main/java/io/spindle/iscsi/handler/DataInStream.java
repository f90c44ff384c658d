package io.spindle.iscsi.handler;

import io.spindle.iscsi.pdu.Residual;
import io.spindle.iscsi.pdu.TargetPdu;
import io.spindle.iscsi.session.DataInSequencer;
import java.util.Optional;

/** The data of one command on its way to the initiator. */
final class DataInStream {
    private static final int PIECE_BYTES = 256 << 10;

    private final ScsiTask task;
    private final DataInSource source;
    private final DataInSequencer sequencer;
    private final Residual residual;
    private long readyUntilBytes;

    DataInStream(ScsiTask task, DataInSource source, DataInSequencer sequencer, Residual residual) {
        this.task = task;
        this.source = source;
        this.sequencer = sequencer;
        this.residual = residual;
    }

    ScsiTask task() {
        return task;
    }

    long sentBytes() {
        return sequencer.offsetBytes();
    }

    /** What will have been sent with the next PDU. */
    long sentWithNextBytes() {
        return sequencer.offsetBytes() + sequencer.lengthBytes();
    }

    int dataSn() {
        return sequencer.dataSn();
    }

    /** True when the next PDU can be written without waiting. */
    boolean isReady() {
        return sequencer.offsetBytes() < readyUntilBytes;
    }

    /** Makes some PDUs ready; true when they are at once, else the listener is told. */
    boolean prepare(DataInSource.Listener listener) {
        long offset = sequencer.offsetBytes();
        int lengthBytes = sequencer.pieceBytes(PIECE_BYTES);
        DataInSource.Listener ready = failure -> {
            if (failure == null) {
                readyUntilBytes = offset + lengthBytes;
            }
            listener.prepared(failure);
        };
        if (source.prepare(offset, lengthBytes, ready)) {
            readyUntilBytes = offset + lengthBytes;
            return true;
        }
        return false;
    }

    /** True when the next PDU ends the data. */
    boolean isLast() {
        return sequencer.isLast();
    }

    /** Writes the next PDU, the last one with the status of the command. */
    void write(SessionOutput output) {
        TargetPdu.DataIn header = new TargetPdu.DataIn(
                sequencer.endsBurst(),
                task.tag(),
                sequencer.dataSn(),
                sequencer.offsetBytes(),
                sequencer.lengthBytes(),
                sequencer.isLast() ? Optional.of(residual) : Optional.empty());
        source.write(output, header);
        sequencer.advance();
    }

    void close() {
        source.close();
    }
}
