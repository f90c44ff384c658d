package io.spindle.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the configuration file, and tells all that is wrong with it at once. */
public final class ConfigFile {
    private static final long MAXIMUM_BYTES = 1 << 20;

    private ConfigFile() {}

    /**
     * Reads a file. Relative paths in it start at its own folder.
     *
     * @throws IOException when the file cannot be read
     */
    public static ConfigReading read(Path file) throws IOException {
        if (Files.size(file) > MAXIMUM_BYTES) {
            return invalid("the file is over 1 MiB: that is no configuration");
        }
        try {
            return read(Files.readString(file), file.toAbsolutePath().getParent());
        } catch (CharacterCodingException e) {
            return invalid("the file is not UTF-8");
        }
    }

    /** Reads the text of a file whose relative paths start at {@code folder}. */
    static ConfigReading read(String text, Path folder) {
        List<Problem> problems = new ArrayList<>();
        Section root = Section.root(YamlTree.read(text, problems), problems);
        SpindleConfig config = new SpindleConfig(
                nbd(root.section("nbd"), folder),
                library(root.section("library"), folder),
                CacheConfig.read(root.section("cache"), folder),
                root.section("folders").values(ValueType.path(folder), folder),
                IscsiConfig.read(root.section("iscsi"), folder),
                HttpConfig.read(root.section("http"), folder),
                FetchConfig.read(root.section("fetch"), folder),
                DriveConfig.read(root.section("drives"), folder),
                VerificationConfig.read(root.section("verification")),
                ScanConfig.read(root.section("scan"), folder));
        root.finish();
        return problems.isEmpty() ? new ConfigReading.Valid(config) : new ConfigReading.Invalid(problems);
    }

    private static NbdConfig nbd(Section section, Path folder) {
        NbdConfig defaults = NbdConfig.defaults();
        NbdConfig config = new NbdConfig(
                section.list("listen", ValueType.ADDRESS),
                section.list("sockets", ValueType.path(folder)),
                tls(section.section("tls"), folder),
                section.optional("default", ValueType.DISC_NAME),
                section.optional("max-connections", ValueType.number(1, 1_000_000))
                        .orElse(defaults.maximumConnections()),
                section.optional("handshake-timeout", ValueType.DURATION).orElse(defaults.handshakeTimeout()),
                section.optional("shutdown-deadline", ValueType.DURATION).orElse(defaults.shutdownDeadline()));
        section.finish();
        return config;
    }

    private static Optional<TlsConfig> tls(Section section, Path folder) {
        if (!section.isGiven()) {
            return Optional.empty();
        }
        TlsConfig config = new TlsConfig(
                section.required("certificates", ValueType.path(folder), folder),
                section.optional("verify-clients", ValueType.YES_OR_NO).orElse(false));
        section.finish();
        return Optional.of(config);
    }

    private static LibraryConfig library(Section section, Path folder) {
        LibraryConfig defaults = LibraryConfig.defaults();
        LibraryConfig config = new LibraryConfig(
                section.list("paths", ValueType.path(folder)),
                section.optional("state", ValueType.path(folder)),
                section.optional("settle", ValueType.DURATION).orElse(defaults.settle()),
                section.optional("demo", ValueType.YES_OR_NO).orElse(defaults.demo()),
                section.optional("pattern", ValueType.SIZE));
        section.finish();
        return config;
    }

    private static ConfigReading invalid(String text) {
        return new ConfigReading.Invalid(List.of(new Problem(1, 1, text)));
    }
}
