package io.spindle.iso.packed;

import java.io.Closeable;
import java.io.IOException;

/** Bytes that are packed in chunks, each of which can be expanded by itself. */
public interface Chunks extends Closeable {
    /** The longest chunk: what one may cost in memory. */
    int MAXIMUM_CHUNK_BYTES = 16 << 20;

    /** Length of all chunks together when they are expanded. */
    long lengthBytes();

    /** The chunk that holds a byte. */
    long chunkAt(long offsetBytes);

    /** Where a chunk starts among the expanded bytes. */
    long startBytes(long chunk);

    /** Length of a chunk when it is expanded, from 1 to {@link #MAXIMUM_CHUNK_BYTES}. */
    int lengthBytes(long chunk);

    /**
     * Expands a chunk into {@code destination} from {@code at} on, where there is room for it. Called by several threads at
     * once.
     *
     * @throws IOException when it cannot be read, or is damaged
     */
    void expand(long chunk, byte[] destination, int at) throws IOException;
}
