package io.spindle.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.bench.load.AccessOrder;
import io.spindle.bench.load.Load;
import io.spindle.bench.measure.GeneratedLoad;
import io.spindle.bench.measure.Row;
import io.spindle.bench.measure.RowResult;
import io.spindle.bench.measure.Summary;
import io.spindle.bench.server.ServerKind;
import io.spindle.bench.server.Transport;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final List<ServerKind> ALL = List.of(ServerKind.SPINDLE, ServerKind.NBDKIT, ServerKind.QEMU_NBD);
    private static final Map<ServerKind, MemoryPeak> MEMORY =
            Map.of(ServerKind.SPINDLE, new MemoryPeak(300L << 20, 900L << 20));

    @Test
    void markdown_rowMet_showsRatioToTheBestPeer() {
        assertThat(report(result("fast", 3, 800, 200, 100)))
                .contains("Targets met in 1 of 1 rows.")
                .containsPattern("\\| fast +\\| +4\\.00 \\| +3\\.00 \\| +met \\|");
    }

    @Test
    void markdown_rowExactlyAtTarget_isMet() {
        assertThat(report(result("even", 1.0, 100, 50, 100)))
                .containsPattern("\\| even +\\| +1\\.00 \\| +1\\.00 \\| +met \\|");
    }

    @Test
    void markdown_rowShort_saysWhatWasBusyAndWhy() {
        assertThat(report(result("slow", 1.3, 129, 100, 10)))
                .contains("Targets met in 0 of 1 rows.")
                .containsPattern("\\| slow +\\| +1\\.29 \\| +1\\.30 \\| +\\*\\*short\\*\\* \\|")
                .contains("| cores busy: client 0.5, server 1.5; the wire is full |");
    }

    @Test
    void markdown_figures_haveTheirUnits() {
        String report = report(result("fast", 3, 800_000, 200, 100));

        assertThat(report).contains("spindle CPU s/GB").containsPattern("\\| +0\\.250 \\|");
        assertThat(report).containsPattern("\\| fast +\\| +800,000 \\| +200 \\| +100 \\| +819 \\|");
        assertThat(report).containsPattern("\\| +12 / 3,400 \\|");
    }

    @Test
    void markdown_memoryOverTarget_isShort() {
        assertThat(report(result("fast", 3, 800, 200, 100)))
                .containsPattern("\\| spindle +\\| +300 \\| +900 \\| +< 256 \\| +\\*\\*short\\*\\* \\|");
    }

    @Test
    void markdown_peersAlone_hasNoRatios() {
        RowResult peers = new RowResult(row("r", 3), Map.of(ServerKind.NBDKIT, summary(10)));
        Report report = new Report(
                Map.of(), List.of(), List.of(ServerKind.NBDKIT), List.of(peers), Map.of(), new Reasons(Map.of()));

        assertThat(report.markdown()).contains("there are no ratios").containsPattern("\\| r +\\| +– \\|");
    }

    private static String report(RowResult result) {
        Reasons reasons = new Reasons(Map.of(Pattern.compile("slo."), "the wire is full"));
        return new Report(Map.of("Date", "today"), List.of(), ALL, List.of(result), MEMORY, reasons).markdown();
    }

    private static RowResult result(String name, double target, double spindle, double nbdkit, double qemuNbd) {
        return new RowResult(
                row(name, target),
                Map.of(
                        ServerKind.SPINDLE, summary(spindle),
                        ServerKind.NBDKIT, summary(nbdkit),
                        ServerKind.QEMU_NBD, summary(qemuNbd)));
    }

    private static Row row(String name, double target) {
        GeneratedLoad work = new GeneratedLoad(new Load(1024, 1, 1, AccessOrder.RANDOM));
        return new Row(name, Transport.UNIX, work, OptionalDouble.of(target));
    }

    private static Summary summary(double requestsPerSecond) {
        return new Summary(requestsPerSecond, requestsPerSecond * 1024, 0.25, 1.5, 0.5, 12_000, 3_400_000, 5L << 20);
    }
}
