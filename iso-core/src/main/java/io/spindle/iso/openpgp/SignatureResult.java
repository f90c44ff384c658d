package io.spindle.iso.openpgp;

import java.util.Optional;

/**
 * What became of a signature.
 *
 * @param kind whether it counts
 * @param text the reason, for people
 * @param signer who made it, where a trusted key did
 */
public record SignatureResult(Kind kind, String text, Optional<Signer> signer) {
    /** Whether a signature counts. */
    public enum Kind {
        /** A trusted key made it over these bytes. */
        GOOD,
        /** A trusted key is said to have made it, but not over these bytes. */
        BAD,
        /** The key is not trusted, so that nothing can be said. */
        UNKNOWN_KEY,
        /** A trusted key made it, but it does not count: ended, revoked, weak. */
        REFUSED
    }

    static SignatureResult of(Kind kind, String text) {
        return new SignatureResult(kind, text, Optional.empty());
    }
}
