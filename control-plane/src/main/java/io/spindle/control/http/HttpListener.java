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
 * @param users bcrypt hashes by name; when there is neither a user nor a token, all who come are let in
 * @param tokens hashes of tokens for scripts, by name
 * @param hostNames further names by which clients may call this server
 */
public record HttpListener(
        String host,
        int port,
        Optional<Path> certificates,
        Map<String, String> users,
        Map<String, String> tokens,
        List<String> hostNames) {
    public HttpListener {
        users = Map.copyOf(users);
        tokens = Map.copyOf(tokens);
        hostNames = List.copyOf(hostNames);
    }

    /** True where all who come are let in. */
    boolean isOpen() {
        return users.isEmpty() && tokens.isEmpty();
    }

    @Override
    public String toString() {
        return (certificates.isPresent() ? "https://" : "http://") + (host.indexOf(':') < 0 ? host : "[" + host + "]")
                + ":" + port;
    }
}
