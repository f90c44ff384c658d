package io.spindle.control.client;

import java.net.URI;
import java.nio.file.Path;

/** Where a running server answers. */
public sealed interface ServerAddress {
    /** A Unix socket. */
    record Socket(Path path) implements ServerAddress {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /** An address of the network. */
    record Network(boolean tls, String host, int port) implements ServerAddress {
        @Override
        public String toString() {
            return (tls ? "https://" : "http://") + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        }
    }

    /**
     * Reads a path of a socket, or {@code http://HOST[:PORT]}, or the same with https.
     *
     * @throws IllegalArgumentException when it is neither; the text says so
     */
    static ServerAddress parse(String text) {
        boolean tls = text.startsWith("https://");
        if (!tls && !text.startsWith("http://")) {
            return new Socket(Path.of(text));
        }
        URI uri = URI.create(text);
        if (uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException(text + " is no address: write https://HOST:PORT");
        }
        String host = uri.getHost().replaceAll("[\\[\\]]", "");
        int port = uri.getPort() < 0 ? tls ? 443 : 80 : uri.getPort();
        return new Network(tls, host, port);
    }
}
