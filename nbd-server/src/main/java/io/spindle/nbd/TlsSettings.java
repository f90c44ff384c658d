package io.spindle.nbd;

import java.nio.file.Path;

/**
 * The certificates of a listener, in the file names that nbdkit, QEMU and libnbd use.
 *
 * @param folder holds {@code server-cert.pem}, {@code server-key.pem} and, for client certificates, {@code ca-cert.pem}
 * @param verifyClients true when a client must show a certificate signed by {@code ca-cert.pem}
 */
public record TlsSettings(Path folder, boolean verifyClients) {}
