package io.spindle.it.harness;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips what {@link Needs} a missing peer, and says at the end of the run what was therefore not tried. */
final class MissingPeers implements ExecutionCondition {
    private static final Map<Peer, Boolean> PRESENT = new ConcurrentHashMap<>();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Needs needs = context.getElement()
                .map(element -> element.getAnnotation(Needs.class))
                .orElse(null);
        if (needs == null) {
            return ConditionEvaluationResult.enabled("needs no peer");
        }
        String missing = Arrays.stream(needs.value())
                .filter(peer -> !PRESENT.computeIfAbsent(peer, Peer::isPresent))
                .map(Peer::description)
                .collect(Collectors.joining(", "));
        return missing.isEmpty() ? ConditionEvaluationResult.enabled("") : skipped(context, missing, needs.toShow());
    }

    private static ConditionEvaluationResult skipped(ExtensionContext context, String missing, String toShow) {
        String line = "PEER MISSING: " + missing + "; not tried: " + toShow;
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(line + "; with CI=true that is a failure");
        }
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(MissingPeers.class))
                .computeIfAbsent(Report.class, key -> new Report(new ConcurrentSkipListSet<>()), Report.class)
                .lines()
                .add(line);
        return ConditionEvaluationResult.disabled(line);
    }

    /** What was not tried, printed when the run ends. */
    private record Report(Set<String> lines) implements AutoCloseable {
        @Override
        public void close() {
            System.out.println("Not everything was tried on this machine:");
            lines.forEach(line -> System.out.println("  " + line));
        }
    }
}
