package io.spindle.config;

import java.util.Optional;

/**
 * The section {@code verification}.
 *
 * @param require the least that a disc must have been verified as to be exported or inserted, empty for anything
 * @param checkReads whether what is read of a verified disc is checked against the hashes of its verification
 */
public record VerificationConfig(Optional<String> require, boolean checkReads) {
    private static final ValueType<String> GRADE = new ValueType<>(
            "signed, digest or media-check",
            text -> Optional.of(text).filter(it -> it.matches("signed|digest|media-check")));

    /** What an empty section means. */
    public static VerificationConfig defaults() {
        return new VerificationConfig(Optional.empty(), false);
    }

    static VerificationConfig read(Section section) {
        VerificationConfig config = new VerificationConfig(
                section.optional("require", GRADE),
                section.optional("check-reads", ValueType.YES_OR_NO).orElse(false));
        section.finish();
        return config;
    }
}
