package io.spindle.bench.measure;

import io.spindle.bench.server.Transport;
import java.util.OptionalDouble;

/**
 * One line of the table: the same work for every server.
 *
 * @param name transport, sizes and counts joined by hyphens, as {@code --rows} matches them
 * @param target how many times the best peer's rate Spindle is to reach; empty for a row that only cross-checks
 */
public record Row(String name, Transport transport, Workload workload, OptionalDouble target) {}
