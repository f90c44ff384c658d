package io.spindle.bench;

import io.spindle.bench.measure.Row;
import io.spindle.bench.measure.RowResult;
import io.spindle.bench.report.Reasons;
import io.spindle.bench.report.Report;
import io.spindle.bench.server.ServerKind;
import io.spindle.bench.server.ServerUnderTest;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command: exit status 0 after a complete run, 1 if something is missing or fails, 2 for a wrong command line. */
public final class Benchmark {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final PrintStream PROGRESS = new PrintStream(System.err, true, StandardCharsets.UTF_8);

    private Benchmark() {}

    public static void main(String[] arguments) throws InterruptedException {
        int status;
        try {
            status = run(BenchmarkOptions.parse(List.of(arguments)));
        } catch (IllegalArgumentException misuse) {
            PROGRESS.println(
                    "benchmarks: " + misuse.getMessage().lines().findFirst().orElse("") + " (see --help)");
            status = 2;
        } catch (IOException failure) {
            PROGRESS.println("benchmarks: " + failure.getMessage());
            status = 1;
        }
        System.exit(status);
    }

    private static int run(BenchmarkOptions options) throws IOException, InterruptedException {
        if (options.help()) {
            OUT.print(BenchmarkOptions.USAGE);
            return 0;
        }
        Preparation preparation = Preparation.of(options);
        if (options.listOnly()) {
            preparation.rows().forEach(row -> OUT.println(row.name()));
            return 0;
        }
        if (preparation.rows().isEmpty()) {
            throw new IllegalArgumentException("no row has such a name; --list shows all");
        }
        Optional<String> lack = preparation.lack(options);
        if (lack.isPresent()) {
            throw new IOException(lack.get());
        }
        publish(compare(options, preparation).markdown(), options);
        return 0;
    }

    private static Report compare(BenchmarkOptions options, Preparation preparation)
            throws IOException, InterruptedException {
        Path folder = options.repository().resolve("benchmarks");
        Reasons reasons = Reasons.read(folder.resolve("reasons.tsv"));
        Map<String, String> facts = Facts.of(options);
        PROGRESS.println("making an image of " + (options.imageBytes() >> 20) + " MiB");
        try (Workshop workshop = Workshop.open(options.imageBytes())) {
            List<ServerUnderTest> servers = new ArrayList<>();
            for (ServerKind kind : options.servers()) {
                servers.add(workshop.start(kind, options.repository()));
            }
            Comparison comparison = new Comparison(servers, options, PROGRESS);
            comparison.warmUp();
            List<RowResult> results = measureAll(comparison, preparation.rows());
            return new Report(
                    facts, preparation.notes(), options.servers(), results, comparison.memory(results), reasons);
        }
    }

    private static List<RowResult> measureAll(Comparison comparison, List<Row> rows)
            throws IOException, InterruptedException {
        List<RowResult> results = new ArrayList<>();
        for (Row row : rows) {
            PROGRESS.printf("%d/%d %s%n", results.size() + 1, rows.size(), row.name());
            results.add(comparison.measure(row));
        }
        return results;
    }

    private static void publish(String report, BenchmarkOptions options) throws IOException {
        OUT.print(report);
        if (options.output().isPresent()) {
            Files.writeString(options.output().get(), report);
            PROGRESS.println("written to " + options.output().get());
        }
    }
}
