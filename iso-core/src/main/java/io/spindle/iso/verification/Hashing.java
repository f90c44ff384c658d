package io.spindle.iso.verification;

import io.spindle.iso.bytes.MerkleTree;
import io.spindle.iso.checksum.DigestAlgorithm;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Consumers that make hashes. */
final class Hashing {
    private Hashing() {}

    /** The digest of all bytes. */
    static final class Whole implements PassConsumer {
        private final MessageDigest digest;
        private String result;

        Whole(DigestAlgorithm algorithm) {
            this.digest = algorithm.newDigest();
        }

        @Override
        public void take(byte[] bytes, int lengthBytes) {
            digest.update(bytes, 0, lengthBytes);
        }

        /** In hexadecimal digits in lower case. */
        String hex() {
            if (result == null) {
                result = HexFormat.of().formatHex(digest.digest());
            }
            return result;
        }
    }

    /** The hashes of the leaves of a Merkle tree. */
    static final class Leaves implements PassConsumer {
        private final MessageDigest digest = MerkleTree.newDigest();
        private final ByteArrayOutputStream hashes = new ByteArrayOutputStream();
        private long taken;

        @Override
        public void take(byte[] bytes, int lengthBytes) {
            for (int at = 0; at < lengthBytes; at += MerkleTree.LEAF_BYTES) {
                int length = Math.min(MerkleTree.LEAF_BYTES, lengthBytes - at);
                hashes.writeBytes(MerkleTree.leafHash(digest, bytes, at, length));
            }
            taken += lengthBytes;
        }

        MerkleTree tree() {
            return MerkleTree.of(taken, hashes.toByteArray());
        }
    }
}
