package io.spindle.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The section {@code scan}: a disc is exported only after clamd found its files clean.
 *
 * @param clamd {@code unix:PATH} or {@code HOST:PORT}, empty for no scanning
 * @param skipLarger files larger than that are passed over, empty to scan all
 * @param timeout how long clamd may take for a file
 */
public record ScanConfig(Optional<String> clamd, Optional<ByteCount> skipLarger, Duration timeout) {
    private static final String UNIX = "unix:";

    /** What an empty section means. */
    public static ScanConfig defaults() {
        return new ScanConfig(Optional.empty(), Optional.empty(), Duration.ofMinutes(2));
    }

    /** Where clamd listens. */
    private static ValueType<String> clamd(Path folder) {
        return new ValueType<>(
                "unix:PATH of clamd's socket, or its HOST:PORT",
                text -> text.startsWith(UNIX)
                        ? ValueType.path(folder)
                                .parse()
                                .apply(text.substring(UNIX.length()))
                                .map(path -> UNIX + path)
                        : HostAndPort.parse(text).map(it -> text));
    }

    static ScanConfig read(Section section, Path folder) {
        ScanConfig config = new ScanConfig(
                section.optional("clamd", clamd(folder)),
                section.optional("skip-larger", ValueType.SIZE),
                section.optional("timeout", ValueType.DURATION)
                        .orElse(defaults().timeout()));
        section.finish();
        return config;
    }
}
