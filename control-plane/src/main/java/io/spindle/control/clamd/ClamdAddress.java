package io.spindle.control.clamd;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Where clamd listens. */
public sealed interface ClamdAddress {
    SocketAddress toSocketAddress();

    /** A channel that can be connected to it. */
    SocketChannel newChannel() throws IOException;

    /** A Unix socket. */
    record Unix(Path path) implements ClamdAddress {
        @Override
        public SocketAddress toSocketAddress() {
            return UnixDomainSocketAddress.of(path);
        }

        @Override
        public SocketChannel newChannel() throws IOException {
            return SocketChannel.open(StandardProtocolFamily.UNIX);
        }

        @Override
        public String toString() {
            return "unix:" + path;
        }
    }

    /** A port of a machine; what is scanned travels there as it is. */
    record Tcp(String host, int port) implements ClamdAddress {
        @Override
        public SocketAddress toSocketAddress() {
            return new InetSocketAddress(host, port);
        }

        @Override
        public SocketChannel newChannel() throws IOException {
            return SocketChannel.open();
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }
}
