package io.spindle.control.http;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** By what this machine is called: its addresses and its host name. */
final class OwnAddresses {
    private static final Set<String> NAMES = find();

    private OwnAddresses() {}

    static Set<String> names() {
        return NAMES;
    }

    private static Set<String> find() {
        Set<String> names = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
        try {
            names.add(InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT));
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(OwnAddresses::literal)
                    .forEach(names::add);
        } catch (UnknownHostException | SocketException e) {
            // What cannot be found out is not a name; the configuration can give it.
        }
        return Set.copyOf(names);
    }

    private static String literal(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        String bare = zone < 0 ? text : text.substring(0, zone);
        return bare.indexOf(':') < 0 ? bare : "[" + bare + "]";
    }
}
