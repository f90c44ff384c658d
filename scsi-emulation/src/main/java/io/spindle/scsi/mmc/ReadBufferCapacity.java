package io.spindle.scsi.mmc;

import io.spindle.iso.disc.Disc;
import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import java.nio.ByteBuffer;

/** READ BUFFER CAPACITY (MMC-6, 6.14): of a buffer that is always empty. */
public final class ReadBufferCapacity {
    /** What mode page 2Ah tells too. */
    public static final int BUFFER_KIBIBYTES = 2048;

    private static final int BUFFER_BYTES = BUFFER_KIBIBYTES * 1024;

    private ReadBufferCapacity() {}

    /** Length and free space in bytes, or the free space in blocks. */
    public static CommandOutcome answer(Cdb cdb) {
        boolean blocks = cdb.bit(1, 0);
        ByteBuffer out = ByteBuffer.allocate(12);
        out.putShort((short) (out.capacity() - 2)).put((byte) 0).put((byte) (blocks ? 1 : 0));
        out.putInt(blocks ? 0 : BUFFER_BYTES);
        out.putInt(blocks ? BUFFER_BYTES / Disc.SECTOR_BYTES : BUFFER_BYTES);
        return CommandOutcome.good(out.array(), cdb.u16(7));
    }
}
