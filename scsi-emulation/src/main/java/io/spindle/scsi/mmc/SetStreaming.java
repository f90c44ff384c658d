package io.spindle.scsi.mmc;

import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.FieldPointer;
import io.spindle.scsi.SenseCode;
import java.nio.ByteBuffer;

/** SET STREAMING (MMC-6, 6.39): how much the drive is to read in how much time. */
public final class SetStreaming {
    private static final int DESCRIPTOR_BYTES = 28;
    private static final int RESTORE_DEFAULTS = 0x04;
    private static final int EXACT = 0x02;
    private static final int START_LBA_AT = 4;
    private static final int END_LBA_AT = 8;
    private static final int READ_SIZE_AT = 12;
    private static final int READ_TIME_AT = 16;
    private static final int MILLIS_PER_SECOND = 1000;

    private SetStreaming() {}

    /** Asks for the performance descriptor and takes the reading speed from it. */
    public static CommandOutcome answer(Cdb cdb, Profile profile, DriveSpeed speed) {
        if (cdb.u8(8) != 0) {
            return CommandOutcome.invalidField(FieldPointer.cdb(8));
        }
        int length = cdb.u16(9);
        if (length == 0) {
            return CommandOutcome.good();
        }
        if (length != DESCRIPTOR_BYTES) {
            return CommandOutcome.check(SenseCode.PARAMETER_LIST_LENGTH_ERROR);
        }
        return new CommandOutcome.WantsDataOut(DESCRIPTOR_BYTES, data -> take(data.slice(), profile, speed));
    }

    private static CommandOutcome take(ByteBuffer descriptor, Profile profile, DriveSpeed speed) {
        if (descriptor.remaining() != DESCRIPTOR_BYTES) {
            return CommandOutcome.check(SenseCode.PARAMETER_LIST_LENGTH_ERROR);
        }
        int flags = descriptor.get(0);
        if ((flags & RESTORE_DEFAULTS) != 0) {
            speed.reset();
            return CommandOutcome.good();
        }
        if (u32(descriptor, START_LBA_AT) > u32(descriptor, END_LBA_AT)) {
            return CommandOutcome.invalidField(FieldPointer.parameterList(START_LBA_AT));
        }
        long millis = u32(descriptor, READ_TIME_AT);
        if (millis == 0) {
            return CommandOutcome.invalidField(FieldPointer.parameterList(READ_TIME_AT));
        }
        long kilobytesPerSecond = u32(descriptor, READ_SIZE_AT) * MILLIS_PER_SECOND / millis;
        if ((flags & EXACT) != 0 && kilobytesPerSecond > profile.maximumKilobytesPerSecond()) {
            return CommandOutcome.invalidField(FieldPointer.parameterList(READ_SIZE_AT));
        }
        speed.limitTo(kilobytesPerSecond);
        return CommandOutcome.good();
    }

    private static long u32(ByteBuffer in, int at) {
        return in.getInt(at) & 0xFFFF_FFFFL;
    }
}
