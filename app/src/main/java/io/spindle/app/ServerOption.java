package io.spindle.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.spindle.control.client.ControlClient;
import io.spindle.control.client.ControlClient.Answer;
import io.spindle.control.client.ServerAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import java.util.function.BiPredicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import picocli.CommandLine.Option;

/** The server that a command talks to. */
final class ServerOption {
    @Option(
            names = "--server",
            paramLabel = "SERVER",
            defaultValue = "${SPINDLE_SERVER}",
            description = {
                "The control socket of the running server, or http(s)://HOST:PORT with a token in SPINDLE_TOKEN.",
                "Default: the socket of this user's server, or what SPINDLE_SERVER says."
            })
    private String server;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "PEM certificates to trust at an https address, in place of those of the system.")
    private Path authorities;

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    ControlClient client() {
        ServerAddress address;
        try {
            address = server == null || server.isEmpty()
                    ? new ServerAddress.Socket(ControlSocket.usual())
                    : ServerAddress.parse(server);
        } catch (IllegalArgumentException e) {
            throw new UsageFault(e.getMessage());
        }
        return new ControlClient(address, Optional.ofNullable(System.getenv("SPINDLE_TOKEN")), tls());
    }

    Answer get(String path) {
        return reached(() -> client().request("GET", path, Optional.empty()));
    }

    Answer post(String path, JsonNode body) {
        return reached(() -> client().request("POST", path, Optional.of(body)));
    }

    Answer delete(String path) {
        return reached(() -> client().request("DELETE", path, Optional.empty()));
    }

    /** Listens until the server goes or {@code listener} says false. */
    void events(BiPredicate<String, JsonNode> listener) {
        reached(() -> client().events(listener)).ifPresent(ControlFault::unlessRefused);
    }

    /** A name as a part of a path. */
    static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private interface Request<T> {
        T send() throws IOException;
    }

    private static <T> T reached(Request<T> request) {
        try {
            return request.send();
        } catch (IOException e) {
            throw new ControlFault(5, "unreachable", e.getMessage());
        }
    }

    private SSLSocketFactory tls() {
        if (authorities == null) {
            return (SSLSocketFactory) SSLSocketFactory.getDefault();
        }
        try (InputStream in = Files.newInputStream(authorities)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("ca" + number++, each);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new UsageFault("--ca " + authorities + " cannot be used: " + e.getMessage());
        } catch (IOException e) {
            throw new UsageFault("--ca " + Faults.explain(e));
        }
    }
}
