package io.spindle.bench.load;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** A load while it runs: started, then counted from one call to another, then drained to the last answer. */
public final class LoadRun implements AutoCloseable {
    private static final int DRAIN_MILLIS = 10_000;

    private final AtomicReference<Phase> phases = new AtomicReference<>(Phase.WARMING_UP);
    private final List<NbdConnection> connections = new ArrayList<>();
    private final List<RequestLoop> loops = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Load load;
    private long countedFromNanos;

    private LoadRun(Load load) {
        this.load = load;
    }

    /** Opens all connections, then lets their threads go. */
    public static LoadRun start(SocketAddress address, Load load, LoadOptions options) throws IOException {
        LoadRun run = new LoadRun(load);
        try {
            for (int number = 0; number < load.connections(); number++) {
                run.add(NbdConnection.open(address, options.structuredReplies()), options, number);
            }
        } catch (IOException | RuntimeException failure) {
            run.close();
            throw failure;
        }
        run.threads.forEach(Thread::start);
        return run;
    }

    private void add(NbdConnection connection, LoadOptions options, int number) {
        connections.add(connection);
        OffsetSequence offsets = new OffsetSequence(load, connection.exportBytes(), number, options.seed());
        RequestLoop loop = new RequestLoop(connection, load, options, offsets, phases);
        loops.add(loop);
        Thread thread = new Thread(loop, "connection-" + number);
        thread.setDaemon(true);
        threads.add(thread);
    }

    /** Ends the warm-up: answers count from now on. */
    public void count() {
        countedFromNanos = System.nanoTime();
        phases.set(Phase.COUNTING);
    }

    /** Stops counting, waits for what is in flight, and disconnects; an answer that failed or stays out is thrown. */
    public LoadTally stop() throws IOException, InterruptedException {
        phases.set(Phase.DRAINING);
        double seconds = (System.nanoTime() - countedFromNanos) / 1e9;
        LatencyHistogram latencies = new LatencyHistogram();
        for (int number = 0; number < loops.size(); number++) {
            join(number);
            latencies.add(loops.get(number).latencies());
        }
        return new LoadTally(seconds, latencies.total(), latencies.total() * load.requestBytes(), latencies);
    }

    private void join(int number) throws IOException, InterruptedException {
        threads.get(number).join(DRAIN_MILLIS);
        if (threads.get(number).isAlive()) {
            throw new NbdFailure("requests without an answer for " + DRAIN_MILLIS / 1000 + " s");
        }
        Exception failure = loops.get(number).failure();
        if (failure != null) {
            throw new IOException("connection " + number + ": " + failure.getMessage(), failure);
        }
    }

    @Override
    public void close() throws IOException {
        for (NbdConnection connection : connections) {
            connection.close();
        }
    }
}
