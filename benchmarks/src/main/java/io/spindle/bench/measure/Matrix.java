package io.spindle.bench.measure;

import io.spindle.bench.load.AccessOrder;
import io.spindle.bench.load.Load;
import io.spindle.bench.server.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** All rows of the comparison. */
public final class Matrix {
    private static final int[] REQUEST_BYTES = {2 << 10, 4 << 10, 64 << 10, 256 << 10, 1 << 20};
    private static final int[] DEPTHS = {1, 16, 64};
    private static final int[] CONNECTIONS = {1, 4};
    private static final int LARGE_BYTES = 64 << 10;

    private static final Set<String> QUICK = Set.of(
            "unix-4k-d1-c1-random",
            "unix-4k-d16-c1-random",
            "unix-4k-d16-c4-random",
            "unix-2k-d64-c4-random",
            "unix-256k-d16-c1-sequential",
            "unix-1m-d16-c4-sequential",
            "tcp-4k-d1-c1-random",
            "tcp-4k-d16-c4-random",
            "tcp-256k-d16-c1-sequential",
            "unix-nbdcopy");

    private Matrix() {}

    public static List<Row> rows(long imageBytes) {
        List<Row> rows = new ArrayList<>();
        for (Transport transport : Transport.values()) {
            addLoads(transport, rows);
            for (Tool tool : Tool.values()) {
                String name = transport.word() + "-" + tool.label();
                rows.add(new Row(name, transport, new ToolLoad(tool, imageBytes), tool.target()));
            }
        }
        return rows;
    }

    /** Whether a row is in the short selection that takes a minute or two. */
    public static boolean isQuick(Row row) {
        return QUICK.contains(row.name());
    }

    private static void addLoads(Transport transport, List<Row> rows) {
        for (int requestBytes : REQUEST_BYTES) {
            for (int depth : DEPTHS) {
                for (int connections : CONNECTIONS) {
                    AccessOrder order = requestBytes < LARGE_BYTES ? AccessOrder.RANDOM : AccessOrder.SEQUENTIAL;
                    rows.add(row(transport, new Load(requestBytes, depth, connections, order)));
                }
            }
        }
    }

    private static Row row(Transport transport, Load load) {
        boolean large = load.order() == AccessOrder.SEQUENTIAL;
        String name = "%s-%s-d%d-c%d-%s"
                .formatted(
                        transport.word(),
                        size(load.requestBytes()),
                        load.depth(),
                        load.connections(),
                        large ? "sequential" : "random");
        return new Row(name, transport, new GeneratedLoad(load), OptionalDouble.of(target(load)));
    }

    private static String size(int bytes) {
        return bytes < 1 << 20 ? (bytes >> 10) + "k" : (bytes >> 20) + "m";
    }

    private static double target(Load load) {
        if (load.depth() == 1) {
            return 1.0;
        }
        return load.order() == AccessOrder.RANDOM && load.connections() >= 4 ? 3.0 : 1.3;
    }
}
