package io.spindle.scsi.mmc;

import io.spindle.iso.disc.MediumType;
import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.FieldPointer;
import io.spindle.scsi.Medium;
import io.spindle.scsi.SenseCode;
import java.nio.ByteBuffer;
import java.util.Optional;

/** REPORT KEY (MMC-6, 6.28): the region of the drive, and that there are no keys. */
public final class ReportKey {
    private static final int RPC_STATE = 0x08;
    private static final int INVALIDATE_AGID = 0x3F;
    /** No region was ever set; it can be reset 4 times by the vendor and set 5 times by the user. */
    private static final int NO_REGION_4_RESETS_5_CHANGES = 0x25;

    private static final int NO_REGION_PLAYS = 0xFF;
    private static final int RPC_PHASE_2 = 1;

    private ReportKey() {}

    /** The key of the class and format that the CDB names. */
    public static CommandOutcome answer(Cdb cdb, Optional<Medium> medium) {
        if (cdb.u8(7) != 0) {
            return CommandOutcome.invalidField(FieldPointer.cdb(7));
        }
        return switch (cdb.bits(10, 5, 0)) {
            case RPC_STATE -> CommandOutcome.good(rpcState(), cdb.u16(8));
            case INVALIDATE_AGID -> CommandOutcome.good();
            case 0x00, 0x01, 0x02, 0x04, 0x05, 0x11 -> noKey(medium);
            default -> CommandOutcome.invalidField(FieldPointer.cdb(10, 5));
        };
    }

    private static byte[] rpcState() {
        ByteBuffer out = ByteBuffer.allocate(8);
        out.putShort((short) (out.capacity() - 2)).putShort((short) 0);
        out.put((byte) NO_REGION_4_RESETS_5_CHANGES).put((byte) NO_REGION_PLAYS).put((byte) RPC_PHASE_2);
        return out.array();
    }

    private static CommandOutcome noKey(Optional<Medium> medium) {
        boolean dvd = medium.map(it -> it.disc().medium() == MediumType.DVD).orElse(true);
        return CommandOutcome.check(
                dvd
                        ? SenseCode.COPY_PROTECTION_KEY_EXCHANGE_FAILURE_KEY_NOT_PRESENT
                        : SenseCode.CANNOT_READ_MEDIUM_INCOMPATIBLE_FORMAT);
    }
}
