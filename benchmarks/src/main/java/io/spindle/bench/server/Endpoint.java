package io.spindle.bench.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;

/** A place where one server listens, as a socket address and as the URI that NBD clients take. */
public record Endpoint(SocketAddress address, String uri) {
    static Endpoint unix(Path socket) {
        return new Endpoint(UnixDomainSocketAddress.of(socket), "nbd+unix:///?socket=" + socket);
    }

    /** A port of the loopback interface that was free a moment ago. */
    static Endpoint freeTcpPort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = probe.getLocalPort();
            return new Endpoint(new InetSocketAddress("127.0.0.1", port), "nbd://127.0.0.1:" + port);
        }
    }

    /** What a command line wants to hear: the path of the socket or the number of the port. */
    String argument() {
        return address instanceof InetSocketAddress tcp ? Integer.toString(tcp.getPort()) : address.toString();
    }
}
