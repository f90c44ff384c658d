package io.spindle.iso.verification;

import io.spindle.iso.openpgp.Signer;
import io.spindle.iso.verification.VerificationResult.VerifiedFile;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a result is kept: lines of fields with tabs between them. A text that does not say what it should is worth nothing,
 * and the image is read again.
 *
 * @param files what each file was, and its SHA-256
 * @param expanded the SHA-256 of what a compressed image file expands to
 */
record ResultText(Instant at, Verdict verdict, List<KeptFile> files, Optional<String> expanded) {
    private static final String FORM = "spindle-verification 2";

    /** A file as it was. */
    record KeptFile(FileIdentity identity, String sha256) {}

    static ResultText of(VerificationResult result) {
        List<KeptFile> files = new ArrayList<>();
        for (VerifiedFile file : result.files()) {
            files.add(new KeptFile(file.identity(), file.bytes().sha256()));
        }
        return new ResultText(
                result.at(), result.verdict(), files, result.expanded().map(VerificationResult.HashedBytes::sha256));
    }

    String write() {
        StringBuilder out = new StringBuilder(FORM).append('\n');
        line(out, "at", at.toString());
        line(out, "grade", verdict.grade().name());
        verdict.signer().ifPresent(it -> line(out, "signer", signer(it)));
        for (KeptFile file : files) {
            FileIdentity identity = file.identity();
            line(
                    out,
                    "file",
                    file.sha256(),
                    Long.toString(identity.sizeBytes()),
                    Long.toString(identity.modifiedMillis()),
                    identity.key(),
                    identity.path().toString());
        }
        expanded.ifPresent(it -> line(out, "expanded", it));
        for (Evidence each : verdict.evidence()) {
            String signer = each.signer().map(ResultText::signer).orElse("-");
            line(out, "evidence", each.kind().name(), each.outcome().name(), signer, each.text());
        }
        return out.toString();
    }

    private static String signer(Signer signer) {
        return signer.fingerprint() + " " + signer.signedAt().getEpochSecond() + " " + signer.userId();
    }

    private static void line(StringBuilder out, String... fields) {
        for (int i = 0; i < fields.length; i++) {
            out.append(i == 0 ? "" : "\t").append(fields[i].replaceAll("[\\t\\n\\r]", "?"));
        }
        out.append('\n');
    }

    static Optional<ResultText> read(String text) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.get(0).equals(FORM)) {
            return Optional.empty();
        }
        Instant at = Instant.EPOCH;
        Grade grade = null;
        Optional<Signer> signer = Optional.empty();
        List<Evidence> evidence = new ArrayList<>();
        List<KeptFile> files = new ArrayList<>();
        Optional<String> expanded = Optional.empty();
        try {
            for (String line : lines.subList(1, lines.size())) {
                String[] field = line.split("\t", -1);
                switch (field[0]) {
                    case "at" -> at = Instant.parse(field[1]);
                    case "grade" -> grade = Grade.valueOf(field[1]);
                    case "signer" -> signer = Optional.of(signer(field[1]));
                    case "file" -> files.add(file(field));
                    case "expanded" -> expanded = Optional.of(field[1]);
                    case "evidence" -> evidence.add(evidence(field));
                    default -> throw new IllegalArgumentException(field[0]);
                }
            }
        } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
        return grade == null
                ? Optional.empty()
                : Optional.of(new ResultText(at, new Verdict(grade, signer, evidence), files, expanded));
    }

    private static KeptFile file(String[] field) {
        FileIdentity identity =
                new FileIdentity(Path.of(field[5]), field[4], Long.parseLong(field[2]), Long.parseLong(field[3]));
        return new KeptFile(identity, field[1]);
    }

    private static Evidence evidence(String[] field) {
        return new Evidence(
                Evidence.Kind.valueOf(field[1]),
                Evidence.Outcome.valueOf(field[2]),
                field[4],
                field[3].equals("-") ? Optional.empty() : Optional.of(signer(field[3])));
    }

    private static Signer signer(String text) {
        String[] part = text.split(" ", 3);
        return new Signer(part[0], part[2], Instant.ofEpochSecond(Long.parseLong(part[1])));
    }
}
