package io.spindle.iscsi;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.SharedByteSource;
import io.spindle.iso.disc.Disc;
import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.InitiatorPort;
import io.spindle.scsi.LogicalUnit;
import io.spindle.scsi.Medium;
import io.spindle.scsi.Nexus;
import io.spindle.scsi.ScsiRequest;
import io.spindle.scsi.SectorRange;
import io.spindle.scsi.SenseCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** A logical unit that writes down what is done with it. Its operation codes are what they are usually, or by far. */
public final class FakeUnit implements LogicalUnit {
    public final List<String> log = new ArrayList<>();
    public final List<ScsiRequest> requests = new ArrayList<>();
    public final Set<Nexus> attached = new HashSet<>();
    public Function<ScsiRequest, CommandOutcome> other =
            request -> CommandOutcome.check(SenseCode.INVALID_COMMAND_OPERATION_CODE);
    public Medium medium;
    public final SharedByteSource hold;

    public FakeUnit(ByteSource bytes) {
        Disc disc = Disc.ofUserData(bytes);
        hold = new SharedByteSource(disc.userData());
        medium = new Medium("disc", disc, "disc", hold);
    }

    @Override
    public Nexus attach(InitiatorPort port, long nowNanos) {
        log.add("attach " + port.name());
        Nexus nexus = new Nexus(port.name());
        attached.add(nexus);
        return nexus;
    }

    @Override
    public void detach(Nexus nexus, boolean expected, long nowNanos) {
        log.add("detach " + nexus + (expected ? " expected" : ""));
        attached.remove(nexus);
    }

    @Override
    public void reset(long nowNanos) {
        log.add("reset");
    }

    @Override
    public CommandOutcome execute(Nexus nexus, ScsiRequest request, long nowNanos) {
        requests.add(request);
        Cdb cdb = request.cdb();
        return switch (cdb.operationCode()) {
            case 0x00 -> CommandOutcome.good();
            case 0x12 -> CommandOutcome.good(counting(cdb.u16(3)), cdb.u16(3));
            case 0x16 -> new CommandOutcome.ReservationConflict();
            case 0x28 -> read(cdb.u32(2), cdb.u16(7));
            case 0x55 -> new CommandOutcome.WantsDataOut(cdb.u24(6), this::take);
            default -> other.apply(request);
        };
    }

    private CommandOutcome read(long lba, int blocks) {
        return (lba + blocks) * Disc.SECTOR_BYTES > hold.lengthBytes()
                ? CommandOutcome.check(SenseCode.LOGICAL_BLOCK_ADDRESS_OUT_OF_RANGE)
                : CommandOutcome.good(SectorRange.userData(medium, lba, blocks));
    }

    private CommandOutcome take(ByteBuffer data) {
        log.add("took " + Bytes.of(data));
        return CommandOutcome.good();
    }

    /** Bytes that count from 0. */
    public static byte[] counting(int lengthBytes) {
        byte[] bytes = new byte[lengthBytes];
        for (int i = 0; i < lengthBytes; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    /** A source that fails or waits where it is told to, and never reads at once. */
    public abstract static class SlowSource implements ByteSource {
        private final long lengthBytes;

        protected SlowSource(long lengthBytes) {
            this.lengthBytes = lengthBytes;
        }

        @Override
        public long lengthBytes() {
            return lengthBytes;
        }

        @Override
        public void close() throws IOException {
            // Nothing is held.
        }
    }
}
