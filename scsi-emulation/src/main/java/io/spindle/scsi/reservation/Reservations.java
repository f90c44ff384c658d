package io.spindle.scsi.reservation;

import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.SenseCode;
import io.spindle.scsi.command.OperationCode;
import io.spindle.scsi.command.ReservationRule;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Who has reserved the drive, in either of the two ways there are, of which only one can be in use. */
public final class Reservations {
    private final Registrations registrations;
    private Optional<String> reservedBy = Optional.empty();

    /** Nobody has. */
    public Reservations(UnitAttentions unitAttentions) {
        this.registrations = new Registrations(unitAttentions);
    }

    /** Whether a command of that port meets a reservation of another one. */
    public boolean conflicts(String port, ReservationRule rule) {
        if (rule == ReservationRule.ALWAYS_ALLOWED) {
            return false;
        }
        if (reservedBy.isPresent()) {
            return !reservedBy.get().equals(port);
        }
        return registrations.reservation().isPresent()
                && !hasAccess(registrations.reservation().get(), port)
                && conflictsWith(registrations.reservation().get().type(), rule);
    }

    private boolean hasAccess(PersistentReservation reservation, String port) {
        return reservation.type().sharedByRegistrants()
                ? registrations.isRegistered(port)
                : reservation.holder().equals(port);
    }

    private static boolean conflictsWith(ReservationType type, ReservationRule rule) {
        return switch (rule) {
            case ALWAYS_ALLOWED, ALLOWED_IF_PERSISTENT -> false;
            case ALLOWED_IF_WRITE_EXCLUSIVE -> type.exclusiveAccess();
            case CONFLICTS -> true;
        };
    }

    /** RESERVE (6) and (10): refused as long as anybody is registered. */
    public CommandOutcome reserve(String port) {
        if (!registrations.keys().isEmpty()) {
            return new CommandOutcome.ReservationConflict();
        }
        reservedBy = Optional.of(port);
        return CommandOutcome.good();
    }

    /** RELEASE (6) and (10): without effect for a port that has not reserved. */
    public CommandOutcome release(String port) {
        if (!registrations.keys().isEmpty()) {
            return new CommandOutcome.ReservationConflict();
        }
        lost(port);
        return CommandOutcome.good();
    }

    /** The nexus of that port is lost: what RESERVE made goes, registrations stay. */
    public void lost(String port) {
        reservedBy = reservedBy.filter(it -> !it.equals(port));
    }

    /** The logical unit was reset: what RESERVE made goes, registrations stay. */
    public void reset() {
        reservedBy = Optional.empty();
    }

    /** PERSISTENT RESERVE IN. */
    public CommandOutcome persistentReserveIn(OperationCode code, Cdb cdb) {
        PersistentReserveIn in = new PersistentReserveIn(registrations);
        byte[] data = switch (code.serviceAction()) {
            case 0 -> in.readKeys();
            case 1 -> in.readReservation();
            case 2 -> PersistentReserveIn.reportCapabilities();
            default -> in.readFullStatus();
        };
        return CommandOutcome.good(data, cdb.u16(7));
    }

    /** PERSISTENT RESERVE OUT: its parameter list always has 24 bytes. */
    public CommandOutcome persistentReserveOut(OperationCode code, Cdb cdb, String port) {
        if (cdb.u32(5) != PersistentReserveOut.PARAMETER_LIST_BYTES) {
            return CommandOutcome.check(SenseCode.PARAMETER_LIST_LENGTH_ERROR);
        }
        return new CommandOutcome.WantsDataOut(
                PersistentReserveOut.PARAMETER_LIST_BYTES, data -> take(code, cdb, port, data.slice()));
    }

    private CommandOutcome take(OperationCode code, Cdb cdb, String port, ByteBuffer list) {
        if (list.remaining() < PersistentReserveOut.PARAMETER_LIST_BYTES) {
            return CommandOutcome.check(SenseCode.PARAMETER_LIST_LENGTH_ERROR);
        }
        return new PersistentReserveOut(registrations, port, cdb, list).answer(code);
    }
}
