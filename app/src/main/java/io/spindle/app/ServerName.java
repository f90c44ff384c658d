package io.spindle.app;

import io.spindle.nbd.NbdListener;
import io.spindle.transport.ListenAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * By which name a client is to know the certificate of a listener (RFC 5280, 4.2.1.6), where the address by which it connects
 * is none of its names.
 */
final class ServerName {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private ServerName() {}

    /** The name; empty when the address does, without TLS, and when the certificate cannot be read or has no name. */
    static Optional<String> of(NbdListener listener) {
        if (listener.tls().isEmpty()) {
            return Optional.empty();
        }
        List<String> names = names(listener.tls().get().folder().resolve("server-cert.pem"));
        boolean fits =
                listener.address() instanceof ListenAddress.Tcp tcp && names.contains(NbdUri.reachable(tcp.host()));
        return fits
                ? Optional.empty()
                : names.stream().filter(it -> !it.contains("*")).findFirst();
    }

    private static List<String> names(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(it ->
                                    it.get(0).equals(DNS_NAME) || it.get(0).equals(IP_ADDRESS))
                            .map(it -> String.valueOf(it.get(1)))
                            .toList();
        } catch (IOException | CertificateException e) {
            return List.of();
        }
    }
}
