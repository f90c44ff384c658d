package io.spindle.bench.measure;

import io.spindle.bench.server.ServerUnderTest;
import io.spindle.bench.server.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A round of a tool: started, watched to its end, and believed if it ends well. */
public record ToolLoad(Tool tool, long imageBytes) implements Workload {
    private static final int LONGEST_SECONDS = 300;

    @Override
    public Figures run(ServerUnderTest server, Transport transport, RoundOptions options)
            throws IOException, InterruptedException {
        String uri = server.endpoint(transport).uri();
        CostProbe probe = CostProbe.start(server.process(transport));
        long start = System.nanoTime();
        Process process = new ProcessBuilder(tool.command(uri, imageBytes, options.seconds()))
                .redirectErrorStream(true)
                .start();
        try {
            process.getOutputStream().close();
            double seconds = watch(process, probe, start);
            Figures.Cost cost = probe.finish();
            return new Figures(tool.tally(printed(process), imageBytes, seconds), cost);
        } finally {
            process.destroyForcibly();
        }
    }

    private double watch(Process process, CostProbe probe, long startNanos) throws IOException, InterruptedException {
        boolean ended = false;
        double seconds = 0;
        while (!ended && seconds < LONGEST_SECONDS) {
            ended = process.waitFor(CostProbe.SAMPLE_MILLIS, TimeUnit.MILLISECONDS);
            seconds = (System.nanoTime() - startNanos) / 1e9;
            probe.sample();
        }
        if (!ended) {
            throw new IOException(tool.program() + " did not end within " + LONGEST_SECONDS + " s");
        }
        return seconds;
    }

    private String printed(Process process) throws IOException {
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.exitValue() != 0) {
            throw new IOException(tool.program() + " ended with status " + process.exitValue() + ": " + text.strip());
        }
        return text;
    }
}
