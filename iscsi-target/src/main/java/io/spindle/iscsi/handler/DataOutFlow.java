package io.spindle.iscsi.handler;

import io.spindle.iscsi.login.SessionParameters;
import io.spindle.iscsi.pdu.InitiatorPdu;
import io.spindle.iscsi.pdu.InitiatorPdu.DataOut;
import io.spindle.iscsi.pdu.ScsiStatus;
import io.spindle.iscsi.pdu.TargetPdu;
import io.spindle.iscsi.session.DataOutCollector;
import io.spindle.iscsi.session.SessionCondition;
import io.spindle.scsi.CommandOutcome;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Brings the data of commands here: waits for what the initiator sends unasked, lets the command be asked, and fetches
 * what it wants beyond that.
 */
final class DataOutFlow {
    private final SessionScope scope;
    private final Responses responses;
    private final Consumer<ScsiTask> execute;
    private final BiConsumer<ScsiTask, Supplier<CommandOutcome>> settle;
    private int lastTag;

    DataOutFlow(
            SessionScope scope,
            Responses responses,
            Consumer<ScsiTask> execute,
            BiConsumer<ScsiTask, Supplier<CommandOutcome>> settle) {
        this.scope = scope;
        this.responses = responses;
        this.execute = execute;
        this.settle = settle;
    }

    /** Takes what came with the command; true when it can be asked now. */
    boolean begin(ScsiTask task) {
        boolean more = !task.command().finalPdu();
        int immediateBytes = task.command().immediateData().remaining();
        if (immediateBytes == 0 && !more) {
            return true;
        }
        SessionParameters parameters = scope.agreed().parameters();
        if ((immediateBytes > 0 && !parameters.immediateData()) || (more && parameters.initialR2t())) {
            refuse(task, SessionCondition.UNEXPECTED_UNSOLICITED_DATA);
            return false;
        }
        int roomBytes = (int) Math.min(parameters.firstBurstBytes(), task.expectedOutBytes());
        if (!scope.tasks().takeMemory(task, roomBytes)) {
            task.outOfMemory = true;
            if (!more) {
                responses.status(task, ScsiStatus.TASK_SET_FULL);
            }
            return false;
        }
        task.dataOut = new DataOutCollector(roomBytes);
        Optional<SessionCondition> wrong =
                task.dataOut.takeImmediate(task.command().immediateData(), more);
        wrong.ifPresent(condition -> refuse(task, condition));
        return wrong.isEmpty() && !more;
    }

    /** Takes a Data-Out PDU. A command without memory is answered when all is here that was on the way for it. */
    void take(ScsiTask task, DataOut pdu) {
        if (task.outOfMemory) {
            if (pdu.finalPdu()) {
                responses.status(task, ScsiStatus.TASK_SET_FULL);
            }
            return;
        }
        Optional<SessionCondition> wrong = task.dataOut == null
                ? Optional.of(SessionCondition.UNEXPECTED_UNSOLICITED_DATA)
                : task.dataOut.take(pdu);
        if (wrong.isPresent()) {
            refuse(task, wrong.get());
        } else if (!task.dataOut.isOpen()) {
            if (task.wants == null) {
                execute.accept(task);
            } else {
                proceed(task);
            }
        }
    }

    /** The command wants data. */
    void fetch(ScsiTask task, CommandOutcome.WantsDataOut wants) {
        task.wants = wants;
        int neededBytes = neededBytes(task);
        if (task.dataOut == null) {
            task.dataOut = new DataOutCollector(0);
        }
        if (neededBytes > task.dataOut.receivedBytes()) {
            if (!scope.tasks().takeMemory(task, neededBytes)) {
                responses.status(task, ScsiStatus.TASK_SET_FULL);
                return;
            }
            task.dataOut.expect(neededBytes);
        }
        proceed(task);
    }

    private static int neededBytes(ScsiTask task) {
        return (int) Math.min(task.wants.lengthBytes(), task.expectedOutBytes());
    }

    /** Asks for the next piece, or goes on with the command when all is here. */
    private void proceed(ScsiTask task) {
        int receivedBytes = task.dataOut.receivedBytes();
        int missingBytes = neededBytes(task) - receivedBytes;
        if (missingBytes <= 0) {
            settle.accept(task, () -> task.wants.then().take(task.dataOut.upTo(neededBytes(task))));
            return;
        }
        int pieceBytes = Math.min(missingBytes, scope.agreed().parameters().maxBurstBytes());
        int tag = nextTag();
        task.dataOut.ask(tag, pieceBytes);
        scope.output()
                .send(new TargetPdu.ReadyToTransfer(
                        task.command().lun(), task.tag(), tag, task.r2tSn++, receivedBytes, pieceBytes));
    }

    private int nextTag() {
        lastTag++;
        if (lastTag == InitiatorPdu.NO_TAG) {
            lastTag = 1;
        }
        return lastTag;
    }

    private void refuse(ScsiTask task, SessionCondition condition) {
        responses.check(task, condition.sense());
    }
}
