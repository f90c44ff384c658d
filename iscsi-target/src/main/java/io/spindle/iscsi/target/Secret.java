package io.spindle.iscsi.target;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A secret of CHAP; it shows itself to nobody who prints it. */
public final class Secret {
    /** The least that RFC 7143, 12.1.3 lets pass without IPsec. */
    public static final int MINIMUM_BYTES = 12;

    private final byte[] bytes;

    private Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The bytes of the text.
     *
     * @throws IllegalArgumentException when it is shorter than {@link #MINIMUM_BYTES}
     */
    public static Secret of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < MINIMUM_BYTES) {
            throw new IllegalArgumentException("a CHAP secret has at least " + MINIMUM_BYTES + " bytes");
        }
        return new Secret(bytes);
    }

    /** Adds the secret to a digest. */
    public void addTo(MessageDigest digest) {
        digest.update(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
