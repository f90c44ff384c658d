package io.spindle.scsi.drive;

import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.Medium;
import io.spindle.scsi.ScsiRequest;
import io.spindle.scsi.SenseCode;
import io.spindle.scsi.block.BlockCommands;
import io.spindle.scsi.block.BlockExtent;
import io.spindle.scsi.block.Verify;
import io.spindle.scsi.command.CommandFlag;
import io.spindle.scsi.command.OperationCode;
import io.spindle.scsi.command.ReservationRule;
import io.spindle.scsi.mmc.AudioPlayer;
import io.spindle.scsi.mmc.GetConfiguration;
import io.spindle.scsi.mmc.GetPerformance;
import io.spindle.scsi.mmc.PauseResume;
import io.spindle.scsi.mmc.PlayAudio10;
import io.spindle.scsi.mmc.PlayAudio12;
import io.spindle.scsi.mmc.PlayAudioMsf;
import io.spindle.scsi.mmc.PlayAudioTrackIndex;
import io.spindle.scsi.mmc.Profile;
import io.spindle.scsi.mmc.ReadBufferCapacity;
import io.spindle.scsi.mmc.ReadCd;
import io.spindle.scsi.mmc.ReadCdMsf;
import io.spindle.scsi.mmc.ReadDiscInformation;
import io.spindle.scsi.mmc.ReadDiscStructure;
import io.spindle.scsi.mmc.ReadFormatCapacities;
import io.spindle.scsi.mmc.ReadHeader;
import io.spindle.scsi.mmc.ReadSubChannel;
import io.spindle.scsi.mmc.ReadTocPmaAtip;
import io.spindle.scsi.mmc.ReadTrackInformation;
import io.spindle.scsi.mmc.ReportKey;
import io.spindle.scsi.mmc.Scan;
import io.spindle.scsi.mmc.SetCdSpeed;
import io.spindle.scsi.mmc.SetReadAhead;
import io.spindle.scsi.mmc.SetStreaming;
import io.spindle.scsi.mmc.StopPlayScan;
import io.spindle.scsi.mode.DriveCondition;
import io.spindle.scsi.mode.ModeParameters;
import io.spindle.scsi.primary.Diagnostics;
import io.spindle.scsi.primary.Inquiry;
import io.spindle.scsi.primary.ReportLuns;
import io.spindle.scsi.primary.ReportSupportedOperationCodes;
import io.spindle.scsi.primary.RequestSense;
import io.spindle.scsi.reservation.Reservations;
import java.util.Optional;

/** What is done for each command, once it has passed all checks. */
final class CommandHandlers {
    private final DriveState state;
    private final MediumCommands mediumCommands;
    private final Inquiry inquiry;
    private final ModeParameters modes = new ModeParameters();
    private final Reservations reservations;

    CommandHandlers(DriveState state, OperatorRequests operator) {
        this.state = state;
        this.mediumCommands = new MediumCommands(state, operator);
        this.inquiry = new Inquiry(state.settings().identity());
        this.reservations = new Reservations(
                (port, unitAttention) -> state.nexuses().ofPort(port).ifPresent(it -> it.raise(unitAttention)));
    }

    void nexusLost(NexusState nexus) {
        reservations.lost(port(nexus));
    }

    void reset() {
        reservations.reset();
        modes.reset();
    }

    boolean conflicts(Command command) {
        return reservations.conflicts(port(command.nexus()), rule(command));
    }

    /** Two commands are harmless when they only undo something. */
    private static ReservationRule rule(Command command) {
        Cdb cdb = command.cdb();
        return switch (command.code()) {
            case PREVENT_ALLOW_MEDIUM_REMOVAL ->
                cdb.bit(4, 0) ? ReservationRule.CONFLICTS : ReservationRule.ALWAYS_ALLOWED;
            case START_STOP_UNIT ->
                cdb.bit(4, 0) && cdb.bits(4, 7, 4) == 0
                        ? ReservationRule.ALLOWED_IF_PERSISTENT
                        : ReservationRule.CONFLICTS;
            default -> command.code().reservationRule();
        };
    }

    /** What can be asked of a logical unit that there is not (SPC-4, 6.4.1, 6.33 and 6.39). */
    CommandOutcome wrongLogicalUnit(ScsiRequest request) {
        Cdb cdb = request.cdb();
        if (cdb.operationCode() == OperationCode.INQUIRY.code()) {
            return inquiry.answerForNoDevice(cdb);
        }
        if (cdb.operationCode() == OperationCode.REPORT_LUNS.code() && request.lun() == 0) {
            return ReportLuns.answer(cdb, state.settings().number());
        }
        return cdb.operationCode() == OperationCode.REQUEST_SENSE.code()
                ? RequestSense.answer(cdb, SenseCode.LOGICAL_UNIT_NOT_SUPPORTED)
                : CommandOutcome.check(SenseCode.LOGICAL_UNIT_NOT_SUPPORTED);
    }

    CommandOutcome handle(Command command) {
        if (command.code().has(CommandFlag.NEEDS_MEDIUM)) {
            state.wakeUp();
        }
        if (command.code().has(CommandFlag.STOPS_AUDIO)) {
            state.player().stop(command.nowNanos());
        }
        return dispatch(command);
    }

    private CommandOutcome dispatch(Command command) {
        OperationCode code = command.code();
        Cdb cdb = command.cdb();
        long now = command.nowNanos();
        AudioPlayer player = state.player();
        return switch (code) {
            case TEST_UNIT_READY, SYNCHRONIZE_CACHE_10, SYNCHRONIZE_CACHE_16 -> CommandOutcome.good();
            case REQUEST_SENSE ->
                RequestSense.answer(cdb, command.nexus().takeUnitAttention().orElse(SenseCode.NO_SENSE));
            case INQUIRY -> inquiry.answer(cdb);
            case REPORT_LUNS -> ReportLuns.answer(cdb, state.settings().number());
            case REPORT_SUPPORTED_OPERATION_CODES -> ReportSupportedOperationCodes.answer(cdb);
            case LOG_SENSE -> Diagnostics.logSense(cdb);
            case READ_BUFFER -> Diagnostics.readBuffer(cdb);
            case SEND_DIAGNOSTIC -> Diagnostics.sendDiagnostic(cdb);
            case MODE_SENSE_6, MODE_SENSE_10 -> modes.sense(code, cdb, condition());
            case MODE_SELECT_6, MODE_SELECT_10 -> modes.select(code, cdb, () -> modesChanged(command.nexus()));
            case RESERVE_6, RESERVE_10 -> reservations.reserve(port(command.nexus()));
            case RELEASE_6, RELEASE_10 -> reservations.release(port(command.nexus()));
            case PERSISTENT_RESERVE_IN_READ_KEYS,
                    PERSISTENT_RESERVE_IN_READ_RESERVATION,
                    PERSISTENT_RESERVE_IN_REPORT_CAPABILITIES,
                    PERSISTENT_RESERVE_IN_READ_FULL_STATUS -> reservations.persistentReserveIn(code, cdb);
            case PERSISTENT_RESERVE_OUT_REGISTER,
                    PERSISTENT_RESERVE_OUT_RESERVE,
                    PERSISTENT_RESERVE_OUT_RELEASE,
                    PERSISTENT_RESERVE_OUT_CLEAR,
                    PERSISTENT_RESERVE_OUT_PREEMPT,
                    PERSISTENT_RESERVE_OUT_REGISTER_AND_IGNORE_EXISTING_KEY ->
                reservations.persistentReserveOut(code, cdb, port(command.nexus()));
            case START_STOP_UNIT -> mediumCommands.startStopUnit(command);
            case PREVENT_ALLOW_MEDIUM_REMOVAL -> mediumCommands.preventAllow(command);
            case GET_EVENT_STATUS_NOTIFICATION -> mediumCommands.eventStatus(command);
            case MECHANISM_STATUS -> mediumCommands.mechanismStatus(command);
            case READ_6, READ_10, READ_12, READ_16 -> BlockCommands.read(code, cdb, medium(), loaded().blocks());
            case REZERO_UNIT -> seek(new BlockExtent(0, 0));
            case SEEK_6, SEEK_10 -> seek(BlockExtent.of(code, cdb));
            case PRE_FETCH_10, PRE_FETCH_16 -> BlockCommands.address(BlockExtent.of(code, cdb), loaded().blocks());
            case READ_CAPACITY_10, READ_CAPACITY_16 -> readCapacity(command);
            case VERIFY_10, VERIFY_12, VERIFY_16 -> new Verify(code, cdb, medium()).answer(loaded().blocks());
            case READ_TOC_PMA_ATIP -> ReadTocPmaAtip.answer(cdb, medium());
            case READ_SUB_CHANNEL -> ReadSubChannel.answer(cdb, medium(), player, now);
            case READ_HEADER -> ReadHeader.answer(cdb, medium());
            case READ_CD -> ReadCd.answer(cdb, medium());
            case READ_CD_MSF -> ReadCdMsf.answer(cdb, medium());
            case READ_DISC_INFORMATION -> ReadDiscInformation.answer(cdb, medium());
            case READ_TRACK_INFORMATION -> ReadTrackInformation.answer(cdb, medium());
            case READ_DISC_STRUCTURE -> ReadDiscStructure.answer(cdb, medium());
            case READ_FORMAT_CAPACITIES -> ReadFormatCapacities.answer(cdb, mediumIfAny());
            case READ_BUFFER_CAPACITY -> ReadBufferCapacity.answer(cdb);
            case GET_CONFIGURATION ->
                GetConfiguration.answer(
                        cdb, mediumIfAny(), state.settings().identity().serial());
            case GET_PERFORMANCE -> GetPerformance.answer(cdb, mediumIfAny(), state.speed());
            case SET_CD_SPEED -> SetCdSpeed.answer(cdb, state.speed());
            case SET_STREAMING -> SetStreaming.answer(cdb, Profile.of(mediumIfAny()), state.speed());
            case SET_READ_AHEAD -> SetReadAhead.answer();
            case REPORT_KEY -> ReportKey.answer(cdb, mediumIfAny());
            case PLAY_AUDIO_10 -> PlayAudio10.answer(cdb, medium(), player, now);
            case PLAY_AUDIO_12 -> PlayAudio12.answer(cdb, medium(), player, now);
            case PLAY_AUDIO_MSF -> PlayAudioMsf.answer(cdb, medium(), player, now);
            case PLAY_AUDIO_TRACK_INDEX -> PlayAudioTrackIndex.answer(cdb, medium(), player, now);
            case PAUSE_RESUME -> PauseResume.answer(cdb, player, now);
            case STOP_PLAY_SCAN -> StopPlayScan.answer(player, now);
            case SCAN -> Scan.answer(cdb, medium(), player, now);
            case FORMAT_UNIT,
                    WRITE_6,
                    WRITE_10,
                    WRITE_12,
                    WRITE_16,
                    WRITE_ATOMIC_16,
                    WRITE_AND_VERIFY_10,
                    WRITE_AND_VERIFY_12,
                    WRITE_AND_VERIFY_16,
                    WRITE_SAME_10,
                    WRITE_SAME_16,
                    COMPARE_AND_WRITE,
                    ORWRITE_16,
                    ERASE_10,
                    RESERVE_TRACK,
                    SEND_OPC_INFORMATION,
                    REPAIR_TRACK,
                    CLOSE_TRACK_SESSION,
                    SEND_CUE_SHEET,
                    BLANK,
                    SEND_DISC_STRUCTURE -> BlockCommands.write(code, cdb, loaded().blocks());
        };
    }

    /** What a command that needs a disc gets without one. */
    CommandOutcome notReady(NexusState nexus) {
        if (!state.tray().holdsDisc()) {
            nexus.seesRemoval();
        }
        return CommandOutcome.check(state.tray().notReady());
    }

    private CommandOutcome readCapacity(Command command) {
        boolean pretends = state.settings().emptyCapacity() && !state.tray().holdsDisc();
        if (state.tray().ready().isEmpty() && !pretends) {
            return notReady(command.nexus());
        }
        long blocks =
                state.tray().ready().map(it -> it.blocks().capacityBlocks()).orElse(1L);
        return command.code() == OperationCode.READ_CAPACITY_10
                ? BlockCommands.readCapacity10(command.cdb(), blocks)
                : BlockCommands.readCapacity16(command.cdb(), blocks);
    }

    private CommandOutcome seek(BlockExtent extent) {
        CommandOutcome outcome = BlockCommands.address(extent, loaded().blocks());
        if (outcome instanceof CommandOutcome.Good) {
            state.player().seek(extent.lba());
        }
        return outcome;
    }

    private DriveCondition condition() {
        Profile profile = Profile.of(mediumIfAny());
        boolean locked = !state.nexuses().preventingPorts().isEmpty();
        return new DriveCondition(
                locked, profile.maximumKilobytesPerSecond(), state.speed().kilobytesPerSecond(profile));
    }

    private void modesChanged(NexusState by) {
        state.nexuses().attached().stream()
                .filter(it -> it != by)
                .forEach(it -> it.raise(SenseCode.MODE_PARAMETERS_CHANGED));
    }

    private LoadedMedium loaded() {
        return state.tray().ready().orElseThrow();
    }

    private Medium medium() {
        return loaded().medium();
    }

    private Optional<Medium> mediumIfAny() {
        return state.tray().ready().map(LoadedMedium::medium);
    }

    private static String port(NexusState nexus) {
        return nexus.nexus().initiatorPort();
    }
}
