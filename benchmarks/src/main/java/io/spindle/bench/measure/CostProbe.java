package io.spindle.bench.measure;

import io.spindle.bench.server.ProcessUsage;
import io.spindle.bench.server.ServerProcess;
import java.io.IOException;

/** Watches what a server and its client use from one moment to another. */
final class CostProbe {
    static final int SAMPLE_MILLIS = 50;

    private final ServerProcess server;
    private final ProcessUsage serverBefore;
    private final double clientBefore;
    private long peakOwnBytes;

    private CostProbe(ServerProcess server) throws IOException {
        this.server = server;
        serverBefore = server.usage();
        clientBefore = clientCpuSeconds();
    }

    static CostProbe start(ServerProcess server) throws IOException {
        return new CostProbe(server);
    }

    /** Lets the given time pass, and notes the server's memory now and then. */
    void watch(double seconds) throws IOException, InterruptedException {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            Thread.sleep(Math.min(SAMPLE_MILLIS, left / 1_000_000 + 1));
            sample();
        }
    }

    void sample() throws IOException {
        note(server.usage());
    }

    Figures.Cost finish() throws IOException {
        ProcessUsage after = server.usage();
        note(after);
        return new Figures.Cost(
                after.cpuSeconds() - serverBefore.cpuSeconds(), clientCpuSeconds() - clientBefore, peakOwnBytes);
    }

    private void note(ProcessUsage usage) {
        peakOwnBytes = Math.max(peakOwnBytes, usage.ownBytes());
    }

    /** Our own time and that of tools that have ended; the servers have not. */
    private static double clientCpuSeconds() throws IOException {
        ProcessUsage self = ProcessUsage.ofSelf();
        return self.cpuSeconds() + self.childCpuSeconds();
    }
}
