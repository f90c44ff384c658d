package io.spindle.iso.checksum;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A way to make a digest of a file, with the names that publishers write for it. */
public enum DigestAlgorithm {
    MD5("MD5", 128, false, List.of("MD5")),
    SHA_1("SHA-1", 160, false, List.of("SHA1", "SHA-1")),
    SHA_256("SHA-256", 256, true, List.of("SHA256", "SHA-256", "SHA2-256")),
    SHA_384("SHA-384", 384, true, List.of("SHA384", "SHA-384", "SHA2-384")),
    SHA_512("SHA-512", 512, true, List.of("SHA512", "SHA-512", "SHA2-512")),
    BLAKE2B_256("BLAKE2b-256", 256, true, List.of("BLAKE2b-256")),
    BLAKE2B_384("BLAKE2b-384", 384, true, List.of("BLAKE2b-384")),
    BLAKE2B_512("BLAKE2b", 512, true, List.of("BLAKE2b", "BLAKE2b512", "BLAKE2b-512"));

    private final String title;
    private final int bits;
    private final boolean strong;
    private final List<String> tags;

    DigestAlgorithm(String title, int bits, boolean strong, List<String> tags) {
        this.title = title;
        this.bits = bits;
        this.strong = strong;
        this.tags = tags;
    }

    /** What people call it. */
    public String title() {
        return title;
    }

    /** Bytes of a digest. */
    public int lengthBytes() {
        return bits / 8;
    }

    /** False when others can make a second file with the same digest, so that it only shows damage. */
    public boolean isStrong() {
        return strong;
    }

    /** That of a tag such as {@code SHA256}, in letters of any case. */
    public static Optional<DigestAlgorithm> ofTag(String tag) {
        return Arrays.stream(values())
                .filter(it -> it.tags.stream().anyMatch(tag::equalsIgnoreCase))
                .findFirst();
    }

    /**
     * What a digest is that stands in a file without a tag: as long as that, and BLAKE2 where the name of the file says
     * so.
     */
    public static Optional<DigestAlgorithm> ofLength(int lengthBytes, String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        boolean blake = name.contains("b2sum") || name.contains("blake2") || name.endsWith(".b2");
        return Arrays.stream(values())
                .filter(it -> it.lengthBytes() == lengthBytes && it.isBlake2() == blake)
                .findFirst();
    }

    private boolean isBlake2() {
        return ordinal() >= BLAKE2B_256.ordinal();
    }

    /** A new digest of it. */
    public MessageDigest newDigest() {
        try {
            return isBlake2() ? new Blake2b(bits) : MessageDigest.getInstance(title);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + title, e);
        }
    }
}
