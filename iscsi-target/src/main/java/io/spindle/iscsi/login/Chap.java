package io.spindle.iscsi.login;

import io.spindle.iscsi.target.Secret;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A challenge and what proves the knowledge of a secret (RFC 1994, 4).
 *
 * @param algorithm how it is hashed
 * @param identifier 0 to 255
 * @param challenge random bytes
 */
record Chap(ChapAlgorithm algorithm, int identifier, byte[] challenge) {
    /** The proof. */
    byte[] response(Secret secret) {
        MessageDigest digest = algorithm.newDigest();
        digest.update((byte) identifier);
        secret.addTo(digest);
        digest.update(challenge);
        return digest.digest();
    }

    /** True when the proof is right; takes as long when it is wrong. */
    boolean isProvenBy(byte[] response, Secret secret) {
        return MessageDigest.isEqual(response(secret), response);
    }

    boolean hasChallenge(byte[] other) {
        return Arrays.equals(challenge, other);
    }
}
