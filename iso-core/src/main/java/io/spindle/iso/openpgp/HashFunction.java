package io.spindle.iso.openpgp;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.Digest;

/** The hash functions of signatures (RFC 9580, 9.5), made by Java, whose SHA-2 is many times faster than a library's. */
enum HashFunction {
    SHA_1(2, "SHA-1", false),
    SHA_224(11, "SHA-224", true),
    SHA_256(8, "SHA-256", true),
    SHA_384(9, "SHA-384", true),
    SHA_512(10, "SHA-512", true),
    SHA3_256(12, "SHA3-256", true),
    SHA3_512(14, "SHA3-512", true);

    private final int number;
    private final String title;
    private final boolean strong;

    HashFunction(int number, String title, boolean strong) {
        this.number = number;
        this.title = title;
        this.strong = strong;
    }

    /** That of the number; MD5 and RIPEMD-160 are not known here. */
    static Optional<HashFunction> of(int number) {
        return Arrays.stream(values()).filter(it -> it.number == number).findFirst();
    }

    /** False when two contents with one hash can be made. */
    boolean isStrong() {
        return strong;
    }

    String title() {
        return title;
    }

    Digest newDigest() {
        try {
            return new JavaDigest(title, MessageDigest.getInstance(title));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + title, e);
        }
    }

    /** A digest of Java as the library's signature schemes want it. */
    private record JavaDigest(String title, MessageDigest digest) implements Digest {
        @Override
        public String getAlgorithmName() {
            return title;
        }

        @Override
        public int getDigestSize() {
            return digest.getDigestLength();
        }

        @Override
        public void update(byte in) {
            digest.update(in);
        }

        @Override
        public void update(byte[] in, int offset, int length) {
            digest.update(in, offset, length);
        }

        @Override
        public int doFinal(byte[] out, int offset) {
            byte[] result = digest.digest();
            System.arraycopy(result, 0, out, offset, result.length);
            return result.length;
        }

        @Override
        public void reset() {
            digest.reset();
        }
    }
}
