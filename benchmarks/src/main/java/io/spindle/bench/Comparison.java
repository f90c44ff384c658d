package io.spindle.bench;

import io.spindle.bench.load.AccessOrder;
import io.spindle.bench.load.Load;
import io.spindle.bench.load.LoadOptions;
import io.spindle.bench.measure.Figures;
import io.spindle.bench.measure.GeneratedLoad;
import io.spindle.bench.measure.RoundOptions;
import io.spindle.bench.measure.Row;
import io.spindle.bench.measure.RowResult;
import io.spindle.bench.measure.Summary;
import io.spindle.bench.measure.Workload;
import io.spindle.bench.report.MemoryPeak;
import io.spindle.bench.server.ServerKind;
import io.spindle.bench.server.ServerUnderTest;
import io.spindle.bench.server.Transport;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The turns that ready servers take: row by row, and within a row round by round, each server in each round. */
final class Comparison {
    private static final List<Load> BEFORE_ALL = List.of(
            new Load(4 << 10, 16, 4, AccessOrder.RANDOM),
            new Load(64 << 10, 16, 1, AccessOrder.SEQUENTIAL),
            new Load(1 << 20, 4, 1, AccessOrder.SEQUENTIAL));
    private static final double CHECK_SECONDS = 0.3;
    private static final double WARM_UP_SECONDS = 0.7;

    private final List<ServerUnderTest> servers;
    private final RoundOptions options;
    private final int rounds;
    private final PrintStream progress;

    Comparison(List<ServerUnderTest> servers, BenchmarkOptions options, PrintStream progress) {
        this.servers = List.copyOf(servers);
        this.options = options.round();
        rounds = options.rounds();
        this.progress = progress;
    }

    /** Checks that every server gives the right bytes in every way of replying, then lets its code get warm. */
    void warmUp() throws IOException, InterruptedException {
        LoadOptions load = options.load();
        LoadOptions verified = new LoadOptions(load.structuredReplies(), true, load.seed());
        for (ServerUnderTest server : servers) {
            progress.println("checking and warming up " + server.kind().label());
            for (Transport transport : Transport.values()) {
                for (Load shape : BEFORE_ALL) {
                    GeneratedLoad work = new GeneratedLoad(shape);
                    turn(server, new Turn(transport, work, new RoundOptions(0, CHECK_SECONDS, verified)));
                    turn(server, new Turn(transport, work, new RoundOptions(0, WARM_UP_SECONDS, load)));
                }
            }
        }
    }

    RowResult measure(Row row) throws IOException, InterruptedException {
        Map<ServerKind, List<Figures>> figures = new EnumMap<>(ServerKind.class);
        Turn turn = new Turn(row.transport(), row.workload(), options);
        for (int round = 0; round < rounds; round++) {
            for (ServerUnderTest server : servers) {
                figures.computeIfAbsent(server.kind(), kind -> new ArrayList<>())
                        .add(turn(server, turn));
            }
        }
        Map<ServerKind, Summary> summaries = new EnumMap<>(ServerKind.class);
        figures.forEach((kind, list) -> summaries.put(kind, Summary.of(list)));
        return new RowResult(row, summaries);
    }

    /** The most memory that each server used in these rows or, resident in all, since it was started. */
    Map<ServerKind, MemoryPeak> memory(List<RowResult> rows) throws IOException {
        Map<ServerKind, MemoryPeak> peaks = new EnumMap<>(ServerKind.class);
        for (ServerUnderTest server : servers) {
            long ownBytes = rows.stream()
                    .mapToLong(row -> row.servers().get(server.kind()).peakOwnBytes())
                    .max()
                    .orElse(0);
            peaks.put(server.kind(), new MemoryPeak(ownBytes, server.peakResidentBytes()));
        }
        return peaks;
    }

    private static Figures turn(ServerUnderTest server, Turn turn) throws IOException, InterruptedException {
        try {
            return turn.work().run(server, turn.transport(), turn.options());
        } catch (IOException failure) {
            server.process(turn.transport()).usage(); // a server that has ended says so itself
            throw new IOException(server.kind().label() + ": " + failure.getMessage(), failure);
        }
    }

    private record Turn(Transport transport, Workload work, RoundOptions options) {}
}
