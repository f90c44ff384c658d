package io.spindle.iscsi.handler;

import io.spindle.iscsi.pdu.InitiatorPdu;
import io.spindle.iscsi.pdu.InitiatorPdu.DataOut;
import io.spindle.iscsi.pdu.InitiatorPdu.ScsiCommand;
import io.spindle.iscsi.pdu.LogicalUnitNumber;
import io.spindle.iscsi.pdu.RejectReason;
import io.spindle.iscsi.pdu.Residual;
import io.spindle.iscsi.pdu.ScsiStatus;
import io.spindle.iscsi.session.DataInSequencer;
import io.spindle.iscsi.session.UnseenStatus;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.DataDirection;
import io.spindle.scsi.DataIn;
import io.spindle.scsi.ScsiRequest;
import io.spindle.scsi.SectorRange;
import io.spindle.scsi.Sense;
import io.spindle.scsi.SenseCode;
import io.spindle.transport.CopyBudget;
import io.spindle.transport.Peers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands SCSI commands to the logical unit, and does what comes of them. */
final class CommandExecution implements DataInSender.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(CommandExecution.class);
    private static final int UNIT_ATTENTION = 6;

    private final SessionScope scope;
    private final CopySource.Budget budget;
    private final Runnable resume;
    private final OpenMedia media;
    private final DataInSender sender;
    private final Responses responses;
    private final DataOutFlow dataOut;
    private final UnseenStatus attention;

    /**
     * No command yet.
     *
     * @param holder in whose name memory for copies is taken
     * @param resume run when there is something to write again
     */
    CommandExecution(SessionScope scope, CopyBudget.Holder holder, Runnable resume) {
        this.scope = scope;
        this.budget = new CopySource.Budget(scope.shared().copies(), holder);
        this.resume = resume;
        this.media = new OpenMedia(scope.shared().waitingReads(), scope.output());
        this.sender = new DataInSender(scope.output(), this);
        this.responses = new Responses(scope.output(), scope.tasks());
        // The session begins right before the last response of the login.
        this.attention = new UnseenStatus(scope.output().statSn());
        this.dataOut = new DataOutFlow(scope, responses, this::execute, this::settle);
    }

    /** A new command; what is wrong with it, where it is no task at all. */
    Optional<RejectReason> start(ScsiCommand command) {
        if (command.initiatorTaskTag() == InitiatorPdu.NO_TAG) {
            return Optional.of(RejectReason.INVALID_PDU_FIELD);
        }
        if (scope.tasks().find(command.initiatorTaskTag()).isPresent()) {
            return Optional.of(RejectReason.TASK_IN_PROGRESS);
        }
        if (command.immediate() && scope.tasks().immediateCount() >= Limits.IMMEDIATE_COMMANDS) {
            return Optional.of(RejectReason.TOO_MANY_IMMEDIATE_COMMANDS);
        }
        ScsiTask task = new ScsiTask(command);
        scope.tasks().add(task);
        if (dataOut.begin(task)) {
            execute(task);
        }
        return Optional.empty();
    }

    /** Data for a command; of one that is over it is dropped. */
    void take(DataOut pdu) {
        scope.tasks().find(pdu.initiatorTaskTag()).ifPresent(task -> dataOut.take(task, pdu));
    }

    private void execute(ScsiTask task) {
        ScsiCommand command = task.command();
        ScsiRequest request = new ScsiRequest(
                LogicalUnitNumber.of(command.lun()),
                command.cdb(),
                direction(command),
                command.expectedBytes(),
                attention.isUnseenBy(command.cmdSn(), command.expStatSn()));
        settle(task, () -> scope.logicalUnit().execute(scope.nexus(), request, System.nanoTime()));
    }

    private static DataDirection direction(ScsiCommand command) {
        if (command.read()) {
            return DataDirection.FROM_TARGET;
        }
        return command.write() ? DataDirection.TO_TARGET : DataDirection.NONE;
    }

    /** Asks the logical unit, and does what it says. */
    private void settle(ScsiTask task, Supplier<CommandOutcome> question) {
        CommandOutcome outcome;
        try {
            outcome = question.get();
        } catch (RuntimeException e) {
            fault(task, e);
            return;
        }
        perform(task, outcome);
    }

    private void fault(ScsiTask task, Throwable fault) {
        LOG.error(
                "{}: a fault of the server in the command {}",
                scope.peer(),
                task.command().cdb(),
                fault);
        responses.failure(task);
    }

    private void perform(ScsiTask task, CommandOutcome outcome) {
        if (outcome instanceof CommandOutcome.Good good) {
            succeed(task, good.data());
        } else if (outcome instanceof CommandOutcome.CheckCondition check) {
            check(task, check.sense());
        } else if (outcome instanceof CommandOutcome.ReservationConflict) {
            responses.status(task, ScsiStatus.RESERVATION_CONFLICT);
        } else if (outcome instanceof CommandOutcome.WantsDataOut wants) {
            dataOut.fetch(task, wants);
        } else if (outcome instanceof CommandOutcome.ReadsDisc reads) {
            readDisc(task, reads);
        }
    }

    private void check(ScsiTask task, Sense sense) {
        if (sense.code().key() == UNIT_ATTENTION) {
            attention.sends(scope.output().statSn(), scope.output().maxCmdSn());
        }
        responses.check(task, ByteBuffer.wrap(sense.toFixedFormat()));
    }

    private void succeed(ScsiTask task, DataIn data) {
        long wanted = task.wants == null ? data.lengthBytes() : task.wants.lengthBytes();
        boolean out = task.command().write();
        Residual residual = Residual.of(
                out && task.wants == null ? 0 : wanted, out ? task.expectedOutBytes() : task.expectedInBytes());
        long sendBytes = Math.min(data.lengthBytes(), task.expectedInBytes());
        if (sendBytes == 0) {
            responses.good(task, residual);
            return;
        }
        Optional<DataInSource> source = source(task, data);
        if (source.isEmpty()) {
            check(task, Sense.of(SenseCode.MEDIUM_NOT_PRESENT_TRAY_CLOSED));
            return;
        }
        DataInSequencer sequencer = new DataInSequencer(
                sendBytes,
                scope.agreed().pduBytes(),
                scope.agreed().parameters().maxBurstBytes());
        task.dataIn = new DataInStream(task, source.get(), sequencer, residual);
        sender.add(task.dataIn);
    }

    /** Empty when the disc is closed already. */
    private Optional<DataInSource> source(ScsiTask task, DataIn data) {
        if (data instanceof DataIn.Bytes bytes) {
            return Optional.of(new DataInSource.Bytes(bytes.bytes()));
        }
        task.readsDisc = true;
        SectorRange range = ((DataIn.Sectors) data).range();
        return media.open(range.medium()).map(medium -> source(medium, range));
    }

    private DataInSource source(OpenMedium medium, SectorRange range) {
        return medium.maps(range) && !scope.output().digestsData()
                ? new PagesSource(media, medium, range, scope.thread())
                : new CopySource(media, medium, range, budget, scope.thread());
    }

    private void readDisc(ScsiTask task, CommandOutcome.ReadsDisc reads) {
        Optional<OpenMedium> opened = media.open(reads.medium());
        if (opened.isEmpty()) {
            check(task, Sense.of(SenseCode.MEDIUM_NOT_PRESENT_TRAY_CLOSED));
            return;
        }
        task.readsDisc = true;
        OpenMedium medium = opened.get();
        medium.lane().execute(() -> {
            CommandOutcome[] outcome = new CommandOutcome[1];
            Throwable failure = Attempt.of(() -> outcome[0] = reads.work().run());
            Handoff.run(scope.thread(), () -> {
                media.release(medium);
                resume(task, outcome[0], failure);
            });
        });
    }

    private void resume(ScsiTask task, CommandOutcome outcome, Throwable failure) {
        if (task.isEnded()) {
            return;
        }
        if (failure == null) {
            perform(task, outcome);
        } else {
            unreadable(task, Sense.of(SenseCode.UNRECOVERED_READ_ERROR), failure);
        }
        resume.run();
    }

    private void unreadable(ScsiTask task, Sense sense, Throwable failure) {
        scope.counters().error();
        if (failure instanceof IOException) {
            LOG.warn(
                    "{}: the command {} failed: {}",
                    scope.peer(),
                    task.command().cdb(),
                    Peers.reason(failure));
            check(task, sense);
        } else {
            fault(task, failure);
        }
    }

    @Override
    public void finishing(DataInStream stream) {
        if (stream.task().readsDisc) {
            scope.counters().read(stream.sentWithNextBytes(), stream.task().ageNanos());
        }
        scope.tasks().remove(stream.task());
    }

    @Override
    public void failed(DataInStream stream, Throwable failure) {
        unreadable(stream.task(), Sense.of(SenseCode.UNRECOVERED_READ_ERROR), failure);
    }

    @Override
    public void resumed() {
        resume.run();
    }

    /** Sends on what was held up because the initiator did not read. */
    void pump() {
        sender.pump();
    }

    /** Files may have changed since they were looked at. */
    void doubt() {
        media.doubt();
    }

    /** Lets go of a medium that is not read any more. */
    void sweep() {
        media.sweep();
    }

    /** Ends the task without an answer. */
    void abort(ScsiTask task) {
        scope.tasks().remove(task);
        if (task.dataIn != null) {
            sender.drop(task.dataIn);
        }
    }

    void abortAll() {
        scope.tasks().all().forEach(this::abort);
    }

    /** The session is over. */
    void close() {
        abortAll();
        media.close();
    }
}
