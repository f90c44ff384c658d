package io.spindle.iso.verification;

import io.spindle.iso.openpgp.Signer;
import java.util.Optional;

/**
 * Something that tells of the bytes of a disc.
 *
 * @param kind what it is
 * @param outcome whether it agrees with them
 * @param text one sentence for people
 * @param signer the trusted publisher who says so
 */
public record Evidence(Kind kind, Outcome outcome, String text, Optional<Signer> signer) {
    /** What tells of the bytes. */
    public enum Kind {
        /** Descriptors and places of files. */
        STRUCTURE(Grade.UNVERIFIED),
        /** Whether a compressed image can be expanded. */
        EXPANSION(Grade.UNVERIFIED),
        /** The MD5 of isomd5sum. */
        IMPLANTED_MD5(Grade.MEDIA_CHECK),
        /** The MD5 tags of libisofs. */
        LIBISOFS_TAGS(Grade.MEDIA_CHECK),
        /** The error detection codes of raw sectors. */
        ERROR_DETECTION_CODES(Grade.MEDIA_CHECK),
        /** The SHA-1 that a CHD file holds. */
        CHD_SHA_1(Grade.MEDIA_CHECK),
        /** A digest of an algorithm that was broken. */
        WEAK_DIGEST(Grade.MEDIA_CHECK),
        /** A digest that somebody wrote down. */
        DIGEST(Grade.DIGEST_MATCH),
        /** A signature over the image or over a file of checksums. */
        SIGNATURE(Grade.SIGNED);

        private final Grade reaches;

        Kind(Grade reaches) {
            this.reaches = reaches;
        }

        /** What it can show at the best. */
        Grade reaches() {
            return reaches;
        }
    }

    /** Whether it agrees. */
    public enum Outcome {
        GOOD,
        BAD,
        /** It says nothing of the bytes that counts, but people should know. */
        NOTE
    }

    static Evidence good(Kind kind, String text) {
        return new Evidence(kind, Outcome.GOOD, text, Optional.empty());
    }

    static Evidence bad(Kind kind, String text) {
        return new Evidence(kind, Outcome.BAD, text, Optional.empty());
    }

    static Evidence note(Kind kind, String text) {
        return new Evidence(kind, Outcome.NOTE, text, Optional.empty());
    }

    /** True for a good one that no accident and no forger without the publisher's means can make. */
    boolean proves() {
        return outcome == Outcome.GOOD && kind.reaches().compareTo(Grade.DIGEST_MATCH) >= 0;
    }
}
