package io.spindle.iscsi;

import io.spindle.iscsi.handler.Limits;
import io.spindle.iscsi.target.ChapCredentials;
import io.spindle.transport.ListenAddress;
import java.util.List;
import java.util.Optional;

/**
 * How the server is to listen and what it lets an initiator take.
 *
 * @param listeners at least one; all are one portal group
 * @param portals addresses, HOST:PORT, that initiators are told of targets; empty for the one that they came by
 * @param discoveryChap how an initiator proves itself before it learns which targets there are
 * @param maximumConnections further initiators are closed at once
 * @param limits what one session may take
 */
public record IscsiServerOptions(
        List<ListenAddress.Tcp> listeners,
        List<String> portals,
        Optional<ChapCredentials> discoveryChap,
        int maximumConnections,
        Limits limits) {
    public static final int DEFAULT_MAXIMUM_CONNECTIONS = 1024;

    public IscsiServerOptions {
        listeners = List.copyOf(listeners);
        portals = List.copyOf(portals);
    }

    /** The given listeners, and the default of all else. */
    public static IscsiServerOptions of(List<ListenAddress.Tcp> listeners) {
        return new IscsiServerOptions(
                listeners, List.of(), Optional.empty(), DEFAULT_MAXIMUM_CONNECTIONS, Limits.DEFAULT);
    }
}
