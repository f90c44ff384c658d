package io.spindle.control.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Refuses requests that a web page of somebody else made a browser send. */
final class HostCheck {
    private HostCheck() {}

    /** What is wrong with the origin of a request; {@code writes} when it may change something. */
    static Optional<String> fault(HttpListener listener, HttpServerRequest request, boolean writes) {
        String host = request.getHeader("Host");
        if (host == null || !names(listener).contains(withoutPort(host).toLowerCase(Locale.ROOT))) {
            // A name that somebody's DNS points here would make their page ours.
            return Optional.of("this server is not called " + (host == null ? "nothing" : "'" + host + "'")
                    + ": http.names lists further names");
        }
        String origin = request.getHeader("Origin");
        String own = (listener.certificates().isPresent() ? "https://" : "http://") + host;
        if (writes && origin != null && !origin.equalsIgnoreCase(own)) {
            return Optional.of("the request comes from another site");
        }
        String site = request.getHeader("Sec-Fetch-Site");
        boolean foreign = site != null && !site.equals("same-origin") && !site.equals("none");
        return writes && foreign ? Optional.of("the request comes from another site") : Optional.empty();
    }

    private static Set<String> names(HttpListener listener) {
        Set<String> names = new HashSet<>();
        listener.hostNames().forEach(it -> names.add(it.toLowerCase(Locale.ROOT)));
        names.add(bracketed(listener.host()).toLowerCase(Locale.ROOT));
        if (listener.isOpen()) {
            names.addAll(Set.of("localhost", "127.0.0.1", "[::1]"));
        } else {
            names.addAll(OwnAddresses.names());
        }
        return names;
    }

    private static String bracketed(String host) {
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }

    private static String withoutPort(String host) {
        int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.lastIndexOf(':');
        return end <= 0 ? host : host.substring(0, end);
    }
}
