package io.spindle.scsi.reservation;

import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.FieldPointer;
import io.spindle.scsi.SenseCode;
import io.spindle.scsi.command.OperationCode;
import java.nio.ByteBuffer;
import java.util.Optional;

/** PERSISTENT RESERVE OUT (SPC-4, 6.16): what a registered port does to registrations and the reservation. */
final class PersistentReserveOut {
    static final int PARAMETER_LIST_BYTES = 24;
    private static final int FLAGS_BYTE = 20;
    private static final int SERVICE_ACTION_KEY_BYTE = 8;
    private static final int SPEC_I_PT_ALL_TG_PT_APTPL = 0x0D;

    private final Registrations registrations;
    private final String port;
    private final Cdb cdb;
    private final long key;
    private final long serviceActionKey;
    private final int flags;

    /**
     * A command with its parameter list.
     *
     * @param list 24 bytes
     */
    PersistentReserveOut(Registrations registrations, String port, Cdb cdb, ByteBuffer list) {
        this.registrations = registrations;
        this.port = port;
        this.cdb = cdb;
        this.key = list.getLong(0);
        this.serviceActionKey = list.getLong(SERVICE_ACTION_KEY_BYTE);
        this.flags = list.get(FLAGS_BYTE);
    }

    CommandOutcome answer(OperationCode code) {
        boolean registers = code == OperationCode.PERSISTENT_RESERVE_OUT_REGISTER
                || code == OperationCode.PERSISTENT_RESERVE_OUT_REGISTER_AND_IGNORE_EXISTING_KEY;
        if (registers) {
            return register(code == OperationCode.PERSISTENT_RESERVE_OUT_REGISTER_AND_IGNORE_EXISTING_KEY);
        }
        if (!registrations.isRegistered(port, key)) {
            return new CommandOutcome.ReservationConflict();
        }
        if (code == OperationCode.PERSISTENT_RESERVE_OUT_CLEAR) {
            registrations.clear(port);
            return CommandOutcome.good();
        }
        if (cdb.bits(2, 7, 4) != 0) {
            return CommandOutcome.invalidField(FieldPointer.cdb(2, 7));
        }
        return ReservationType.fromWire(cdb.bits(2, 3, 0))
                .map(type -> withType(code, type))
                .orElseGet(() -> CommandOutcome.invalidField(FieldPointer.cdb(2, 3)));
    }

    private CommandOutcome withType(OperationCode code, ReservationType type) {
        if (code == OperationCode.PERSISTENT_RESERVE_OUT_RESERVE) {
            return reserve(type);
        }
        return code == OperationCode.PERSISTENT_RESERVE_OUT_RELEASE ? release(type) : preempt(type);
    }

    private CommandOutcome register(boolean ignoreExistingKey) {
        if ((flags & SPEC_I_PT_ALL_TG_PT_APTPL) != 0) {
            return CommandOutcome.invalidField(FieldPointer.parameterList(FLAGS_BYTE));
        }
        boolean registered = registrations.isRegistered(port);
        boolean keyFits = registered ? registrations.isRegistered(port, key) : key == 0;
        if (!ignoreExistingKey && !keyFits) {
            return new CommandOutcome.ReservationConflict();
        }
        if (serviceActionKey != 0 && !registered && registrations.isFull()) {
            return CommandOutcome.check(SenseCode.INSUFFICIENT_REGISTRATION_RESOURCES);
        }
        if (serviceActionKey != 0) {
            registrations.register(port, serviceActionKey);
        } else if (registered) {
            registrations.unregister(port);
        }
        return CommandOutcome.good();
    }

    private CommandOutcome reserve(ReservationType type) {
        Optional<PersistentReservation> held = registrations.reservation();
        if (held.filter(it -> !it.isHeldBy(port) || it.type() != type).isPresent()) {
            return new CommandOutcome.ReservationConflict();
        }
        if (held.isEmpty()) {
            registrations.reserve(new PersistentReservation(port, type));
        }
        return CommandOutcome.good();
    }

    private CommandOutcome release(ReservationType type) {
        Optional<PersistentReservation> held = registrations.reservation().filter(it -> it.isHeldBy(port));
        if (held.filter(it -> it.type() != type).isPresent()) {
            return CommandOutcome.check(SenseCode.INVALID_RELEASE_OF_PERSISTENT_RESERVATION);
        }
        if (held.isPresent()) {
            registrations.release(port);
        }
        return CommandOutcome.good();
    }

    private CommandOutcome preempt(ReservationType type) {
        Optional<PersistentReservation> held = registrations.reservation();
        boolean takesOver = held.isPresent()
                && (held.get().type().heldByAll()
                        ? serviceActionKey == 0
                        : registrations.isRegistered(held.get().holder(), serviceActionKey));
        if (!takesOver && serviceActionKey == 0) {
            return CommandOutcome.invalidField(FieldPointer.parameterList(SERVICE_ACTION_KEY_BYTE));
        }
        if (!takesOver && !registrations.hasKey(serviceActionKey)) {
            return new CommandOutcome.ReservationConflict();
        }
        registrations.preempt(
                port,
                serviceActionKey,
                takesOver ? Optional.of(new PersistentReservation(port, type)) : Optional.empty());
        return CommandOutcome.good();
    }
}
