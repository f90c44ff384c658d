package io.spindle.nbd;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the certificates of a listener. */
final class Certificates {
    private Certificates() {}

    static Optional<SslContext> load(Optional<TlsSettings> settings) throws IOException {
        return settings.isEmpty() ? Optional.empty() : Optional.of(load(settings.get()));
    }

    private static SslContext load(TlsSettings settings) throws IOException {
        File certificate = file(settings.folder(), "server-cert.pem");
        File key = file(settings.folder(), "server-key.pem");
        try {
            SslContextBuilder builder = SslContextBuilder.forServer(certificate, key)
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2");
            if (settings.verifyClients()) {
                builder.trustManager(file(settings.folder(), "ca-cert.pem")).clientAuth(ClientAuth.REQUIRE);
            }
            return builder.build();
        } catch (IOException | IllegalArgumentException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(
                    "the certificates in " + settings.folder() + " cannot be used: " + cause.getMessage(), e);
        }
    }

    private static File file(Path folder, String name) throws IOException {
        Path path = folder.resolve(name);
        if (!Files.isReadable(path)) {
            throw new IOException(
                    "TLS needs " + path + ", which " + (Files.exists(path) ? "cannot be read" : "is not there"));
        }
        return path.toFile();
    }
}
