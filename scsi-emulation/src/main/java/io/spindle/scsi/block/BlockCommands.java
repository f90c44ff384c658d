package io.spindle.scsi.block;

import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.FieldPointer;
import io.spindle.scsi.Medium;
import io.spindle.scsi.SectorRange;
import io.spindle.scsi.Sense;
import io.spindle.scsi.command.OperationCode;
import java.util.Optional;

/** READ, SEEK, PRE-FETCH, SYNCHRONIZE CACHE and READ CAPACITY of a disc that is ready. */
public final class BlockCommands {
    private static final int READ_CAPACITY_10_BYTES = 8;
    private static final int READ_CAPACITY_16_BYTES = 32;
    private static final int BLOCK_BYTES = 2048;

    private BlockCommands() {}

    /** READ (6), (10), (12) and (16) (SBC-3, 5.8 and following; MMC-6, 6.15 and 6.16). */
    public static CommandOutcome read(OperationCode code, Cdb cdb, Medium medium, BlockMap map) {
        BlockExtent extent = BlockExtent.of(code, cdb);
        Optional<Sense> refusal = map.refusal(extent);
        if (refusal.isPresent()) {
            return new CommandOutcome.CheckCondition(refusal.get());
        }
        return CommandOutcome.good(SectorRange.userData(medium, extent.lba(), extent.countBlocks()));
    }

    /** SEEK and PRE-FETCH: the address is looked at and nothing moves. */
    public static CommandOutcome address(OperationCode code, Cdb cdb, BlockMap map) {
        return map.outOfRange(BlockExtent.of(code, cdb))
                .<CommandOutcome>map(CommandOutcome.CheckCondition::new)
                .orElseGet(CommandOutcome::good);
    }

    /** READ CAPACITY (10) of so many blocks, at least 1 (MMC-6, 6.24). */
    public static CommandOutcome readCapacity10(Cdb cdb, long capacityBlocks) {
        if (!cdb.bit(8, 0) && cdb.u32(2) != 0) {
            return CommandOutcome.invalidField(FieldPointer.cdb(2));
        }
        byte[] out = new byte[READ_CAPACITY_10_BYTES];
        putU32(out, 0, Math.min(capacityBlocks - 1, 0xFFFF_FFFFL));
        putU32(out, 4, BLOCK_BYTES);
        return CommandOutcome.good(out, out.length);
    }

    /** READ CAPACITY (16) of so many blocks, at least 1 (SBC-3, 5.16). */
    public static CommandOutcome readCapacity16(Cdb cdb, long capacityBlocks) {
        if (!cdb.bit(14, 0) && cdb.u64(2) != 0) {
            return CommandOutcome.invalidField(FieldPointer.cdb(2));
        }
        byte[] out = new byte[READ_CAPACITY_16_BYTES];
        putU32(out, 0, capacityBlocks - 1 >>> 32);
        putU32(out, 4, capacityBlocks - 1);
        putU32(out, 8, BLOCK_BYTES);
        return CommandOutcome.good(out, cdb.u32(10));
    }

    private static void putU32(byte[] out, int at, long value) {
        for (int i = 0; i < 4; i++) {
            out[at + i] = (byte) (value >> 8 * (3 - i));
        }
    }
}
