package io.spindle.iso.bytes;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The hashes of all leaves of 64 KiB of a file, and the one over all of them: a Merkle tree over SHA-256 (RFC 9162, 2.1).
 * With it any leaf can be checked without the others.
 */
public final class MerkleTree {
    /** Bytes of a leaf, but for the last. */
    public static final int LEAF_BYTES = 1 << 16;

    private static final int HASH_BYTES = 32;
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final long lengthBytes;
    private final byte[] leaves;
    private final byte[] root;

    private MerkleTree(long lengthBytes, byte[] leaves) {
        this.lengthBytes = lengthBytes;
        this.leaves = leaves;
        this.root = rootOf(leaves);
    }

    /**
     * The tree of a file of that length.
     *
     * @param leaves the hash of each leaf, one behind the other
     * @throws IllegalArgumentException when there are more or less than the file has
     */
    public static MerkleTree of(long lengthBytes, byte[] leaves) {
        if (lengthBytes < 0 || leaves.length != leaves(lengthBytes) * HASH_BYTES) {
            throw new IllegalArgumentException(leaves.length + " bytes of hashes for " + lengthBytes);
        }
        return new MerkleTree(lengthBytes, leaves.clone());
    }

    /** How many leaves a file of that length has. */
    public static long leaves(long lengthBytes) {
        return lengthBytes / LEAF_BYTES + (lengthBytes % LEAF_BYTES == 0 ? 0 : 1);
    }

    /** A digest for leaves. */
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The hash of a leaf. */
    public static byte[] leafHash(MessageDigest digest, byte[] bytes, int offset, int length) {
        digest.update(LEAF);
        digest.update(bytes, offset, length);
        return digest.digest();
    }

    /** Makes each level of the next in place: a hash without a neighbour moves up as it is. */
    private static byte[] rootOf(byte[] leaves) {
        MessageDigest digest = newDigest();
        byte[] level = leaves.clone();
        int count = level.length / HASH_BYTES;
        while (count > 1) {
            for (int i = 0; i + 1 < count; i += 2) {
                digest.update(NODE);
                digest.update(level, i * HASH_BYTES, 2 * HASH_BYTES);
                System.arraycopy(digest.digest(), 0, level, i / 2 * HASH_BYTES, HASH_BYTES);
            }
            if (count % 2 == 1) {
                System.arraycopy(level, (count - 1) * HASH_BYTES, level, count / 2 * HASH_BYTES, HASH_BYTES);
            }
            count = (count + 1) / 2;
        }
        return count == 0 ? digest.digest() : Arrays.copyOf(level, HASH_BYTES);
    }

    /** Length of the file. */
    public long lengthBytes() {
        return lengthBytes;
    }

    /** Checks leaves against it, from memory. */
    public LeafCheck check() {
        return new LeafCheck() {
            @Override
            public boolean holds(long leaf, byte[] bytes, int offset, int length) {
                int at = Math.toIntExact(leaf * HASH_BYTES);
                byte[] hash = leafHash(newDigest(), bytes, offset, length);
                return Arrays.equals(leaves, at, at + HASH_BYTES, hash, 0, HASH_BYTES);
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }

    /** The hash over all. */
    public byte[] root() {
        return root.clone();
    }

    /** The hash of each leaf, one behind the other. */
    public byte[] leaves() {
        return leaves.clone();
    }
}
