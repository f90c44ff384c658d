package io.spindle.iscsi.handler;

import io.spindle.iscsi.pdu.Residual;
import io.spindle.iscsi.pdu.ScsiStatus;
import io.spindle.iscsi.pdu.TargetPdu;
import java.nio.ByteBuffer;

/** Ends commands with a SCSI Response. */
final class Responses {
    private static final ByteBuffer NO_SENSE = ByteBuffer.allocate(0);

    private final SessionOutput output;
    private final TaskSet tasks;

    Responses(SessionOutput output, TaskSet tasks) {
        this.output = output;
        this.tasks = tasks;
    }

    /** GOOD, with what is left of what the initiator expected. */
    void good(ScsiTask task, Residual residual) {
        respond(task, ScsiStatus.GOOD, residual, NO_SENSE);
    }

    /** A status without sense data. */
    void status(ScsiTask task, ScsiStatus status) {
        respond(task, status, untouched(task), NO_SENSE);
    }

    /** CHECK CONDITION; of the data to the initiator, what was sent counts. */
    void check(ScsiTask task, ByteBuffer sense) {
        respond(task, ScsiStatus.CHECK_CONDITION, untouched(task), sense);
    }

    /** The target has failed, which is no status of the command. */
    void failure(ScsiTask task) {
        tasks.remove(task);
        output.send(new TargetPdu.ScsiResponse(
                task.tag(), true, ScsiStatus.GOOD, Residual.NONE, task.expDataSn(), NO_SENSE));
    }

    private void respond(ScsiTask task, ScsiStatus status, Residual residual, ByteBuffer sense) {
        // The slot is free before the response says how many there are.
        tasks.remove(task);
        output.send(new TargetPdu.ScsiResponse(task.tag(), false, status, residual, task.expDataSn(), sense));
    }

    private static Residual untouched(ScsiTask task) {
        return task.command().write()
                ? Residual.of(task.receivedBytes(), task.expectedOutBytes())
                : Residual.of(task.sentBytes(), task.expectedInBytes());
    }
}
