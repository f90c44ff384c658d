package io.spindle.iso.bytes;

import java.nio.ByteBuffer;
import java.util.Objects;

/** A source over an array. */
public final class MemoryByteSource implements ByteSource {
    private final ByteBuffer bytes;

    /** Holds the array itself, which must not change any more. */
    public MemoryByteSource(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    @Override
    public long lengthBytes() {
        return bytes.capacity();
    }

    @Override
    public void read(long offsetBytes, ByteBuffer destination) {
        Objects.checkFromIndexSize(offsetBytes, destination.remaining(), lengthBytes());
        destination.put(bytes.slice((int) offsetBytes, destination.remaining()));
    }

    @Override
    public boolean readsAtOnce(long offsetBytes, long rangeBytes) {
        return true;
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
