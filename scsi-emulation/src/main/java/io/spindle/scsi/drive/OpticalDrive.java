package io.spindle.scsi.drive;

import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.FieldPointer;
import io.spindle.scsi.InitiatorPort;
import io.spindle.scsi.LogicalUnit;
import io.spindle.scsi.Medium;
import io.spindle.scsi.Nexus;
import io.spindle.scsi.ScsiRequest;
import io.spindle.scsi.Sense;
import io.spindle.scsi.SenseCode;
import io.spindle.scsi.command.AdapterFault;
import io.spindle.scsi.command.CommandFlag;
import io.spindle.scsi.command.OperationCode;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An emulated optical drive: a SCSI target with one MMC logical unit that reads CDs, DVDs and BDs.
 *
 * <p>Every command is checked in one order: logical unit, operation code, unit attention, reserved bits, reservation,
 * medium; then it is done.
 */
public final class OpticalDrive implements LogicalUnit, OperatorPanel {
    private final DriveState state;
    private final OperatorRequests operator;
    private final CommandHandlers handlers;
    private Runnable listener = () -> {};

    /** An empty drive with its tray closed that nobody has seen yet. */
    public OpticalDrive(DriveSettings settings) {
        this(settings, DriveMemory.NONE, 0);
    }

    /** An empty drive that some have seen before. */
    public OpticalDrive(DriveSettings settings, DriveMemory memory, long nowNanos) {
        this.state = new DriveState(settings, memory, nowNanos);
        this.operator = new OperatorRequests(state);
        this.handlers = new CommandHandlers(state, operator);
    }

    /**
     * Puts back the disc that lay in the drive before a restart, open tray or not; to be called before anybody is
     * attached. Ports that the drive knows are told of it only when they saw another one last.
     *
     * @return false when the image of the disc is closed, which leaves the drive empty
     */
    public boolean restore(Medium medium, long nowNanos) {
        Optional<LoadedMedium> loaded = LoadedMedium.hold(medium);
        loaded.ifPresent(it -> state.restore(it, nowNanos));
        return loaded.isPresent();
    }

    /** What has to be told to the drive after a restart. */
    public DriveMemory memory() {
        return new DriveMemory(
                state.tray().isOpen(),
                state.tray().content().map(it -> it.medium().identity()),
                state.nexuses().known());
    }

    /** The drive is not used any more: the disc leaves it. */
    public void close() {
        state.tray().takeOut();
    }

    @Override
    public int number() {
        return state.settings().number();
    }

    @Override
    public Nexus attach(InitiatorPort port, long nowNanos) {
        tick(nowNanos);
        // A port that connects anew has lost its older connection, whether or not the transport has noticed.
        state.nexuses().ofPort(port.name()).ifPresent(it -> detach(it.nexus(), false, nowNanos));
        Nexus nexus = state.attach(port, nowNanos).nexus();
        listener.run();
        return nexus;
    }

    @Override
    public void detach(Nexus nexus, boolean expected, long nowNanos) {
        tick(nowNanos);
        state.nexuses().of(nexus).ifPresent(handlers::nexusLost);
        state.detach(nexus, expected, nowNanos);
        operator.holderGone(nowNanos);
        listener.run();
    }

    @Override
    public void reset(long nowNanos) {
        tick(nowNanos);
        handlers.reset();
        state.reset();
        operator.holderGone(nowNanos);
        listener.run();
    }

    @Override
    public CommandOutcome execute(Nexus nexus, ScsiRequest request, long nowNanos) {
        tick(nowNanos);
        CommandOutcome outcome = outcome(nexus, request, nowNanos);
        // The command may be what the operator waited for.
        operator.advance(nowNanos);
        listener.run();
        return outcome;
    }

    private CommandOutcome outcome(Nexus nexus, ScsiRequest request, long nowNanos) {
        Optional<NexusState> sender = state.nexuses().of(nexus);
        if (sender.isEmpty()) {
            return CommandOutcome.check(SenseCode.ABORTED_COMMAND);
        }
        if (request.lun() != number()) {
            return handlers.wrongLogicalUnit(request);
        }
        return OperationCode.of(request.cdb())
                .map(code -> checked(new Command(code, request, sender.get(), nowNanos)))
                .orElseGet(() -> unknown(request));
    }

    private static CommandOutcome unknown(ScsiRequest request) {
        return OperationCode.hasServiceActions(request.cdb().operationCode())
                ? CommandOutcome.invalidField(FieldPointer.cdb(1, 4))
                : CommandOutcome.check(SenseCode.INVALID_COMMAND_OPERATION_CODE);
    }

    private CommandOutcome checked(Command command) {
        OperationCode code = command.code();
        if (!command.request().unaware()) {
            command.nexus().hasHeard();
        }
        Optional<SenseCode> attention = code.has(CommandFlag.ALLOWED_UNDER_UNIT_ATTENTION)
                ? Optional.empty()
                : command.nexus().attention(command.request().unaware());
        if (attention.isPresent()) {
            return CommandOutcome.check(attention.get());
        }
        Optional<Sense> malformed = malformed(command);
        if (malformed.isPresent()) {
            return new CommandOutcome.CheckCondition(malformed.get());
        }
        if (handlers.conflicts(command)) {
            return new CommandOutcome.ReservationConflict();
        }
        if (code.has(CommandFlag.NEEDS_MEDIUM) && state.tray().ready().isEmpty()) {
            return handlers.notReady(command.nexus());
        }
        return handlers.handle(command);
    }

    private static Optional<Sense> malformed(Command command) {
        return command.code()
                .firstReservedBit(command.cdb())
                .map(Sense::invalidField)
                .or(() -> AdapterFault.in(command.request()).map(it -> Sense.of(SenseCode.DATA_PHASE_ERROR)));
    }

    @Override
    public Ticket insert(Medium medium, long nowNanos) {
        tick(nowNanos);
        return operator.insert(medium, nowNanos);
    }

    @Override
    public Ticket eject(EjectMode mode, long nowNanos) {
        tick(nowNanos);
        return operator.eject(mode, nowNanos);
    }

    @Override
    public Ticket swap(Medium medium, EjectMode mode, long nowNanos) {
        tick(nowNanos);
        return operator.swap(medium, mode, nowNanos);
    }

    @Override
    public void giveUp(long nowNanos) {
        tick(nowNanos);
        operator.giveUp();
    }

    @Override
    public void listen(Runnable told) {
        listener = told;
    }

    @Override
    public void tick(long nowNanos) {
        state.advance(nowNanos);
        operator.advance(nowNanos);
    }

    @Override
    public OptionalLong nextTick() {
        OptionalLong ready = state.tray().becomesReadyAt();
        OptionalLong request = operator.nextTick();
        if (ready.isEmpty() || request.isEmpty()) {
            return ready.isEmpty() ? request : ready;
        }
        return ready.getAsLong() - request.getAsLong() < 0 ? ready : request;
    }

    @Override
    public DriveStatus status() {
        return new DriveStatus(
                state.settings().name(),
                state.tray().isOpen(),
                state.tray().content().map(it -> it.medium().name()),
                state.tray().ready().isPresent(),
                state.holders(),
                state.nexuses().attached().stream()
                        .map(it -> it.nexus().initiatorPort())
                        .toList(),
                operator.pending());
    }
}
