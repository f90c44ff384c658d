package io.spindle.iso.bytes;

import java.io.Closeable;
import java.io.IOException;

/** Knows the right content of a file by leaves of {@link MerkleTree#LEAF_BYTES}. Can be asked by any number of threads. */
public interface LeafCheck extends Closeable {
    /**
     * True when these are the bytes of that leaf.
     *
     * @param offset where they begin in {@code bytes}
     * @param length how many there are
     * @throws IOException when that cannot be told
     */
    boolean holds(long leaf, byte[] bytes, int offset, int length) throws IOException;
}
