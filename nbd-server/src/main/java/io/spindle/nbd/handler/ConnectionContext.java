package io.spindle.nbd.handler;

import io.netty.handler.ssl.SslContext;
import io.spindle.nbd.export.ExportCatalog;
import io.spindle.transport.CopyBudget;
import io.spindle.transport.WaitingReads;
import java.time.Duration;
import java.util.Optional;

/**
 * What every connection of a listener shares.
 *
 * @param catalog the exports
 * @param tls when present, no option but {@code NBD_OPT_STARTTLS} is served in plain text
 * @param handshakeTimeout how long a client may stay idle in the handshake phase
 * @param waitingReads where reads wait for devices
 * @param copies the memory for replies that are copied
 * @param regionThresholdBytes replies of this length and more leave as file regions, shorter ones as mapped pages
 * @param traffic what was read of each export
 */
public record ConnectionContext(
        ExportCatalog catalog,
        Optional<SslContext> tls,
        Duration handshakeTimeout,
        WaitingReads waitingReads,
        CopyBudget copies,
        int regionThresholdBytes,
        ExportTraffic traffic) {}
