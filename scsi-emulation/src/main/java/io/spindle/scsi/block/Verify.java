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

/** VERIFY (10), (12) and (16): blocks are read, and compared with data of the initiator when it wants so (SBC-3, 5.30). */
public final class Verify {
    private static final int BLOCK_BYTES = 2048;
    /** What is compared at once at most: the data of the initiator lies in memory meanwhile. */
    private static final int COMPARED_BLOCKS_MAXIMUM = 8192;

    private static final int CHUNK_BLOCKS = 256;

    private final OperationCode code;
    private final Cdb cdb;
    private final Medium medium;
    private final BlockExtent extent;

    /** A command for a disc that is ready. */
    public Verify(OperationCode code, Cdb cdb, Medium medium) {
        this.code = code;
        this.cdb = cdb;
        this.medium = medium;
        this.extent = BlockExtent.of(code, cdb);
    }

    /** The outcome; BYTCHK says what is done: 0 reads, 1 compares all blocks, 3 compares one block with all. */
    public CommandOutcome answer(BlockMap map) {
        Optional<Sense> refusal = map.refusal(extent);
        if (refusal.isPresent()) {
            return new CommandOutcome.CheckCondition(refusal.get());
        }
        return switch (cdb.bits(1, 2, 1)) {
            case 0 -> extent.countBlocks() == 0 ? CommandOutcome.good() : reads();
            case 1 -> compares(extent.countBlocks());
            case 3 -> compares(Math.min(1, extent.countBlocks()));
            default -> CommandOutcome.invalidField(FieldPointer.cdb(1, 2));
        };
    }

    private CommandOutcome reads() {
        return new CommandOutcome.ReadsDisc(medium, () -> {
            eachChunk((lba, disc) -> true);
            return CommandOutcome.good();
        });
    }

    private CommandOutcome compares(long blocksOfInitiator) {
        if (blocksOfInitiator > COMPARED_BLOCKS_MAXIMUM) {
            return lengthIsWrong();
        }
        if (blocksOfInitiator == 0) {
            return CommandOutcome.good();
        }
        int lengthBytes = (int) blocksOfInitiator * BLOCK_BYTES;
        return new CommandOutcome.WantsDataOut(
                lengthBytes,
                data -> data.remaining() < lengthBytes ? lengthIsWrong() : comparesWith(copy(data, lengthBytes)));
    }

    /** The transport's buffer may be used again before the disc is read. */
    private static ByteBuffer copy(ByteBuffer data, int lengthBytes) {
        return ByteBuffer.allocate(lengthBytes)
                .put(data.slice(data.position(), lengthBytes))
                .flip();
    }

    private CommandOutcome lengthIsWrong() {
        return CommandOutcome.invalidField(
                FieldPointer.cdb(code.field("blocks").orElseThrow().firstByte()));
    }

    private CommandOutcome comparesWith(ByteBuffer expected) {
        return new CommandOutcome.ReadsDisc(
                medium,
                () -> eachChunk((lba, disc) -> isSame(lba, disc, expected))
                        ? CommandOutcome.good()
                        : CommandOutcome.check(SenseCode.MISCOMPARE_DURING_VERIFY_OPERATION));
    }

    private boolean isSame(long lba, ByteBuffer disc, ByteBuffer expected) {
        if (expected.limit() > BLOCK_BYTES || extent.countBlocks() == 1) {
            return disc.equals(expected.slice((int) (lba - extent.lba()) * BLOCK_BYTES, disc.remaining()));
        }
        ByteBuffer block = expected.slice(0, BLOCK_BYTES);
        for (int at = 0; at < disc.limit(); at += BLOCK_BYTES) {
            if (!disc.slice(at, BLOCK_BYTES).equals(block)) {
                return false;
            }
        }
        return true;
    }

    private boolean eachChunk(Chunk chunk) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(extent.countBlocks(), CHUNK_BLOCKS) * BLOCK_BYTES);
        long end = extent.lba() + extent.countBlocks();
        for (long lba = extent.lba(); lba < end; lba += CHUNK_BLOCKS) {
            long blocks = Math.min(CHUNK_BLOCKS, end - lba);
            buffer.clear().limit((int) blocks * BLOCK_BYTES);
            SectorRange.userData(medium, lba, blocks).read(0, buffer);
            if (!chunk.holds(lba, buffer.flip())) {
                return false;
            }
        }
        return true;
    }

    /** What has to hold for some blocks of the disc. */
    private interface Chunk {
        boolean holds(long lba, ByteBuffer disc);
    }
}
