package io.spindle.scsi.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.scsi.Answers;
import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.DataDirection;
import io.spindle.scsi.DataIn;
import io.spindle.scsi.Hex;
import io.spindle.scsi.Medium;
import io.spindle.scsi.Nexus;
import io.spindle.scsi.ScsiRequest;
import io.spindle.scsi.command.OperationCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** A drive on the test bench, with a clock that is moved by hand and one initiator that has been told all there is. */
final class DriveRig {
    /** What transports are told to expect where it does not matter. */
    private static final long PLENTY = 0xFFFF_FFFFL;

    final OpticalDrive drive;
    final Nexus nexus;
    private long nowNanos;

    private DriveRig(OpticalDrive drive, String port) {
        this.drive = drive;
        this.nexus = attach(port);
    }

    static DriveRig of(DriveSettings settings) {
        return new DriveRig(new OpticalDrive(settings), "iqn.2026-01.test:a,i,0x1");
    }

    /** Another drive, whose initiator is not the usual one. */
    static DriveRig around(OpticalDrive drive) {
        return new DriveRig(drive, "iqn.2026-01.test:bench");
    }

    static DriveSettings settings() {
        return DriveSettings.named("rig");
    }

    static DriveRig empty() {
        return of(settings());
    }

    static DriveRig with(Medium medium) {
        DriveRig rig = empty();
        rig.insert(medium);
        rig.settle(rig.nexus);
        return rig;
    }

    /** An initiator that has been told all there is. */
    Nexus attach(String port) {
        Nexus attached = drive.attach(port, nowNanos);
        settle(attached);
        return attached;
    }

    /** Takes away all unit attentions and events. */
    void settle(Nexus which) {
        for (int i = 0; i < 8; i++) {
            send(which, "03 00 00 00 FC 00");
            send(which, "4A 01 00 00 7E 00 00 00 08 00");
        }
    }

    long now() {
        return nowNanos;
    }

    void passes(Duration time) {
        nowNanos += time.toNanos();
        drive.tick(nowNanos);
    }

    Ticket insert(Medium medium) {
        return drive.insert(medium, nowNanos);
    }

    Ticket eject(EjectMode mode) {
        return drive.eject(mode, nowNanos);
    }

    Ticket swap(Medium medium, EjectMode mode) {
        return drive.swap(medium, mode, nowNanos);
    }

    CommandOutcome send(String cdb) {
        return send(nexus, cdb);
    }

    CommandOutcome send(Nexus which, String cdb) {
        return send(which, cdb, new byte[0]);
    }

    /** Sends a command, gives it its data, and lets it read the disc. */
    CommandOutcome send(Nexus which, String cdb, byte[] dataOut) {
        byte[] padded = new byte[16];
        byte[] bytes = Hex.hex(cdb);
        System.arraycopy(bytes, 0, padded, 0, bytes.length);
        Cdb block = new Cdb(padded);
        DataDirection direction =
                OperationCode.of(block).map(OperationCode::direction).orElse(DataDirection.NONE);
        return finished(drive.execute(which, new ScsiRequest(0, block, direction, PLENTY), nowNanos), dataOut);
    }

    CommandOutcome send(Nexus which, ScsiRequest request) {
        return finished(drive.execute(which, request, nowNanos), new byte[0]);
    }

    static CommandOutcome finished(CommandOutcome outcome, byte[] dataOut) {
        CommandOutcome now = outcome;
        if (now instanceof CommandOutcome.WantsDataOut wants) {
            int length = Math.min(dataOut.length, wants.lengthBytes());
            now = wants.then().take(ByteBuffer.wrap(dataOut, 0, length));
        }
        if (now instanceof CommandOutcome.ReadsDisc reads) {
            try {
                now = reads.work().run();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        return now;
    }

    /** Fails unless the command ends with GOOD and no data. */
    void good(String cdb) {
        good(nexus, cdb);
    }

    void good(Nexus which, String cdb) {
        assertThat(send(which, cdb)).isEqualTo(new CommandOutcome.Good(new DataIn.None()));
    }

    /** Fails unless the command ends with GOOD and these bytes. */
    void data(String cdb, String expected) {
        data(nexus, cdb, expected);
    }

    void data(Nexus which, String cdb, String expected) {
        Answers.assertData(send(which, cdb), expected);
    }

    byte[] data(String cdb) {
        return Answers.data(send(cdb));
    }

    /** Fails unless the command ends with this key, code and qualifier, and nothing more in its sense. */
    void sense(String cdb, String keyCodeQualifier) {
        sense(nexus, cdb, keyCodeQualifier);
    }

    void sense(Nexus which, String cdb, String keyCodeQualifier) {
        byte[] triple = Hex.hex(keyCodeQualifier);
        Answers.assertSense(
                send(which, cdb),
                String.format("70 00 %02X 00000000 0A 00000000 %02X %02X 00000000", triple[0], triple[1], triple[2]));
    }

    /** Fails unless the command ends with INVALID FIELD IN CDB and these three bytes of sense-key specific data. */
    void invalidField(String cdb, String senseKeySpecific) {
        Answers.assertInvalidField(send(cdb), senseKeySpecific);
    }

    /** Fails unless the command ends with RESERVATION CONFLICT. */
    void conflict(Nexus which, String cdb) {
        assertThat(send(which, cdb)).isEqualTo(new CommandOutcome.ReservationConflict());
    }
}
