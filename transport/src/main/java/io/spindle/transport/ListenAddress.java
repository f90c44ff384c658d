package io.spindle.transport;

import java.nio.file.Path;

/** Where a listener waits for connections. */
public sealed interface ListenAddress {
    /**
     * A TCP address.
     *
     * @param host a host name or a literal IPv4 or IPv6 address, without brackets
     * @param port 0 lets the system choose
     */
    record Tcp(String host, int port) implements ListenAddress {}

    /**
     * A Unix domain socket.
     *
     * @param path created by the server and removed when it stops; a socket that nobody listens on any more is replaced
     */
    record Unix(Path path) implements ListenAddress {}

    /**
     * A listening socket that was handed to this process open, as by socket activation; TCP or Unix.
     *
     * @param fileDescriptor its number
     */
    record Inherited(int fileDescriptor) implements ListenAddress {}
}
