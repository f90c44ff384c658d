package io.spindle.iscsi.handler;

import io.spindle.iscsi.pdu.InitiatorPdu.ScsiCommand;
import io.spindle.iscsi.session.DataOutCollector;
import io.spindle.scsi.CommandOutcome;

/** A SCSI command while it is under way. */
final class ScsiTask {
    private final ScsiCommand command;
    private final long begunNanos = System.nanoTime();
    private boolean ended;

    /** What the initiator sends for it; null when that is nothing. */
    DataOutCollector dataOut;

    /** Memory that is taken for that. */
    long dataOutMemoryBytes;

    /** True when there was no memory for it. */
    boolean outOfMemory;

    /** What waits for that data; null until the command was asked. */
    CommandOutcome.WantsDataOut wants;

    /** How many R2T PDUs went out. */
    int r2tSn;

    /** True when it has to do with the content of the disc. */
    boolean readsDisc;

    /** What goes to the initiator for it; null when that is nothing. */
    DataInStream dataIn;

    ScsiTask(ScsiCommand command) {
        this.command = command;
    }

    ScsiCommand command() {
        return command;
    }

    /** How long ago it came. */
    long ageNanos() {
        return System.nanoTime() - begunNanos;
    }

    int tag() {
        return command.initiatorTaskTag();
    }

    /** How much data the initiator waits for. */
    long expectedInBytes() {
        return command.read() ? command.expectedBytes() : 0;
    }

    /** How much data the initiator has. */
    long expectedOutBytes() {
        return command.write() ? command.expectedBytes() : 0;
    }

    long sentBytes() {
        return dataIn == null ? 0 : dataIn.sentBytes();
    }

    long receivedBytes() {
        return dataOut == null ? 0 : dataOut.receivedBytes();
    }

    /** How many Data-In and R2T PDUs went out. */
    int expDataSn() {
        return r2tSn + (dataIn == null ? 0 : dataIn.dataSn());
    }

    /** True when it was answered or aborted: nothing that still comes of it matters. */
    boolean isEnded() {
        return ended;
    }

    void end() {
        ended = true;
    }
}
