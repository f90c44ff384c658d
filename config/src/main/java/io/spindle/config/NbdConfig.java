package io.spindle.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The section {@code nbd}.
 *
 * @param listen TCP addresses; when these and {@code sockets} are empty, whoever starts the server has a default
 * @param sockets paths of Unix sockets
 * @param tls present when every connection must be encrypted
 * @param defaultDisc the disc for clients that name none
 * @param maximumConnections further clients are turned away
 * @param handshakeTimeout how long a client may stay idle before it reads
 * @param shutdownDeadline how long a stop waits for replies under way
 */
public record NbdConfig(
        List<HostAndPort> listen,
        List<Path> sockets,
        Optional<TlsConfig> tls,
        Optional<String> defaultDisc,
        int maximumConnections,
        Duration handshakeTimeout,
        Duration shutdownDeadline) {
    public NbdConfig {
        listen = List.copyOf(listen);
        sockets = List.copyOf(sockets);
    }

    /** What an empty section means. */
    public static NbdConfig defaults() {
        return new NbdConfig(
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                1024,
                Duration.ofSeconds(10),
                Duration.ofSeconds(5));
    }
}
