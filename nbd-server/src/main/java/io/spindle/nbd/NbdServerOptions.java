package io.spindle.nbd;

import java.time.Duration;
import java.util.List;

/**
 * How the server is to listen and what it lets a client take.
 *
 * @param listeners at least one
 * @param maximumConnections further clients are closed at once
 * @param handshakeTimeout how long a client may stay idle before the transmission phase
 */
public record NbdServerOptions(List<NbdListener> listeners, int maximumConnections, Duration handshakeTimeout) {
    public static final int DEFAULT_MAXIMUM_CONNECTIONS = 1024;
    public static final Duration DEFAULT_HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

    public NbdServerOptions {
        listeners = List.copyOf(listeners);
    }

    /** The given listeners with the default limits. */
    public static NbdServerOptions of(List<NbdListener> listeners) {
        return new NbdServerOptions(listeners, DEFAULT_MAXIMUM_CONNECTIONS, DEFAULT_HANDSHAKE_TIMEOUT);
    }
}
