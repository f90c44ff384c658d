package io.spindle.app;

import io.spindle.nbd.NbdListener;
import io.spindle.transport.ListenAddress;
import java.nio.charset.StandardCharsets;

/** NBD URIs of exports ({@code doc/uri.md} of the NetworkBlockDevice project). */
final class NbdUri {
    private NbdUri() {}

    static String of(NbdListener listener, String name) {
        String scheme = listener.tls().isPresent() ? "nbds" : "nbd";
        if (listener.address() instanceof ListenAddress.Unix unix) {
            String socket = unix.path().toAbsolutePath().toString();
            return scheme + "+unix:///" + encode(name) + "?socket=" + encode(socket);
        }
        if (listener.address() instanceof ListenAddress.Tcp tcp) {
            return scheme + "://" + bracketed(reachable(tcp.host())) + ":" + tcp.port() + "/" + encode(name);
        }
        return scheme + "://(the socket that was handed over)/" + encode(name);
    }

    /** Where a client on this machine reaches a server that listens on {@code host}, which may mean all addresses. */
    static String reachable(String host) {
        return switch (host) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::" -> "::1";
            default -> host;
        };
    }

    private static String bracketed(String host) {
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }

    /** Percent-encodes all but unreserved characters and the slash (RFC 3986, 2.3). */
    private static String encode(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain =
                    b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || "-._~/".indexOf(b) >= 0;
            out.append(plain ? String.valueOf((char) b) : String.format("%%%02X", b));
        }
        return out.toString();
    }
}
