package io.spindle.iso.udf;

import io.spindle.iso.filesystem.ExtentByteSource;
import io.spindle.iso.filesystem.ExtentList;
import io.spindle.iso.filesystem.FileExtent;
import io.spindle.iso.filesystem.StepBudget;
import io.spindle.iso.inspection.ImageWindow;
import io.spindle.iso.inspection.UdfDescriptorSequence;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The partitions of a volume, and the blocks and file entries in them (ECMA-167, 4/8; OSTA UDF, 2.2.4). */
final class LogicalVolume {
    private static final int INDIRECT_ENTRY_TAG = 248;
    private static final int MAXIMUM_INDIRECTIONS = 32;
    /** Pieces of files in one volume: enough for each block of a full Blu-ray disc. */
    private static final long MAXIMUM_STEPS = 16_000_000;

    private final ImageWindow image;
    private final int blockBytes;
    private final List<Partition> partitions = new ArrayList<>();
    private final StepBudget steps = new StepBudget(MAXIMUM_STEPS);

    LogicalVolume(ImageWindow image, int blockBytes) {
        this.image = image;
        this.blockBytes = blockBytes;
    }

    /**
     * A block of the volume.
     *
     * @param offsetBytes where it is in the image
     */
    record Block(ByteBuffer bytes, long offsetBytes) {}

    ImageWindow image() {
        return image;
    }

    int blockBytes() {
        return blockBytes;
    }

    /** Adds the partition of the next map. */
    void add(Partition partition) {
        partitions.add(partition);
    }

    /** Adds the places of a run of bytes; false when any of it has none. */
    boolean locate(BlockAddress address, long lengthBytes, ExtentList places) {
        return address.partition() < partitions.size()
                && partitions.get(address.partition()).locate(address.block(), lengthBytes, places);
    }

    Optional<Block> block(BlockAddress address) {
        ExtentList place = new ExtentList(steps);
        if (!locate(address, blockBytes, place)) {
            return Optional.empty();
        }
        long offset = place.upTo(blockBytes).get(0).offsetBytes();
        return image.read(offset, blockBytes).map(bytes -> new Block(bytes, offset));
    }

    /** The intact descriptor with that tag. */
    Optional<Block> descriptor(BlockAddress address, int tag) {
        return block(address)
                .filter(block -> UdfDescriptorSequence.isTagged(block.bytes(), (int) address.block())
                        && UdfDescriptorSequence.tag(block.bytes()) == tag);
    }

    /** The file entry at that place, or the one that indirect entries lead to from there (ECMA-167, 4/14.7). */
    Optional<FileEntry> fileEntry(BlockAddress address) {
        BlockAddress at = address;
        for (int i = 0; i < MAXIMUM_INDIRECTIONS; i++) {
            int expected = (int) at.block();
            Optional<Block> block = block(at).filter(it -> UdfDescriptorSequence.isTagged(it.bytes(), expected));
            if (block.isEmpty()) {
                return Optional.empty();
            }
            int tag = UdfDescriptorSequence.tag(block.get().bytes());
            if (FileEntry.isFileEntry(tag)) {
                return FileEntry.decode(block.get().bytes(), block.get().offsetBytes(), at.partition());
            }
            if (tag != INDIRECT_ENTRY_TAG) {
                return Optional.empty();
            }
            at = BlockAddress.ofLongDescriptor(block.get().bytes(), 36);
        }
        return Optional.empty();
    }

    /** The extents of the file; those before a fault when its descriptors are broken, which is a finding. */
    List<FileExtent> extents(FileEntry entry) {
        ExtentList places = new ExtentList(steps);
        if (!new AllocationReader(this).read(entry, places)) {
            image.error("udf-allocation", entry.offsetBytes(), "the places of a file are broken from some byte on");
        }
        return places.upTo(entry.lengthBytes());
    }

    /** The bytes of a file of the volume's own. */
    ExtentByteSource content(FileEntry entry) {
        List<FileExtent> extents = extents(entry);
        long recorded = extents.stream().mapToLong(FileExtent::lengthBytes).sum();
        return new ExtentByteSource(image.image(), extents, recorded);
    }
}
