package io.spindle.bench.measure;

import io.spindle.bench.server.ServerKind;
import java.util.Map;
import java.util.OptionalDouble;

/** A row with what each server did in it. */
public record RowResult(Row row, Map<ServerKind, Summary> servers) {
    /** Whether the target was reached. */
    public enum Verdict {
        MET,
        SHORT,
        NONE
    }

    /** Spindle's rate against the best peer's; empty unless both were measured. */
    public OptionalDouble ratio() {
        OptionalDouble best = servers.entrySet().stream()
                .filter(entry -> entry.getKey() != ServerKind.SPINDLE)
                .mapToDouble(entry -> entry.getValue().bytesPerSecond())
                .max();
        Summary spindle = servers.get(ServerKind.SPINDLE);
        return spindle == null || best.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(spindle.bytesPerSecond() / best.getAsDouble());
    }

    public Verdict verdict() {
        OptionalDouble ratio = ratio();
        if (ratio.isEmpty() || row.target().isEmpty()) {
            return Verdict.NONE;
        }
        return ratio.getAsDouble() >= row.target().getAsDouble() ? Verdict.MET : Verdict.SHORT;
    }
}
