package io.spindle.bench;

import io.spindle.bench.measure.RoundOptions;
import io.spindle.bench.server.Programs;
import io.spindle.bench.server.ServerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the numbers of a run depend on, for the head of its report. */
final class Facts {
    private Facts() {}

    /** To be taken before the servers start, so that the load average is other people's. */
    static Map<String, String> of(BenchmarkOptions options) throws IOException, InterruptedException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Date", Instant.now().truncatedTo(ChronoUnit.MINUTES).toString());
        facts.put("Machine", machine());
        facts.put("Load average before", field(Path.of("/proc/loadavg"), "").split(" ")[0]);
        facts.put("Client", "Java " + Runtime.version());
        for (ServerKind kind : options.servers()) {
            facts.put(kind.label(), version(kind, options.repository()));
        }
        facts.put("Settings", settings(options));
        return facts;
    }

    private static String machine() throws IOException {
        long memoryKib =
                Long.parseLong(field(Path.of("/proc/meminfo"), "MemTotal").replaceAll("\\D", ""));
        return "%d × %s, %d GiB, Linux %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        field(Path.of("/proc/cpuinfo"), "model name"),
                        Math.round(memoryKib / 1048576.0),
                        System.getProperty("os.version"));
    }

    private static String version(ServerKind kind, Path repository) throws InterruptedException {
        boolean own = kind == ServerKind.SPINDLE;
        String program = own ? repository.resolve("spindle").toString() : kind.program();
        String version =
                Programs.output(program, "--version").lines().findFirst().orElse("unknown version");
        String commit =
                own ? Programs.output("git", "-C", repository.toString(), "describe", "--always", "--dirty") : "";
        return commit.isEmpty() || commit.contains(" ") ? version : version + ", commit " + commit;
    }

    private static String settings(BenchmarkOptions options) {
        RoundOptions round = options.round();
        return "medians of %d rounds of %s s after %s s, image of %d MiB in the page cache, %s replies%s"
                .formatted(
                        options.rounds(),
                        round.seconds(),
                        round.warmUpSeconds(),
                        options.imageBytes() >> 20,
                        round.load().structuredReplies() ? "structured" : "simple",
                        round.load().verify() ? ", every payload checked" : "");
    }

    /** The value of the first line of the form {@code key: value}, or the first line for no key. */
    private static String field(Path file, String key) throws IOException {
        return Files.readString(file)
                .lines()
                .filter(line -> line.startsWith(key))
                .findFirst()
                .map(line -> key.isEmpty()
                        ? line
                        : line.substring(line.indexOf(':') + 1).strip())
                .orElse("unknown");
    }
}
