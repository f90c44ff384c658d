package io.spindle.scsi.block;

import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.Track;
import io.spindle.scsi.Sense;
import io.spindle.scsi.SenseCode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which addresses of a disc hold blocks of 2048 bytes: those of data tracks.
 *
 * <p>Made once for a disc, since every READ asks.
 */
public final class BlockMap {
    private final long capacityBlocks;
    private final long[] starts;
    private final long[] ends;

    private BlockMap(long capacityBlocks, List<Track> dataTracks) {
        this.capacityBlocks = capacityBlocks;
        this.starts = dataTracks.stream().mapToLong(it -> it.pregap().value()).toArray();
        this.ends = dataTracks.stream().mapToLong(it -> it.end().value()).toArray();
    }

    /** The map of a disc. */
    public static BlockMap of(Disc disc) {
        return new BlockMap(
                disc.leadOut().value(),
                disc.tracks().stream().filter(it -> it.mode().isData()).toList());
    }

    /** Number of addresses from 0 to the last lead-out. */
    public long capacityBlocks() {
        return capacityBlocks;
    }

    /** Why the blocks cannot be read: beyond the end, even when there are none of them, or not of a data track. */
    public Optional<Sense> refusal(BlockExtent extent) {
        Optional<Sense> outOfRange = outOfRange(extent);
        if (outOfRange.isPresent() || extent.countBlocks() == 0 || isData(extent)) {
            return outOfRange;
        }
        return Optional.of(
                new Sense(SenseCode.ILLEGAL_MODE_FOR_THIS_TRACK, Optional.empty(), OptionalLong.empty(), true));
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

    private boolean isData(BlockExtent extent) {
        long at = extent.lba();
        long end = at + extent.countBlocks();
        for (int i = 0; i < starts.length; i++) {
            if (starts[i] <= at && at < ends[i]) {
                // Data tracks may adjoin.
                at = ends[i];
                if (at >= end) {
                    return true;
                }
            }
        }
        return false;
    }
}
