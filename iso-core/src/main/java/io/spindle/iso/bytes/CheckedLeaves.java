package io.spindle.iso.bytes;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads a file by whole leaves, and checks each in memory before a byte of it is given away. The few that were read last
 * are kept, so that reads of single sectors do not hash a leaf each.
 */
final class CheckedLeaves implements Closeable {
    private static final int KEPT = 4;

    private final Source file;
    private final long lengthBytes;
    private final LeafCheck check;
    private final Map<Long, byte[]> kept = new LinkedHashMap<>(KEPT, 1, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
            return size() > KEPT;
        }
    };
    private final DamagedLeaves damage;

    /** Reads from the file without a check. */
    interface Source {
        void read(long offsetBytes, ByteBuffer destination) throws IOException;
    }

    CheckedLeaves(Source file, long lengthBytes, LeafCheck check, DamagedLeaves damage) {
        this.file = file;
        this.lengthBytes = lengthBytes;
        this.check = check;
        this.damage = damage;
    }

    void read(long offsetBytes, ByteBuffer destination) throws IOException {
        long offset = offsetBytes;
        while (destination.hasRemaining()) {
            byte[] leaf = leaf(offset / MerkleTree.LEAF_BYTES);
            int at = (int) (offset % MerkleTree.LEAF_BYTES);
            int length = Math.min(destination.remaining(), leaf.length - at);
            destination.put(leaf, at, length);
            offset += length;
        }
    }

    private byte[] leaf(long number) throws IOException {
        synchronized (kept) {
            byte[] leaf = kept.get(number);
            if (leaf != null) {
                return leaf;
            }
        }
        long start = number * MerkleTree.LEAF_BYTES;
        byte[] bytes = new byte[(int) Math.min(MerkleTree.LEAF_BYTES, lengthBytes - start)];
        file.read(start, ByteBuffer.wrap(bytes));
        if (!check.holds(number, bytes, 0, bytes.length)) {
            throw damage.found(number, bytes.length);
        }
        synchronized (kept) {
            kept.put(number, bytes);
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        check.close();
    }
}
