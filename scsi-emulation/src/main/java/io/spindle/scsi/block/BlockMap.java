package io.spindle.scsi.block;

import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.SectorType;
import io.spindle.iso.disc.Track;
import io.spindle.scsi.Sense;
import io.spindle.scsi.SenseCode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which addresses of a disc hold blocks of 2048 bytes: those of data tracks, as far as their sectors are of a kind that
 * has them.
 *
 * <p>Made once for a disc, since every READ asks.
 */
public final class BlockMap {
    /** What a sector without a block gives. */
    static final Sense NO_BLOCK =
            new Sense(SenseCode.ILLEGAL_MODE_FOR_THIS_TRACK, Optional.empty(), OptionalLong.empty(), true);

    private final long capacityBlocks;
    private final List<Run> runs;

    /**
     * Addresses that adjoin.
     *
     * @param sure all of them hold blocks; otherwise only the sectors themselves tell
     */
    private record Run(long start, long end, boolean sure) {}

    private BlockMap(long capacityBlocks, List<Run> runs) {
        this.capacityBlocks = capacityBlocks;
        this.runs = runs;
    }

    /** The map of a disc. */
    public static BlockMap of(Disc disc) {
        return new BlockMap(
                disc.leadOut().value(),
                disc.tracks().stream()
                        .filter(it -> it.mode().isData())
                        .map(it -> run(disc, it))
                        .flatMap(Optional::stream)
                        .toList());
    }

    private static Optional<Run> run(Disc disc, Track track) {
        long start = track.pregap().value();
        long end = track.end().value();
        Set<SectorType> types = disc.sectors().possibleTypes(start, end - start);
        return types.stream().noneMatch(SectorType::hasBlock)
                ? Optional.empty()
                : Optional.of(new Run(start, end, types.stream().allMatch(SectorType::hasBlock)));
    }

    /** Number of addresses from 0 to the last lead-out. */
    public long capacityBlocks() {
        return capacityBlocks;
    }

    /** Why the blocks cannot be read: beyond the end, even when there are none of them, or not of a data track. */
    public Optional<Sense> refusal(BlockExtent extent) {
        Optional<Sense> outOfRange = outOfRange(extent);
        if (outOfRange.isPresent() || extent.countBlocks() == 0 || covers(extent, false)) {
            return outOfRange;
        }
        return Optional.of(NO_BLOCK);
    }

    /** Whether blocks that are not refused are surely there, without a look at their sectors. */
    public boolean isSure(BlockExtent extent) {
        return extent.countBlocks() == 0 || covers(extent, true);
    }

    /** Why the blocks cannot be addressed. INFORMATION is the first of them that is not there. */
    public Optional<Sense> outOfRange(BlockExtent extent) {
        long lba = extent.lba();
        if (lba >= 0 && lba < capacityBlocks && extent.countBlocks() <= capacityBlocks - lba) {
            return Optional.empty();
        }
        long missing = lba >= 0 && lba < capacityBlocks ? capacityBlocks : lba;
        return Optional.of(Sense.atBlock(SenseCode.LOGICAL_BLOCK_ADDRESS_OUT_OF_RANGE, missing));
    }

    private boolean covers(BlockExtent extent, boolean surely) {
        long at = extent.lba();
        long end = at + extent.countBlocks();
        for (int i = 0; i < runs.size() && at < end; i++) {
            Run run = runs.get(i);
            if (run.start <= at && at < run.end && (run.sure || !surely)) {
                at = run.end;
            }
        }
        return at >= end;
    }
}
