package io.spindle.control.http;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An address that answers HTTP.
 *
 * @param host a host name or a literal address, without brackets
 * @param port 0 lets the system choose
 * @param certificates the folder of {@code server-cert.pem} and {@code server-key.pem}; empty for plain HTTP
 * @param users bcrypt hashes by name; when there is none, all who come are let in
 * @param hostNames further names by which clients may call this server
 */
public record HttpListener(
        String host, int port, Optional<Path> certificates, Map<String, String> users, List<String> hostNames) {
    public HttpListener {
        users = Map.copyOf(users);
        hostNames = List.copyOf(hostNames);
    }

    @Override
    public String toString() {
        return (certificates.isPresent() ? "https://" : "http://") + (host.indexOf(':') < 0 ? host : "[" + host + "]")
                + ":" + port;
    }
}
