package io.spindle.bench.measure;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one server did in one row: the median of its rounds, of each figure by itself; memory is the largest seen.
 *
 * @param serverCores processors that the server kept busy
 * @param clientCores processors that the client kept busy
 */
public record Summary(
        double requestsPerSecond,
        double bytesPerSecond,
        double serverCpuSecondsPerGb,
        double serverCores,
        double clientCores,
        double p50Nanos,
        double p99Nanos,
        long peakOwnBytes) {
    public static Summary of(List<Figures> rounds) {
        return new Summary(
                median(rounds, Figures::requestsPerSecond),
                median(rounds, Figures::bytesPerSecond),
                median(rounds, Figures::serverCpuSecondsPerGb),
                median(rounds, Figures::serverCores),
                median(rounds, Figures::clientCores),
                median(rounds, round -> round.tally().p50Nanos()),
                median(rounds, round -> round.tally().p99Nanos()),
                rounds.stream()
                        .mapToLong(round -> round.cost().peakOwnBytes())
                        .max()
                        .orElse(0));
    }

    private static double median(List<Figures> rounds, ToDoubleFunction<Figures> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
