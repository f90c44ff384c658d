package io.spindle.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spindle.iso.inspection.Labels;
import io.spindle.iso.verification.Evidence;
import io.spindle.iso.verification.Verdict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** How verdicts are told to people and programs. */
final class VerdictLines {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.ENGLISH).withZone(ZoneId.systemDefault());

    private VerdictLines() {}

    /** The verdict on a line, its reasons below. */
    static void print(PrintWriter out, Path image, Verdict verdict, boolean readNow, Instant at) {
        out.println(Labels.harmless(image.toString()) + ": " + Labels.harmless(verdict.summary())
                + (readNow ? "" : " (as of " + date(at) + "; the image did not change since)"));
        for (Evidence each : verdict.evidence()) {
            out.println("  " + mark(each.outcome()) + " " + Labels.harmless(each.text()));
        }
        if (verdict.evidence().isEmpty()) {
            out.println("  nothing was found to compare it with");
        }
    }

    private static String mark(Evidence.Outcome outcome) {
        return switch (outcome) {
            case GOOD -> "right: ";
            case BAD -> "WRONG: ";
            case NOTE -> "note:  ";
        };
    }

    static String date(Instant at) {
        return DATE.format(at);
    }

    /** One cell of a table. */
    static String cell(Optional<Verdict> verdict) {
        return verdict.map(it -> it.signer()
                        .map(signer -> it.grade().title() + " by " + signer.userId())
                        .orElse(it.grade().title()))
                .map(Labels::harmless)
                .orElse("-");
    }

    static ObjectNode document(Verdict verdict, Instant at) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("verdict", verdict.grade().name());
        node.put("verifiedAt", at.toString());
        verdict.signer()
                .ifPresent(it -> node.putObject("signer")
                        .put("fingerprint", it.fingerprint())
                        .put("userId", it.userId())
                        .put("signedAt", it.signedAt().toString()));
        ArrayNode reasons = node.putArray("reasons");
        verdict.evidence()
                .forEach(it -> reasons.addObject()
                        .put("kind", it.kind().name())
                        .put("outcome", it.outcome().name())
                        .put("text", it.text()));
        return node;
    }
}
