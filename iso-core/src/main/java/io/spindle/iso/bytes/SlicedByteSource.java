package io.spindle.iso.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A range of another source. */
public final class SlicedByteSource implements ByteSource {
    private final ByteSource inner;
    private final long startBytes;
    private final long lengthBytes;

    private SlicedByteSource(ByteSource inner, long startBytes, long lengthBytes) {
        this.inner = inner;
        this.startBytes = startBytes;
        this.lengthBytes = lengthBytes;
    }

    /**
     * The range of {@code inner}, or {@code inner} itself when that is the whole of it. Closing it closes {@code inner}.
     *
     * @throws IndexOutOfBoundsException when the range is not inside
     */
    public static ByteSource of(ByteSource inner, long startBytes, long lengthBytes) {
        Objects.checkFromIndexSize(startBytes, lengthBytes, inner.lengthBytes());
        return lengthBytes == inner.lengthBytes() ? inner : new SlicedByteSource(inner, startBytes, lengthBytes);
    }

    @Override
    public long lengthBytes() {
        return lengthBytes;
    }

    @Override
    public void read(long offsetBytes, ByteBuffer destination) throws IOException {
        Objects.checkFromIndexSize(offsetBytes, destination.remaining(), lengthBytes);
        inner.read(startBytes + offsetBytes, destination);
    }

    @Override
    public boolean readsAtOnce(long offsetBytes, long rangeBytes) {
        return inner.readsAtOnce(startBytes + offsetBytes, rangeBytes);
    }

    @Override
    public void preload(long offsetBytes, long rangeBytes) throws IOException {
        Objects.checkFromIndexSize(offsetBytes, rangeBytes, lengthBytes);
        inner.preload(startBytes + offsetBytes, rangeBytes);
    }

    @Override
    public Optional<HeldBytes> hold(long offsetBytes, long rangeBytes) {
        Objects.checkFromIndexSize(offsetBytes, rangeBytes, lengthBytes);
        return inner.hold(startBytes + offsetBytes, rangeBytes);
    }

    /** That of the other source, when the range starts where it starts and holds the whole file. */
    @Override
    public Optional<MappedFile> mappedFile() {
        return startBytes == 0
                ? inner.mappedFile().filter(file -> file.lengthBytes() <= lengthBytes)
                : Optional.empty();
    }

    @Override
    public List<AllocationExtent> allocation(long offsetBytes, long rangeBytes) throws IOException {
        Objects.checkFromIndexSize(offsetBytes, rangeBytes, lengthBytes);
        return inner.allocation(startBytes + offsetBytes, rangeBytes).stream()
                .map(extent ->
                        new AllocationExtent(extent.offsetBytes() - startBytes, extent.lengthBytes(), extent.hole()))
                .toList();
    }

    @Override
    public void close() throws IOException {
        inner.close();
    }
}
