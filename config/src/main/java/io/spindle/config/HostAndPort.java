package io.spindle.config;

import java.util.Optional;

/**
 * A TCP address to listen on.
 *
 * @param host a host name or a literal IPv4 or IPv6 address, without brackets
 * @param port 0 lets the system choose
 */
public record HostAndPort(String host, int port) {
    private static final int MAXIMUM_PORT = 65535;

    /** Reads {@code HOST:PORT}, with an IPv6 address in brackets; empty when the text is something else. */
    public static Optional<HostAndPort> parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        boolean bracketed = host.length() > 2 && host.startsWith("[") && host.endsWith("]");
        String bare = bracketed ? host.substring(1, host.length() - 1) : host;
        String port = text.substring(colon + 1);
        boolean hostFits = bracketed ? bare.matches("[0-9A-Fa-f:.]+(%\\w+)?") : bare.matches("[A-Za-z0-9._-]+");
        if (!hostFits || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > MAXIMUM_PORT) {
            return Optional.empty();
        }
        return Optional.of(new HostAndPort(bare, Integer.parseInt(port)));
    }

    /** As it is written: {@code HOST:PORT}, with an IPv6 address in brackets. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
