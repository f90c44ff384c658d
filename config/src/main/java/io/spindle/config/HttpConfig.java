package io.spindle.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The section {@code http}.
 *
 * @param listen addresses; when empty, whoever starts the server has a default
 * @param socket the control socket
 * @param certificates the folder of {@code server-cert.pem} and {@code server-key.pem}; empty for plain HTTP
 * @param users bcrypt hashes of passwords by user name
 * @param tokens hashes of tokens for scripts, by name
 * @param names further host names by which clients may call the server
 */
public record HttpConfig(
        List<HostAndPort> listen,
        Optional<Path> socket,
        Optional<Path> certificates,
        Map<String, String> users,
        Map<String, String> tokens,
        List<String> names) {
    public HttpConfig {
        listen = List.copyOf(listen);
        users = Map.copyOf(users);
        tokens = Map.copyOf(tokens);
        names = List.copyOf(names);
    }

    /** What an empty section means. */
    public static HttpConfig defaults() {
        return new HttpConfig(List.of(), Optional.empty(), Optional.empty(), Map.of(), Map.of(), List.of());
    }

    static HttpConfig read(Section section, Path folder) {
        Map<String, String> users = section.section("users").values(ValueType.TEXT, "");
        Map<String, String> tokens = section.section("tokens").values(ValueType.TEXT, "");
        Section tls = section.section("tls");
        Optional<Path> certificates = tls.isGiven()
                ? Optional.of(tls.required("certificates", ValueType.path(folder), folder))
                : Optional.empty();
        tls.finish();
        HttpConfig config = new HttpConfig(
                section.list("listen", ValueType.ADDRESS),
                section.optional("socket", ValueType.path(folder)),
                certificates,
                users,
                tokens,
                section.list("names", ValueType.TEXT));
        section.finish();
        return config;
    }

    /** Hides the hashes. */
    @Override
    public String toString() {
        return "HttpConfig[listen=" + listen + ", users=" + users.keySet() + ", tokens=" + tokens.keySet() + "]";
    }
}
