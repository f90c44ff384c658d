package io.spindle.it.harness;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An export's address, as {@code doc/uri.md} of the NBD protocol writes it.
 *
 * @param host empty for a Unix socket
 * @param socket empty for TCP
 */
public record NbdUrl(Optional<String> host, int port, Optional<Path> socket, String export) {
    private static final int REGISTERED_PORT = 10809;

    public static NbdUrl parse(String text) {
        URI uri = URI.create(text);
        String export = uri.getPath().isEmpty() ? "" : uri.getPath().substring(1);
        Optional<Path> socket = Optional.ofNullable(uri.getQuery())
                .filter(query -> query.startsWith("socket="))
                .map(query -> Path.of(query.substring("socket=".length())));
        int port = uri.getPort() < 0 ? REGISTERED_PORT : uri.getPort();
        return new NbdUrl(Optional.ofNullable(uri.getHost()), port, socket, export);
    }

    /** The address in the words of QEMU's {@code -blockdev}, each with the prefix; commas are doubled. */
    String qemuOptions(String prefix) {
        String server = socket.map(path -> "type=unix," + prefix + "server.path=" + path)
                .orElseGet(() ->
                        "type=inet," + prefix + "server.host=" + hostName() + "," + prefix + "server.port=" + port);
        return prefix + "server." + server + "," + prefix + "export=" + export.replace(",", ",,");
    }

    /** The host without the brackets of an IPv6 address. */
    public String hostName() {
        return host.orElseThrow().replaceAll("[\\[\\]]", "");
    }
}
