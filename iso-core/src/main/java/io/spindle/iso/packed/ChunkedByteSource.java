package io.spindle.iso.packed;

import io.spindle.iso.cache.UnitSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/** The expanded bytes of chunks. Every read expands all chunks that it touches, so it is to be read through a cache. */
public final class ChunkedByteSource implements UnitSource {
    private final Chunks chunks;

    /** The bytes of these chunks; closing it closes them. */
    public ChunkedByteSource(Chunks chunks) {
        this.chunks = chunks;
    }

    @Override
    public long lengthBytes() {
        return chunks.lengthBytes();
    }

    @Override
    public void read(long offsetBytes, ByteBuffer destination) throws IOException {
        Objects.checkFromIndexSize(offsetBytes, destination.remaining(), lengthBytes());
        long offset = offsetBytes;
        while (destination.hasRemaining()) {
            long chunk = chunks.chunkAt(offset);
            int length = chunks.lengthBytes(chunk);
            int from = (int) (offset - chunks.startBytes(chunk));
            int here = Math.min(length - from, destination.remaining());
            if (here == length && destination.hasArray()) {
                chunks.expand(chunk, destination.array(), destination.arrayOffset() + destination.position());
                destination.position(destination.position() + length);
            } else {
                byte[] whole = new byte[length];
                chunks.expand(chunk, whole, 0);
                destination.put(whole, from, here);
            }
            offset += here;
        }
    }

    @Override
    public long unitStartBytes(long offsetBytes) {
        return chunks.startBytes(chunks.chunkAt(offsetBytes));
    }

    @Override
    public long unitEndBytes(long offsetBytes) {
        long chunk = chunks.chunkAt(offsetBytes);
        return chunks.startBytes(chunk) + chunks.lengthBytes(chunk);
    }

    @Override
    public void close() throws IOException {
        chunks.close();
    }
}
