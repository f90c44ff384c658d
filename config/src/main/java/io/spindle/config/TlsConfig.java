package io.spindle.config;

import java.nio.file.Path;

/**
 * The section {@code nbd.tls}.
 *
 * @param certificates the folder of {@code server-cert.pem}, {@code server-key.pem} and {@code ca-cert.pem}
 * @param verifyClients true when a client must show a certificate signed by {@code ca-cert.pem}
 */
public record TlsConfig(Path certificates, boolean verifyClients) {}
