package io.spindle.bench.server;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The servers that can be compared, in the order of the columns. */
public enum ServerKind {
    SPINDLE("spindle", "spindle", ""),
    NBDKIT("nbdkit", "nbdkit", "nbdkit"),
    QEMU_NBD("qemu-nbd", "qemu-nbd", "qemu-utils");

    private final String label;
    private final String program;
    private final String debianPackage;

    ServerKind(String label, String program, String debianPackage) {
        this.label = label;
        this.program = program;
        this.debianPackage = debianPackage;
    }

    public static Optional<ServerKind> named(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
    }

    public String label() {
        return label;
    }

    public String program() {
        return program;
    }

    /** The Debian package that brings the program; empty for Spindle itself. */
    public String debianPackage() {
        return debianPackage;
    }

    /** One process for each listener, but for Spindle, which has both in one. */
    List<Launch> launches(Path repository, Path folder, Path image, Map<Transport, Endpoint> endpoints) {
        String socket = endpoints.get(Transport.UNIX).argument();
        String port = endpoints.get(Transport.TCP).argument();
        String file = image.toString();
        return switch (this) {
            case SPINDLE ->
                List.of(new Launch(
                        List.of(Transport.UNIX, Transport.TCP),
                        List.of(
                                repository.resolve("spindle").toString(),
                                "serve",
                                file,
                                "--nbd",
                                "127.0.0.1:" + port,
                                "--nbd-socket",
                                socket,
                                "--state",
                                folder.resolve("state").toString())));
            case NBDKIT ->
                List.of(
                        unix("nbdkit", "-f", "-U", socket, "-r", "file", file),
                        tcp("nbdkit", "-f", "-i", "127.0.0.1", "-p", port, "-r", "file", file));
            case QEMU_NBD ->
                List.of(
                        unix("qemu-nbd", "-r", "-t", "-e", "64", "-f", "raw", "-k", socket, file),
                        tcp("qemu-nbd", "-r", "-t", "-e", "64", "-f", "raw", "-b", "127.0.0.1", "-p", port, file));
        };
    }

    private static Launch unix(String... command) {
        return new Launch(List.of(Transport.UNIX), List.of(command));
    }

    private static Launch tcp(String... command) {
        return new Launch(List.of(Transport.TCP), List.of(command));
    }

    /** A command line and the transports that its process serves. */
    record Launch(List<Transport> transports, List<String> command) {}
}
