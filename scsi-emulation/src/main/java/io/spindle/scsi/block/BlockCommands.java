package io.spindle.scsi.block;

import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.FieldPointer;
import io.spindle.scsi.Medium;
import io.spindle.scsi.SectorRange;
import io.spindle.scsi.Sense;
import io.spindle.scsi.SenseCode;
import io.spindle.scsi.command.OperationCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** READ, SEEK, PRE-FETCH, SYNCHRONIZE CACHE and READ CAPACITY of a disc that is ready. */
public final class BlockCommands {
    private static final int READ_CAPACITY_10_BYTES = 8;
    private static final int READ_CAPACITY_16_BYTES = 32;
    private static final int BLOCK_BYTES = 2048;
    private static final int EXAMINED_BLOCKS = 8192;

    private BlockCommands() {}

    /** READ (6), (10), (12) and (16) (SBC-3, 5.8 and following; MMC-6, 6.15 and 6.16). */
    public static CommandOutcome read(OperationCode code, Cdb cdb, Medium medium, BlockMap map) {
        BlockExtent extent = BlockExtent.of(code, cdb);
        Optional<Sense> refusal = map.refusal(extent);
        if (refusal.isPresent()) {
            return new CommandOutcome.CheckCondition(refusal.get());
        }
        CommandOutcome blocks = CommandOutcome.good(SectorRange.userData(medium, extent.lba(), extent.countBlocks()));
        return map.isSure(extent) || extent.countBlocks() > EXAMINED_BLOCKS
                ? blocks
                : new CommandOutcome.ReadsDisc(medium, () -> allHaveBlocks(medium, extent) ? blocks : noBlock());
    }

    /** Where Form 1 and Form 2 are mixed each sector is looked at, so that one without a block is refused, not broken. */
    private static boolean allHaveBlocks(Medium medium, BlockExtent extent) throws IOException {
        for (long lba = extent.lba(); lba < extent.lba() + extent.countBlocks(); lba++) {
            if (!medium.disc().sectors().typeOf(lba).hasBlock()) {
                return false;
            }
        }
        return true;
    }

    private static CommandOutcome noBlock() {
        return new CommandOutcome.CheckCondition(BlockMap.NO_BLOCK);
    }

    /** SEEK and PRE-FETCH: the address is looked at and nothing moves. */
    public static CommandOutcome address(BlockExtent extent, BlockMap map) {
        return map.outOfRange(extent)
                .<CommandOutcome>map(CommandOutcome.CheckCondition::new)
                .orElseGet(CommandOutcome::good);
    }

    /**
     * Any command that would write: refused. Like all commands for blocks it has to name blocks that are there, and one
     * for no blocks writes nothing.
     */
    public static CommandOutcome write(OperationCode code, Cdb cdb, BlockMap map) {
        if (code.field("blocks").isEmpty()) {
            return CommandOutcome.check(SenseCode.WRITE_PROTECTED);
        }
        BlockExtent extent = BlockExtent.of(code, cdb);
        Optional<Sense> outOfRange = map.outOfRange(extent);
        if (outOfRange.isPresent()) {
            return new CommandOutcome.CheckCondition(outOfRange.get());
        }
        return extent.countBlocks() == 0 ? CommandOutcome.good() : CommandOutcome.check(SenseCode.WRITE_PROTECTED);
    }

    /** READ CAPACITY (10) of so many blocks, at least 1 (MMC-6, 6.24). */
    public static CommandOutcome readCapacity10(Cdb cdb, long capacityBlocks) {
        if (!cdb.bit(8, 0) && cdb.u32(2) != 0) {
            return CommandOutcome.invalidField(FieldPointer.cdb(2));
        }
        ByteBuffer out = ByteBuffer.allocate(READ_CAPACITY_10_BYTES);
        out.putInt((int) Math.min(capacityBlocks - 1, 0xFFFF_FFFFL)).putInt(BLOCK_BYTES);
        return CommandOutcome.good(out.array(), out.capacity());
    }

    /** READ CAPACITY (16) of so many blocks, at least 1 (SBC-3, 5.16). */
    public static CommandOutcome readCapacity16(Cdb cdb, long capacityBlocks) {
        if (!cdb.bit(14, 0) && cdb.u64(2) != 0) {
            return CommandOutcome.invalidField(FieldPointer.cdb(2));
        }
        ByteBuffer out = ByteBuffer.allocate(READ_CAPACITY_16_BYTES);
        out.putLong(capacityBlocks - 1).putInt(BLOCK_BYTES);
        return CommandOutcome.good(out.array(), cdb.u32(10));
    }
}
