package io.spindle.iscsi.login;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;

/** What CHAP hashes with: the numbers of IANA's registry "PPP Authentication Algorithms" (RFC 7143, 12.1.3). */
enum ChapAlgorithm {
    MD5(5, "MD5", 16),
    SHA_1(6, "SHA-1", 20),
    SHA_256(7, "SHA-256", 32),
    SHA3_256(8, "SHA3-256", 32);

    private static final List<ChapAlgorithm> VALUES = List.of(values());

    private final int wire;
    private final String javaName;
    private final int hashBytes;

    ChapAlgorithm(int wire, String javaName, int hashBytes) {
        this.wire = wire;
        this.javaName = javaName;
        this.hashBytes = hashBytes;
    }

    int wire() {
        return wire;
    }

    int hashBytes() {
        return hashBytes;
    }

    /** The first that the initiator lists and that is known here. */
    static Optional<ChapAlgorithm> firstOf(String list) {
        return List.of(list.split(",")).stream()
                .flatMap(number ->
                        VALUES.stream().filter(it -> Integer.toString(it.wire).equals(number)))
                .findFirst();
    }

    MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance(javaName);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java since 9 has " + javaName, e);
        }
    }
}
