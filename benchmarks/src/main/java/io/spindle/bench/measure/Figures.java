package io.spindle.bench.measure;

/** What one round on one server came to. */
public record Figures(Tally tally, Cost cost) {
    /**
     * What was answered in how much time; a tool that does not tell latencies or single requests leaves them 0.
     *
     * @param p50Nanos median latency
     * @param p99Nanos latency that one request in a hundred exceeds
     */
    public record Tally(double seconds, long requests, long bytes, long p50Nanos, long p99Nanos) {}

    /**
     * What it cost.
     *
     * @param serverCpuSeconds processor time of the server, all threads
     * @param clientCpuSeconds processor time of the load generator or tool
     * @param peakOwnBytes most memory that the server had resident without a file behind it
     */
    public record Cost(double serverCpuSeconds, double clientCpuSeconds, long peakOwnBytes) {}

    double requestsPerSecond() {
        return tally.requests / tally.seconds;
    }

    double bytesPerSecond() {
        return tally.bytes / tally.seconds;
    }

    double serverCpuSecondsPerGb() {
        return tally.bytes == 0 ? 0 : cost.serverCpuSeconds / (tally.bytes / 1e9);
    }

    double serverCores() {
        return cost.serverCpuSeconds / tally.seconds;
    }

    double clientCores() {
        return cost.clientCpuSeconds / tally.seconds;
    }
}
