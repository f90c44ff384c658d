package io.spindle.iso.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Another source followed by zeros up to a chosen length. */
public final class PaddedByteSource implements ByteSource {
    private final ByteSource inner;
    private final long lengthBytes;

    private PaddedByteSource(ByteSource inner, long lengthBytes) {
        this.inner = inner;
        this.lengthBytes = lengthBytes;
    }

    /** Pads {@code inner} to at least {@code minimumBytes}; a source that is long enough is given back as it is. */
    public static ByteSource toAtLeast(ByteSource inner, long minimumBytes) {
        return inner.lengthBytes() >= minimumBytes ? inner : new PaddedByteSource(inner, minimumBytes);
    }

    /** Pads {@code inner} to a multiple of {@code unitBytes}. */
    public static ByteSource toMultipleOf(ByteSource inner, int unitBytes) {
        long beyond = inner.lengthBytes() % unitBytes;
        return beyond == 0 ? inner : toAtLeast(inner, Math.addExact(inner.lengthBytes(), unitBytes - beyond));
    }

    /** The source that was padded, or the source itself when it was not. */
    public static ByteSource withoutPadding(ByteSource source) {
        return source instanceof PaddedByteSource padded ? padded.inner : source;
    }

    @Override
    public long lengthBytes() {
        return lengthBytes;
    }

    @Override
    public void read(long offsetBytes, ByteBuffer destination) throws IOException {
        Objects.checkFromIndexSize(offsetBytes, destination.remaining(), lengthBytes);
        int fromInner = (int) innerPart(offsetBytes, destination.remaining());
        int limit = destination.limit();
        if (fromInner > 0) {
            destination.limit(destination.position() + fromInner);
            inner.read(offsetBytes, destination);
            destination.limit(limit);
        }
        while (destination.hasRemaining()) {
            destination.put((byte) 0);
        }
    }

    @Override
    public boolean readsAtOnce(long offsetBytes, long rangeBytes) {
        long fromInner = innerPart(offsetBytes, rangeBytes);
        return fromInner == 0 || inner.readsAtOnce(offsetBytes, fromInner);
    }

    @Override
    public void preload(long offsetBytes, long rangeBytes) throws IOException {
        long fromInner = innerPart(offsetBytes, rangeBytes);
        if (fromInner > 0) {
            inner.preload(offsetBytes, fromInner);
        }
    }

    /** Where no padding is asked for. */
    @Override
    public Optional<HeldBytes> hold(long offsetBytes, long rangeBytes) {
        Objects.checkFromIndexSize(offsetBytes, rangeBytes, lengthBytes);
        return innerPart(offsetBytes, rangeBytes) == rangeBytes
                ? inner.hold(offsetBytes, rangeBytes)
                : Optional.empty();
    }

    @Override
    public Optional<MappedFile> mappedFile() {
        return inner.mappedFile();
    }

    @Override
    public List<AllocationExtent> allocation(long offsetBytes, long rangeBytes) throws IOException {
        Objects.checkFromIndexSize(offsetBytes, rangeBytes, lengthBytes);
        long fromInner = innerPart(offsetBytes, rangeBytes);
        if (fromInner == rangeBytes) {
            return inner.allocation(offsetBytes, rangeBytes);
        }
        List<AllocationExtent> extents =
                new ArrayList<>(fromInner == 0 ? List.of() : inner.allocation(offsetBytes, fromInner));
        long holeStart = offsetBytes + fromInner;
        if (!extents.isEmpty() && extents.get(extents.size() - 1).hole()) {
            holeStart = extents.remove(extents.size() - 1).offsetBytes();
        }
        extents.add(new AllocationExtent(holeStart, offsetBytes + rangeBytes - holeStart, true));
        return extents;
    }

    @Override
    public void close() throws IOException {
        inner.close();
    }

    private long innerPart(long offsetBytes, long rangeBytes) {
        return Math.max(0, Math.min(rangeBytes, inner.lengthBytes() - offsetBytes));
    }
}
