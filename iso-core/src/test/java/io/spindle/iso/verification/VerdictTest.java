package io.spindle.iso.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.iso.openpgp.Signer;
import io.spindle.iso.verification.Evidence.Kind;
import io.spindle.iso.verification.Evidence.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class VerdictTest {
    private static final Signer SIGNER = new Signer("A".repeat(40), "P <p@x>", Instant.parse("2026-02-03T04:05:06Z"));
    private static final Evidence DIGEST = Evidence.good(Kind.DIGEST, "d");
    private static final Evidence SIGNED_DIGEST = new Evidence(Kind.DIGEST, Outcome.GOOD, "d", Optional.of(SIGNER));
    private static final Evidence MD5 = Evidence.good(Kind.WEAK_DIGEST, "m");
    private static final Evidence WRONG_MD5 = Evidence.bad(Kind.IMPLANTED_MD5, "i");

    @Test
    void nothing_isUnverified_andStructureAloneToo() {
        assertThat(grade(List.of())).isEqualTo(Grade.UNVERIFIED);
        assertThat(grade(List.of(Evidence.good(Kind.STRUCTURE, "s")))).isEqualTo(Grade.UNVERIFIED);
    }

    @Test
    void weak_digest_neverExceedsAMediaCheck() {
        assertThat(grade(List.of(MD5))).isEqualTo(Grade.MEDIA_CHECK);
    }

    @Test
    void publisher_isRight_whereHisImageIsWrong_butNotAboutHimself() {
        assertThat(grade(List.of(SIGNED_DIGEST, WRONG_MD5))).isEqualTo(Grade.SIGNED);
        assertThat(grade(List.of(DIGEST, WRONG_MD5))).isEqualTo(Grade.DIGEST_MATCH);
        assertThat(grade(List.of(MD5, WRONG_MD5))).isEqualTo(Grade.MISMATCH);
        assertThat(grade(List.of(SIGNED_DIGEST, Evidence.bad(Kind.DIGEST, "other"))))
                .isEqualTo(Grade.MISMATCH);
        assertThat(grade(List.of(SIGNED_DIGEST, Evidence.bad(Kind.SIGNATURE, "bad"))))
                .isEqualTo(Grade.MISMATCH);
    }

    @Test
    void disc_ofSeveralFiles_isSigned_onlyWhereEachIs() {
        assertThat(Verdict.of(List.of(List.of(SIGNED_DIGEST), List.of(SIGNED_DIGEST)), List.of())
                        .grade())
                .isEqualTo(Grade.SIGNED);
        assertThat(Verdict.of(List.of(List.of(SIGNED_DIGEST), List.of(DIGEST)), List.of())
                        .grade())
                .isEqualTo(Grade.DIGEST_MATCH);
        assertThat(Verdict.of(List.of(List.of(SIGNED_DIGEST), List.of()), List.of())
                        .grade())
                .isEqualTo(Grade.UNVERIFIED);
    }

    @Test
    void summary_tellsWhoSignedWhen() {
        assertThat(Verdict.of(List.of(List.of(SIGNED_DIGEST)), List.of()).summary())
                .isEqualTo("SIGNED by P <p@x> on 2026-02-03");
        assertThat(Verdict.of(List.of(List.of(MD5)), List.of()).summary()).isEqualTo("MEDIA CHECK");
    }

    @Test
    void signer_whoIsTrustedNoMore_leavesADigest() {
        Verdict verdict = Verdict.of(List.of(List.of(SIGNED_DIGEST)), List.of()).without(SIGNER);
        assertThat(verdict.grade()).isEqualTo(Grade.DIGEST_MATCH);
        assertThat(verdict.signer()).isEmpty();
        Evidence overImage = new Evidence(Kind.SIGNATURE, Outcome.GOOD, "s", Optional.of(SIGNER));
        assertThat(Verdict.of(List.of(List.of(overImage)), List.of())
                        .without(SIGNER)
                        .grade())
                .isEqualTo(Grade.UNVERIFIED);
    }

    private static Grade grade(List<Evidence> file) {
        return Verdict.of(List.of(file), List.of()).grade();
    }
}
