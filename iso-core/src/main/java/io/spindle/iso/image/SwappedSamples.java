package io.spindle.iso.image;

import io.spindle.iso.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/** Another source with the two bytes of each sample swapped; its length is even. */
final class SwappedSamples implements ByteSource {
    private final ByteSource inner;

    SwappedSamples(ByteSource inner) {
        this.inner = inner;
    }

    @Override
    public long lengthBytes() {
        return inner.lengthBytes();
    }

    @Override
    public void read(long offsetBytes, ByteBuffer destination) throws IOException {
        Objects.checkFromIndexSize(offsetBytes, destination.remaining(), lengthBytes());
        long from = offsetBytes & ~1L;
        long to = offsetBytes + destination.remaining() + 1 & ~1L;
        ByteBuffer samples = ByteBuffer.allocate((int) (to - from));
        inner.read(from, samples);
        for (int at = (int) (offsetBytes - from); destination.hasRemaining(); at++) {
            destination.put(samples.get(at ^ 1));
        }
    }

    @Override
    public boolean readsAtOnce(long offsetBytes, long rangeBytes) {
        return inner.readsAtOnce(offsetBytes, rangeBytes);
    }

    @Override
    public void preload(long offsetBytes, long rangeBytes) throws IOException {
        inner.preload(offsetBytes, rangeBytes);
    }

    @Override
    public void close() throws IOException {
        inner.close();
    }
}
