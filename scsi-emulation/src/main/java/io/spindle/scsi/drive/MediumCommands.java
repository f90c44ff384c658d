package io.spindle.scsi.drive;

import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.FieldPointer;
import io.spindle.scsi.SenseCode;
import io.spindle.scsi.event.DriveEvent;
import io.spindle.scsi.event.GetEventStatusNotification;
import io.spindle.scsi.event.PowerCondition;
import java.util.Optional;

/** The commands that move the tray, lock it, or tell how it is (MMC-6, 6.6, 6.10, 6.14 and 6.41). */
final class MediumCommands {
    private static final int MECHANISM_STATUS_BYTES = 8;

    private final DriveState state;
    private final OperatorRequests operator;

    MediumCommands(DriveState state, OperatorRequests operator) {
        this.state = state;
        this.operator = operator;
    }

    CommandOutcome startStopUnit(Command command) {
        Cdb cdb = command.cdb();
        int powerCondition = cdb.bits(4, 7, 4);
        if (powerCondition != 0) {
            powerCondition(powerCondition);
            return CommandOutcome.good();
        }
        boolean start = cdb.bit(4, 0);
        if (!cdb.bit(4, 1)) {
            state.power(start ? PowerCondition.ACTIVE : PowerCondition.STANDBY);
            return CommandOutcome.good();
        }
        if (cdb.bit(4, 2)) {
            // A disc with several format layers: there is none.
            return CommandOutcome.invalidField(FieldPointer.cdb(4, 2));
        }
        return start ? load(command) : eject(command);
    }

    private void powerCondition(int wanted) {
        switch (wanted) {
            case 1 -> state.power(PowerCondition.ACTIVE);
            case 2 -> state.power(PowerCondition.IDLE);
            case 3 -> state.power(PowerCondition.STANDBY);
            case 5 -> state.power(PowerCondition.SLEEP);
            default -> {
                // Timers are under control of the drive, which has none.
            }
        }
    }

    private CommandOutcome eject(Command command) {
        if (state.tray().holdsDisc() && !state.nexuses().preventingPorts().isEmpty()) {
            return CommandOutcome.check(SenseCode.MEDIUM_REMOVAL_PREVENTED);
        }
        if (!state.tray().isOpen()) {
            state.openTray(command.nowNanos());
            operator.trayOpenedByGuest(command.nowNanos());
        }
        return CommandOutcome.good();
    }

    private CommandOutcome load(Command command) {
        if (state.tray().isOpen()) {
            operator.trayClosesByGuest(command.nowNanos());
        }
        if (state.tray().isOpen()) {
            state.closeTray(Optional.of(command.nexus()), command.nowNanos());
        }
        return CommandOutcome.good();
    }

    CommandOutcome preventAllow(Command command) {
        boolean prevent = command.cdb().bit(4, 0);
        if (command.cdb().bit(4, 1)) {
            state.preventPersistently(command.nexus(), prevent);
        } else {
            state.prevent(command.nexus(), prevent);
        }
        return CommandOutcome.good();
    }

    CommandOutcome eventStatus(Command command) {
        NexusState nexus = command.nexus();
        CommandOutcome outcome = new GetEventStatusNotification(nexus.events(), state.eventStatus())
                .answer(command.cdb(), command.request().expectedDataLengthBytes());
        if (nexus.removalUnseen() && !nexus.events().holds(DriveEvent.MEDIA_REMOVAL)) {
            nexus.seesRemoval();
        }
        return outcome;
    }

    /** One tray and no changer: a header without slots. */
    CommandOutcome mechanismStatus(Command command) {
        boolean playing = state.player().isPlaying(command.nowNanos());
        long position = state.player().position(command.nowNanos());
        byte[] out = new byte[MECHANISM_STATUS_BYTES];
        out[1] = (byte) ((playing ? 0x20 : 0) | (state.tray().isOpen() ? 0x10 : 0));
        for (int i = 0; i < 3; i++) {
            out[2 + i] = (byte) (position >> 8 * (2 - i));
        }
        return CommandOutcome.good(out, command.cdb().u16(8));
    }
}
