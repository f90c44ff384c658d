package io.spindle.scsi.mmc;

import io.spindle.iso.disc.Disc;
import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.Medium;
import java.nio.ByteBuffer;
import java.util.Optional;

/** READ FORMAT CAPACITIES (MMC-6, 6.23): the length of the disc; it cannot be formatted. */
public final class ReadFormatCapacities {
    private static final int FORMATTED = 2;
    private static final int NO_MEDIA = 3;

    private ReadFormatCapacities() {}

    /** The current capacity, of no blocks when no disc lies there. */
    public static CommandOutcome answer(Cdb cdb, Optional<Medium> medium) {
        long blocks = medium.map(it -> it.disc().leadOut().value()).orElse(0L);
        ByteBuffer out = ByteBuffer.allocate(12);
        out.putInt(out.capacity() - 4);
        out.putInt((int) Math.min(blocks, 0xFFFF_FFFFL));
        out.putInt((medium.isPresent() ? FORMATTED : NO_MEDIA) << 24 | Disc.SECTOR_BYTES);
        return CommandOutcome.good(out.array(), cdb.u16(7));
    }
}
