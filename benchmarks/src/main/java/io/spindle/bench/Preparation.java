package io.spindle.bench;

import io.spindle.bench.measure.Matrix;
import io.spindle.bench.measure.Row;
import io.spindle.bench.measure.Tool;
import io.spindle.bench.measure.ToolLoad;
import io.spindle.bench.server.Programs;
import io.spindle.bench.server.ServerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What can be measured here.
 *
 * @param rows rows that were asked for and whose tools are there
 * @param notes what was left out, and why
 */
record Preparation(List<Row> rows, List<String> notes) {
    static Preparation of(BenchmarkOptions options) throws InterruptedException {
        List<Row> wanted = Matrix.rows(options.imageBytes()).stream()
                .filter(row -> !options.quick() || Matrix.isQuick(row))
                .filter(row -> options.wants(row.name()))
                .toList();
        if (!uses(wanted, Tool.FIO) || Programs.output("fio", "--enghelp=nbd").contains("uri")) {
            return new Preparation(wanted, List.of());
        }
        return new Preparation(
                wanted.stream().filter(row -> !isFor(row, Tool.FIO)).toList(),
                List.of("rows of fio, which is not installed or was built without its nbd engine"));
    }

    /** What has to be installed or built before these rows can be measured; nothing if all is there. */
    Optional<String> lack(BenchmarkOptions options) throws IOException, InterruptedException {
        TreeSet<String> packages = new TreeSet<>();
        for (ServerKind kind : options.servers()) {
            if (kind != ServerKind.SPINDLE && !Programs.onPath(kind.program())) {
                packages.add(kind.debianPackage());
            }
        }
        for (Tool tool : Tool.values()) {
            if (uses(rows, tool) && !Programs.onPath(tool.program())) {
                packages.add(tool.debianPackage());
            }
        }
        if (!packages.isEmpty()) {
            return Optional.of("peers are missing; on Debian: apt install " + String.join(" ", packages));
        }
        return options.servers().contains(ServerKind.SPINDLE) ? spindleLack(options.repository()) : Optional.empty();
    }

    /** Lets the launcher build Spindle now, rather than in measured time. */
    private static Optional<String> spindleLack(Path repository) throws IOException, InterruptedException {
        Path launcher = repository.resolve("spindle");
        if (!Files.isExecutable(launcher)) {
            return Optional.of("there is no " + launcher + "; to measure the peers alone: --servers nbdkit,qemu-nbd");
        }
        int status = new ProcessBuilder(launcher.toString(), "--version")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        return status == 0
                ? Optional.empty()
                : Optional.of(launcher + " --version ended with status " + status + "; run it to see why");
    }

    private static boolean uses(List<Row> rows, Tool tool) {
        return rows.stream().anyMatch(row -> isFor(row, tool));
    }

    private static boolean isFor(Row row, Tool tool) {
        return row.workload() instanceof ToolLoad load && load.tool() == tool;
    }
}
