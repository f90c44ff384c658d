package io.spindle.scsi.mmc;

import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.FieldPointer;
import io.spindle.scsi.Medium;
import io.spindle.scsi.Sense;
import io.spindle.scsi.SenseCode;
import java.nio.ByteBuffer;
import java.util.Optional;

/** GET PERFORMANCE (MMC-6, 6.8): how fast the disc is read. It has no slower places and is never written. */
public final class GetPerformance {
    private static final int HEADER_BYTES = 8;
    private static final int DESCRIPTOR_BYTES = 16;
    private static final int TOLERANCE_10_20 = 2;
    private static final int WRITE_BIT = 2;

    private GetPerformance() {}

    /** Descriptors of the type that the CDB names, no more than it allows. */
    public static CommandOutcome answer(Cdb cdb, Optional<Medium> medium, DriveSpeed speed) {
        return switch (cdb.u8(10)) {
            case 0x00 -> performance(cdb, medium, speed);
            // Write speeds: none.
            case 0x03 -> CommandOutcome.good(header(0, 0).array(), HEADER_BYTES);
            default -> CommandOutcome.invalidField(FieldPointer.cdb(10));
        };
    }

    private static CommandOutcome performance(Cdb cdb, Optional<Medium> medium, DriveSpeed speed) {
        int except = cdb.bits(1, 1, 0);
        if (except == 3) {
            return CommandOutcome.invalidField(FieldPointer.cdb(1, 1));
        }
        boolean write = cdb.bit(1, WRITE_BIT);
        if (cdb.bits(1, 4, 3) != TOLERANCE_10_20 && except == 0 && !write) {
            return CommandOutcome.invalidField(FieldPointer.cdb(1, 4));
        }
        if (write || except != 0 || medium.isEmpty()) {
            int told = (write ? 2 : 0) | (except != 0 ? 1 : 0);
            return CommandOutcome.good(header(0, told).array(), HEADER_BYTES);
        }
        return nominal(cdb, medium.get(), speed);
    }

    private static CommandOutcome nominal(Cdb cdb, Medium medium, DriveSpeed speed) {
        long last = Math.min(medium.disc().leadOut().value(), 1L << 32) - 1;
        if (cdb.u32(2) > last) {
            return new CommandOutcome.CheckCondition(
                    Sense.atBlock(SenseCode.LOGICAL_BLOCK_ADDRESS_OUT_OF_RANGE, cdb.u32(2)));
        }
        int kilobytesPerSecond = speed.kilobytesPerSecond(Profile.of(Optional.of(medium)));
        ByteBuffer out = header(1, 0);
        out.putInt(0).putInt(kilobytesPerSecond).putInt((int) last).putInt(kilobytesPerSecond);
        // The header tells of all descriptors, also when fewer are allowed.
        return CommandOutcome.good(out.array(), HEADER_BYTES + (long) DESCRIPTOR_BYTES * cdb.u16(8));
    }

    private static ByteBuffer header(int descriptors, int writeAndExcept) {
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + DESCRIPTOR_BYTES * descriptors);
        out.putInt(out.capacity() - 4).put((byte) writeAndExcept).position(HEADER_BYTES);
        return out;
    }
}
