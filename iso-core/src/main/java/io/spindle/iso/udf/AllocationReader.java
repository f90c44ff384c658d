package io.spindle.iso.udf;

import io.spindle.iso.filesystem.ExtentList;
import io.spindle.iso.filesystem.FileExtent;
import io.spindle.iso.inspection.UdfDescriptorSequence;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Reads the allocation descriptors of a file entry and those that continue them (ECMA-167, 4/12 and 4/14.14). */
final class AllocationReader {
    private static final int CONTINUATION_TAG = 258;
    private static final int CONTINUATION_HEADER_BYTES = 24;
    private static final int MAXIMUM_CONTINUATIONS = 4096;
    private static final long LENGTH_MASK = 0x3FFFFFFF;
    private static final int RECORDED = 0;
    private static final int NEXT_DESCRIPTORS = 3;

    private final LogicalVolume volume;

    AllocationReader(LogicalVolume volume) {
        this.volume = volume;
    }

    /** One allocation descriptor. */
    private record Descriptor(int type, long lengthBytes, BlockAddress address) {}

    /** Where allocation descriptors lie. */
    private record Area(ByteBuffer in, int at, int end) {}

    /** Adds the extents of the file; false when they are broken, with those before the fault. */
    boolean read(FileEntry entry, ExtentList places) {
        if (entry.descriptorKind() == FileEntry.IN_ICB) {
            return places.add(entry.offsetBytes() + entry.descriptorsAt(), entry.descriptorBytes());
        }
        Set<BlockAddress> seen = new HashSet<>(2);
        Optional<Area> area = Optional.of(
                new Area(entry.block(), entry.descriptorsAt(), entry.descriptorsAt() + entry.descriptorBytes()));
        while (area.isPresent()) {
            Optional<Descriptor> next = area(entry, area.get(), places);
            if (next.isEmpty() || next.get().type() != NEXT_DESCRIPTORS) {
                return next.isEmpty();
            }
            if (seen.size() == MAXIMUM_CONTINUATIONS || !seen.add(next.get().address())) {
                return false;
            }
            area = continuation(next.get().address());
        }
        return false;
    }

    /** Reads to the end of the area: gives the descriptor that leads on, or one that is broken, else none. */
    private Optional<Descriptor> area(FileEntry entry, Area area, ExtentList places) {
        int bytes = bytes(entry.descriptorKind());
        for (int at = area.at(); at + bytes <= area.end(); at += bytes) {
            Descriptor descriptor = decode(entry, area.in(), at);
            if (descriptor.lengthBytes() == 0) {
                return Optional.empty();
            }
            if (descriptor.type() == NEXT_DESCRIPTORS || !add(descriptor, places)) {
                return Optional.of(descriptor);
            }
        }
        return Optional.empty();
    }

    private boolean add(Descriptor descriptor, ExtentList places) {
        return descriptor.type() == RECORDED
                ? volume.locate(descriptor.address(), descriptor.lengthBytes(), places)
                : places.add(FileExtent.ZEROS, descriptor.lengthBytes());
    }

    private static int bytes(int descriptorKind) {
        return switch (descriptorKind) {
            case 0 -> 8;
            case 1 -> BlockAddress.LONG_DESCRIPTOR_BYTES;
            default -> 20;
        };
    }

    private static Descriptor decode(FileEntry entry, ByteBuffer in, int at) {
        int length = in.getInt(at);
        BlockAddress address = switch (entry.descriptorKind()) {
            case 0 -> new BlockAddress(entry.partition(), Integer.toUnsignedLong(in.getInt(at + 4)));
            case 1 -> BlockAddress.ofLongDescriptor(in, at);
            default -> BlockAddress.decode(in, at + 12);
        };
        return new Descriptor(length >>> 30, length & LENGTH_MASK, address);
    }

    private Optional<Area> continuation(BlockAddress address) {
        return volume.block(address)
                .filter(block -> UdfDescriptorSequence.isIntact(block.bytes())
                        && UdfDescriptorSequence.tag(block.bytes()) == CONTINUATION_TAG)
                .map(block -> {
                    long bytes = Integer.toUnsignedLong(block.bytes().getInt(20));
                    int end = (int) Math.min(block.bytes().limit(), CONTINUATION_HEADER_BYTES + bytes);
                    return new Area(block.bytes(), CONTINUATION_HEADER_BYTES, end);
                });
    }
}
