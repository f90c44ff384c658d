package io.spindle.scsi.block;

import io.spindle.scsi.Cdb;
import io.spindle.scsi.command.OperationCode;

/**
 * The blocks that a command means.
 *
 * @param lba address of the first, unsigned 64 bits
 * @param countBlocks how many, 0 to 2^32 - 1
 */
public record BlockExtent(long lba, long countBlocks) {
    /** READ (6) and WRITE (6) have no way to say 0: it means this. */
    private static final int BLOCKS_OF_ZERO = 256;

    /** Takes the fields {@code lba} and {@code blocks} of the command; without the latter the extent is empty. */
    public static BlockExtent of(OperationCode code, Cdb cdb) {
        if (code == OperationCode.READ_6 || code == OperationCode.WRITE_6) {
            int blocks = cdb.u8(4);
            return new BlockExtent(cdb.u24(1) & 0x1FFFFF, blocks == 0 ? BLOCKS_OF_ZERO : blocks);
        }
        if (code == OperationCode.SEEK_6) {
            return new BlockExtent(cdb.u24(1) & 0x1FFFFF, 0);
        }
        return new BlockExtent(value(code, "lba", cdb), value(code, "blocks", cdb));
    }

    private static long value(OperationCode code, String field, Cdb cdb) {
        return code.field(field).map(it -> it.of(cdb)).orElse(0L);
    }
}
