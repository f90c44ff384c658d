package io.spindle.iso.verification;

import io.spindle.iso.openpgp.Signer;
import io.spindle.iso.verification.Evidence.Outcome;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far a disc can be trusted, and why.
 *
 * @param grade in one word
 * @param signer the publisher, for {@link Grade#SIGNED}
 * @param evidence all that was looked at
 */
public record Verdict(Grade grade, Optional<Signer> signer, List<Evidence> evidence) {
    public Verdict {
        evidence = List.copyOf(evidence);
    }

    /**
     * The verdict on a disc.
     *
     * @param files what tells of each of its files as a whole
     * @param contents what tells of the disc that they hold
     */
    static Verdict of(List<List<Evidence>> files, List<Evidence> contents) {
        List<Evidence> all = new ArrayList<>();
        files.forEach(all::addAll);
        all.addAll(contents);
        boolean proven = files.stream().allMatch(file -> file.stream().anyMatch(Evidence::proves));
        if (all.stream().anyMatch(it -> it.outcome() == Outcome.BAD && contradicts(it, proven))) {
            return new Verdict(Grade.MISMATCH, Optional.empty(), all);
        }
        Optional<Signer> signer =
                files.stream().allMatch(file -> signers(file).findAny().isPresent())
                        ? files.stream().flatMap(Verdict::signers).findFirst()
                        : Optional.empty();
        if (signer.isPresent()) {
            return new Verdict(Grade.SIGNED, signer, all);
        }
        return new Verdict(proven ? Grade.DIGEST_MATCH : mediaCheck(all), Optional.empty(), all);
    }

    /** What a publisher wrote down is what he meant, even where it does not agree with what lies in the image. */
    private static boolean contradicts(Evidence bad, boolean proven) {
        return !proven || bad.kind().reaches().compareTo(Grade.DIGEST_MATCH) >= 0;
    }

    private static Stream<Signer> signers(List<Evidence> evidence) {
        return evidence.stream().filter(Evidence::proves).flatMap(it -> it.signer().stream());
    }

    private static Grade mediaCheck(List<Evidence> all) {
        boolean checked = all.stream()
                .anyMatch(it -> it.outcome() == Outcome.GOOD && it.kind().reaches() == Grade.MEDIA_CHECK);
        return checked ? Grade.MEDIA_CHECK : Grade.UNVERIFIED;
    }

    /** In a few words: the grade, and who signed it when. */
    public String summary() {
        return grade.title()
                + signer.map(it -> " by " + it.userId() + " on " + LocalDate.ofInstant(it.signedAt(), ZoneOffset.UTC))
                        .orElse("");
    }

    /** The same without a signer who is trusted no longer: what he wrote down is still a digest. */
    Verdict without(Signer untrusted) {
        List<Evidence> left = new ArrayList<>();
        boolean digestsOnly = true;
        for (Evidence each : evidence) {
            boolean his = each.signer().map(Signer::fingerprint).equals(Optional.of(untrusted.fingerprint()));
            boolean digest = each.kind() == Evidence.Kind.DIGEST;
            digestsOnly &= !his || digest;
            Outcome outcome = digest ? each.outcome() : Outcome.NOTE;
            String text = each.text() + "; the key is no longer trusted";
            left.add(his ? new Evidence(each.kind(), outcome, text, Optional.empty()) : each);
        }
        return new Verdict(digestsOnly ? Grade.DIGEST_MATCH : mediaCheck(left), Optional.empty(), left);
    }
}
