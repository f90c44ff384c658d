package io.spindle.iso.verification;

import io.spindle.iso.bytes.LeafCheck;
import io.spindle.iso.bytes.MerkleTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * The hashes of the leaves of a file, in a file: form, length, root, then one behind the other. They are looked up there,
 * for those of a large library would not fit into memory; that they belong to their root is checked when it is opened.
 */
final class KeptLeaves implements LeafCheck {
    private static final byte[] FORM = "spindle leaves 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HASH_BYTES = 32;
    private static final int HEAD_BYTES = FORM.length + Long.BYTES + HASH_BYTES;
    private static final int MAXIMUM_BYTES = 256 << 20;

    private final FileChannel channel;
    private final long leaves;

    private KeptLeaves(FileChannel channel, long leaves) {
        this.channel = channel;
        this.leaves = leaves;
    }

    static byte[] encode(MerkleTree tree) {
        byte[] leaves = tree.leaves();
        return ByteBuffer.allocate(HEAD_BYTES + leaves.length)
                .put(FORM)
                .putLong(tree.lengthBytes())
                .put(tree.root())
                .put(leaves)
                .array();
    }

    static Optional<LeafCheck> open(Path file) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try {
            if (isWhole(channel)) {
                return Optional.of(new KeptLeaves(channel, (channel.size() - HEAD_BYTES) / HASH_BYTES));
            }
            channel.close();
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean isWhole(FileChannel channel) throws IOException {
        if (channel.size() < HEAD_BYTES || channel.size() > MAXIMUM_BYTES) {
            return false;
        }
        ByteBuffer in = read(channel, 0, (int) channel.size());
        byte[] form = new byte[FORM.length];
        in.get(form);
        long lengthBytes = in.getLong();
        byte[] root = new byte[HASH_BYTES];
        in.get(root);
        byte[] leaves = new byte[in.remaining()];
        in.get(leaves);
        boolean fits = leaves.length == MerkleTree.leaves(lengthBytes) * HASH_BYTES;
        return Arrays.equals(form, FORM)
                && fits
                && Arrays.equals(MerkleTree.of(lengthBytes, leaves).root(), root);
    }

    private static ByteBuffer read(FileChannel channel, long at, int lengthBytes) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(lengthBytes);
        while (out.hasRemaining()) {
            if (channel.read(out, at + out.position()) < 0) {
                throw new IOException("the file of hashes was cut");
            }
        }
        return out.flip();
    }

    @Override
    public boolean holds(long leaf, byte[] bytes, int offset, int length) throws IOException {
        if (leaf >= leaves) {
            return false;
        }
        byte[] right = read(channel, HEAD_BYTES + leaf * HASH_BYTES, HASH_BYTES).array();
        return MessageDigest.isEqual(right, MerkleTree.leafHash(MerkleTree.newDigest(), bytes, offset, length));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
