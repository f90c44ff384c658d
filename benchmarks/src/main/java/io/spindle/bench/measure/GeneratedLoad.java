package io.spindle.bench.measure;

import io.spindle.bench.load.Load;
import io.spindle.bench.load.LoadRun;
import io.spindle.bench.load.LoadTally;
import io.spindle.bench.server.ServerUnderTest;
import io.spindle.bench.server.Transport;
import java.io.IOException;

/** A round of the load generator: connect, warm up, count, drain. */
public record GeneratedLoad(Load load) implements Workload {
    @Override
    public Figures run(ServerUnderTest server, Transport transport, RoundOptions options)
            throws IOException, InterruptedException {
        try (LoadRun run = LoadRun.start(server.endpoint(transport).address(), load, options.load())) {
            Thread.sleep((long) (options.warmUpSeconds() * 1000));
            CostProbe probe = CostProbe.start(server.process(transport));
            run.count();
            probe.watch(options.seconds());
            Figures.Cost cost = probe.finish();
            return new Figures(tally(run.stop()), cost);
        }
    }

    private static Figures.Tally tally(LoadTally counted) {
        return new Figures.Tally(
                counted.seconds(),
                counted.requests(),
                counted.bytes(),
                counted.latencies().quantileNanos(0.5),
                counted.latencies().quantileNanos(0.99));
    }
}
