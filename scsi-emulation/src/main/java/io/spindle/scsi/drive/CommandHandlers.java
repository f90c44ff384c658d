package io.spindle.scsi.drive;

import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.ScsiRequest;
import io.spindle.scsi.SenseCode;
import io.spindle.scsi.block.BlockCommands;
import io.spindle.scsi.block.Verify;

/** What is done for each command, once it has passed all checks. */
final class CommandHandlers {
    private final DriveState state;
    private final MediumCommands medium;

    CommandHandlers(DriveState state, OperatorRequests operator) {
        this.state = state;
        this.medium = new MediumCommands(state, operator);
    }

    void nexusLost(NexusState nexus) {}

    void reset() {}

    boolean conflicts(Command command) {
        return false;
    }

    CommandOutcome wrongLogicalUnit(ScsiRequest request) {
        return CommandOutcome.check(SenseCode.LOGICAL_UNIT_NOT_SUPPORTED);
    }

    CommandOutcome handle(Command command) {
        return switch (command.code()) {
            case TEST_UNIT_READY, REZERO_UNIT, SYNCHRONIZE_CACHE_10, SYNCHRONIZE_CACHE_16 -> CommandOutcome.good();
            case START_STOP_UNIT -> medium.startStopUnit(command);
            case PREVENT_ALLOW_MEDIUM_REMOVAL -> medium.preventAllow(command);
            case GET_EVENT_STATUS_NOTIFICATION -> medium.eventStatus(command);
            case MECHANISM_STATUS -> medium.mechanismStatus(command.cdb(), false, 0);
            case READ_6, READ_10, READ_12, READ_16 -> read(command);
            case SEEK_6, SEEK_10, PRE_FETCH_10, PRE_FETCH_16 ->
                BlockCommands.address(command.code(), command.cdb(), loaded().blocks());
            case VERIFY_10, VERIFY_12, VERIFY_16 ->
                new Verify(command.code(), command.cdb(), loaded().medium()).answer(loaded().blocks());
            default -> CommandOutcome.check(SenseCode.INVALID_COMMAND_OPERATION_CODE);
        };
    }

    private LoadedMedium loaded() {
        return state.tray().ready().orElseThrow();
    }

    private CommandOutcome read(Command command) {
        return BlockCommands.read(command.code(), command.cdb(), loaded().medium(), loaded().blocks());
    }
}
