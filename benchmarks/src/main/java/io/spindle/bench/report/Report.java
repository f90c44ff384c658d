package io.spindle.bench.report;

import io.spindle.bench.measure.RowResult;
import io.spindle.bench.measure.RowResult.Verdict;
import io.spindle.bench.measure.Summary;
import io.spindle.bench.server.ServerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * All results of a run.
 *
 * @param facts what the numbers depend on: date, machine, versions, settings
 * @param notes what was left out
 */
public record Report(
        Map<String, String> facts,
        List<String> notes,
        List<ServerKind> servers,
        List<RowResult> rows,
        Map<ServerKind, MemoryPeak> memory,
        Reasons reasons) {
    private static final double MIB = 1 << 20;
    private static final long OWN_MEMORY_TARGET_BYTES = 256L << 20;

    public String markdown() {
        StringBuilder text = new StringBuilder("# Spindle beside its peers\n\n");
        text.append("Written by `benchmarks/run`; README.md in this folder says what the columns mean.\n\n");
        facts.forEach((name, value) -> text.append("- %s: %s\n".formatted(name, value)));
        notes.forEach(note -> text.append("- left out: ").append(note).append('\n'));
        text.append('\n').append(score()).append("\n## Ratios and costs\n\n");
        text.append(costs().markdown()).append("\n## Memory in the whole run\n\n");
        text.append(memoryTable().markdown()).append("\n## Rates and latencies\n\n");
        return text.append(rates().markdown()).toString();
    }

    private String score() {
        long met = rows.stream().filter(row -> row.verdict() == Verdict.MET).count();
        long missed =
                rows.stream().filter(row -> row.verdict() == Verdict.SHORT).count();
        return met + missed == 0
                ? "No row was measured on Spindle and a peer, so there are no ratios.\n"
                : "Targets met in %d of %d rows.\n".formatted(met, met + missed);
    }

    private Table costs() {
        List<String> heads = new ArrayList<>(List.of("row", "× best peer", "target", "verdict"));
        servers.forEach(server -> heads.add(server.label() + " CPU s/GB"));
        servers.forEach(server -> heads.add(server.label() + " own MiB"));
        heads.add("why short");
        Table table = new Table(heads);
        for (RowResult result : rows) {
            List<String> cells = new ArrayList<>(List.of(
                    result.row().name(),
                    times(result.ratio()),
                    times(result.row().target()),
                    verdict(result.verdict())));
            cells.addAll(cells(result, summary -> decimal("%.3f", summary.serverCpuSecondsPerGb())));
            cells.addAll(cells(result, summary -> mebibytes(summary.peakOwnBytes())));
            cells.add(whyShort(result));
            table.add(cells);
        }
        return table;
    }

    private Table rates() {
        List<String> heads = new ArrayList<>(List.of("row"));
        servers.forEach(server -> heads.add(server.label() + " req/s"));
        servers.forEach(server -> heads.add(server.label() + " MB/s"));
        servers.forEach(server -> heads.add(server.label() + " p50/p99 µs"));
        Table table = new Table(heads);
        for (RowResult result : rows) {
            List<String> cells = new ArrayList<>(List.of(result.row().name()));
            cells.addAll(cells(result, summary -> unlessZero("%,.0f", summary.requestsPerSecond())));
            cells.addAll(cells(result, summary -> decimal("%,.0f", summary.bytesPerSecond() / 1e6)));
            cells.addAll(cells(result, Report::latencies));
            table.add(cells);
        }
        return table;
    }

    private Table memoryTable() {
        Table table = new Table(List.of("server", "own peak MiB", "resident peak MiB", "target for own", "verdict"));
        memory.forEach((server, peak) -> {
            boolean held = server == ServerKind.SPINDLE;
            boolean met = peak.ownBytes() < OWN_MEMORY_TARGET_BYTES;
            table.add(List.of(
                    server.label(),
                    mebibytes(peak.ownBytes()),
                    mebibytes(peak.residentBytes()),
                    held ? "< 256" : "–",
                    held ? verdict(met ? Verdict.MET : Verdict.SHORT) : "–"));
        });
        return table;
    }

    private List<String> cells(RowResult result, Function<Summary, String> cell) {
        return servers.stream()
                .map(server -> cell.apply(result.servers().get(server)))
                .toList();
    }

    private String whyShort(RowResult result) {
        if (result.verdict() != Verdict.SHORT) {
            return "";
        }
        Summary spindle = result.servers().get(ServerKind.SPINDLE);
        String cores = "cores busy: client " + decimal("%.1f", spindle.clientCores()) + ", server "
                + decimal("%.1f", spindle.serverCores());
        String reason = reasons.of(result.row().name());
        return reason.isEmpty() ? cores : cores + "; " + reason;
    }

    private static String verdict(Verdict verdict) {
        return switch (verdict) {
            case MET -> "met";
            case SHORT -> "**short**";
            case NONE -> "–";
        };
    }

    private static String latencies(Summary summary) {
        return summary.p99Nanos() == 0
                ? "–"
                : decimal("%,.0f", summary.p50Nanos() / 1000) + " / " + decimal("%,.0f", summary.p99Nanos() / 1000);
    }

    private static String times(OptionalDouble factor) {
        return factor.isEmpty() ? "–" : decimal("%.2f", factor.getAsDouble());
    }

    private static String mebibytes(long bytes) {
        return decimal("%.0f", bytes / MIB);
    }

    private static String unlessZero(String format, double value) {
        return value == 0 ? "–" : decimal(format, value);
    }

    private static String decimal(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
