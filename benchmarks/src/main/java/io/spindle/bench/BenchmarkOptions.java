package io.spindle.bench;

import io.spindle.bench.load.LoadOptions;
import io.spindle.bench.measure.RoundOptions;
import io.spindle.bench.server.ServerKind;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the command line asks for; the defaults are the full comparison. */
final class BenchmarkOptions {
    static final String USAGE = """
            Usage: benchmarks/run [OPTION]...
            Compares Spindle with nbdkit and qemu-nbd; writes benchmarks/RESULTS.md (about 10 minutes).

              --quick            ten rows, two rounds: a minute or two; prints the tables only
              --rows REGEX       only the rows whose name contains a match; prints the tables only
              --list             print the names of the rows and end
              --servers LIST     of spindle,nbdkit,qemu-nbd (default: all)
              --rounds N         turns of every server in every row; medians are shown (default 3, quick 2)
              --seconds S        counted time of a round (default 0.75)
              --warm-up S        uncounted time before it (default 0.25)
              --image-mib N      size of the image, made in the temporary folder (default 2048)
              --structured       use structured replies
              --verify           check every payload; for testing, as the numbers then compare nothing
              --output FILE      write the report there
            """;

    private static final int MOST_ROUNDS = 1000;

    private Path repository = Path.of(".");
    private List<ServerKind> servers = List.of(ServerKind.values());
    private Optional<Integer> rounds = Optional.empty();
    private double seconds = 0.75;
    private double warmUpSeconds = 0.25;
    private int imageMib = 2048;
    private boolean quick;
    private boolean listOnly;
    private boolean structured;
    private boolean verify;
    private boolean help;
    private Optional<Pattern> rows = Optional.empty();
    private Optional<Path> output = Optional.empty();

    private BenchmarkOptions() {}

    /** Reads a command line; an {@link IllegalArgumentException} says in one line what is wrong with it. */
    static BenchmarkOptions parse(List<String> arguments) {
        BenchmarkOptions options = new BenchmarkOptions();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            options.take(rest.next(), rest);
        }
        return options;
    }

    private void take(String name, Iterator<String> rest) {
        switch (name) {
            case "--help", "-h" -> help = true;
            case "--quick" -> quick = true;
            case "--list" -> listOnly = true;
            case "--structured" -> structured = true;
            case "--verify" -> verify = true;
            case "--rows" -> rows = Optional.of(Pattern.compile(value(name, rest)));
            case "--servers" -> servers = servers(value(name, rest));
            case "--rounds" -> rounds = Optional.of((int) number(name, rest, 1, MOST_ROUNDS));
            case "--seconds" -> seconds = number(name, rest, 0.01, 3600);
            case "--warm-up" -> warmUpSeconds = number(name, rest, 0, 3600);
            case "--image-mib" -> imageMib = (int) number(name, rest, 16, 1 << 20);
            case "--output" -> output = Optional.of(Path.of(value(name, rest)));
            case "--repository" -> repository = Path.of(value(name, rest));
            default -> throw new IllegalArgumentException("unknown option " + name);
        }
    }

    private static String value(String name, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(name + " needs a value");
        }
        return rest.next();
    }

    private static double number(String name, Iterator<String> rest, double least, double most) {
        String text = value(name, rest);
        double number;
        try {
            number = Double.parseDouble(text);
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException(name + " needs a number, not " + text, notOne);
        }
        if (!(number >= least && number <= most)) {
            throw new IllegalArgumentException(name + " must be from " + least + " to " + most);
        }
        return number;
    }

    private static List<ServerKind> servers(String list) {
        return List.of(list.split(",")).stream()
                .map(label -> ServerKind.named(label)
                        .orElseThrow(() -> new IllegalArgumentException("--servers: no server is called " + label)))
                .sorted()
                .distinct()
                .toList();
    }

    boolean help() {
        return help;
    }

    boolean listOnly() {
        return listOnly;
    }

    boolean quick() {
        return quick;
    }

    Path repository() {
        return repository;
    }

    List<ServerKind> servers() {
        return servers;
    }

    int rounds() {
        return rounds.orElse(quick ? 2 : 3);
    }

    long imageBytes() {
        return (long) imageMib << 20;
    }

    RoundOptions round() {
        return new RoundOptions(warmUpSeconds, seconds, new LoadOptions(structured, verify, 1));
    }

    boolean wants(String rowName) {
        return rows.isEmpty() || rows.get().matcher(rowName).find();
    }

    /** Where the report is kept: RESULTS.md for the full comparison only, so that no part of it replaces the whole. */
    Optional<Path> output() {
        boolean whole = !quick && !verify && rows.isEmpty() && servers.size() == ServerKind.values().length;
        return output.isPresent() || !whole
                ? output
                : Optional.of(repository.resolve("benchmarks").resolve("RESULTS.md"));
    }
}
