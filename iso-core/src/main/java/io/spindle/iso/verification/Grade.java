package io.spindle.iso.verification;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far the bytes of a disc can be trusted; each more than those before it. */
public enum Grade {
    /** Something that should tell of these bytes tells of others. */
    MISMATCH,
    /** Nothing tells of them. */
    UNVERIFIED,
    /** Something tells that they were not damaged by accident; who wants to change them can change that too. */
    MEDIA_CHECK,
    /** They are those of a digest that somebody wrote down. */
    DIGEST_MATCH,
    /** They are those that a trusted publisher signed. */
    SIGNED;

    /** In words for people. */
    public String title() {
        return name().replace('_', ' ');
    }

    /** As configuration and flags write it. */
    public String word() {
        return switch (this) {
            case DIGEST_MATCH -> "digest";
            case MISMATCH, UNVERIFIED, MEDIA_CHECK, SIGNED ->
                name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    }

    /** One that can be demanded. */
    public static Optional<Grade> required(String word) {
        return Arrays.stream(values())
                .filter(it -> it.compareTo(UNVERIFIED) > 0 && it.word().equals(word))
                .findFirst();
    }
}
