package io.spindle.nbd;

import io.spindle.transport.ListenAddress;
import java.util.Optional;

/**
 * A place to listen on, and whether connections there must be encrypted.
 *
 * @param address where
 * @param tls when present the listener is FORCEDTLS, else NOTLS
 */
public record NbdListener(ListenAddress address, Optional<TlsSettings> tls) {}
