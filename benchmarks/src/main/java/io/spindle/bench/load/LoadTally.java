package io.spindle.bench.load;

/** What was answered between {@link LoadRun#count()} and {@link LoadRun#stop()}. */
public record LoadTally(double seconds, long requests, long bytes, LatencyHistogram latencies) {}
