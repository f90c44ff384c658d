package io.spindle.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The section {@code fetch}: which images may be put into drives by URL.
 *
 * @param allow URLs below which everything may be fetched; when empty, nothing may
 * @param networks private addresses that may be connected to all the same
 * @param largest the longest image
 * @param timeLimit how long one may take
 * @param certificates a PEM file of authorities to trust; empty for those of the system
 */
public record FetchConfig(
        List<String> allow, List<String> networks, ByteCount largest, Duration timeLimit, Optional<Path> certificates) {
    public FetchConfig {
        allow = List.copyOf(allow);
        networks = List.copyOf(networks);
    }

    /** What an empty section means. */
    public static FetchConfig defaults() {
        return new FetchConfig(List.of(), List.of(), new ByteCount(64L << 30), Duration.ofHours(1), Optional.empty());
    }

    static FetchConfig read(Section section, Path folder) {
        FetchConfig defaults = defaults();
        FetchConfig config = new FetchConfig(
                section.list("allow", ValueType.SOURCE),
                section.list("networks", ValueType.NETWORK),
                section.optional("largest", ValueType.SIZE).orElse(defaults.largest()),
                section.optional("time-limit", ValueType.DURATION).orElse(defaults.timeLimit()),
                section.optional("certificates", ValueType.path(folder)));
        section.finish();
        return config;
    }
}
