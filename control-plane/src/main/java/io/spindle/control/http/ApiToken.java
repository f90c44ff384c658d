package io.spindle.control.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Tokens by which scripts come in: long random words, of which the configuration holds SHA-256 hashes. */
public final class ApiToken {
    private static final String PREFIX = "spindle_";
    private static final String HASH_PREFIX = "sha256:";
    private static final int RANDOM_BYTES = 32;

    private ApiToken() {}

    /** A new one, which nobody can guess; so it needs no slow hash. */
    public static String create() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What the configuration holds of it. */
    public static String hash(String token) {
        return HASH_PREFIX + HexFormat.of().formatHex(digest(token));
    }

    static boolean isHash(String text) {
        return text.matches("sha256:[0-9a-f]{64}");
    }

    /** The name of a token, when it is one of those. */
    static Optional<String> name(Map<String, String> hashes, String token) {
        byte[] digest = hash(token).getBytes(StandardCharsets.US_ASCII);
        return hashes.entrySet().stream()
                .filter(it -> MessageDigest.isEqual(it.getValue().getBytes(StandardCharsets.US_ASCII), digest))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
