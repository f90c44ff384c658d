package io.spindle.control.redfish;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * URIs that name a disc of the library: {@code spindle:NAME}, {@code nbd://HOST/NAME} and its kin, and the address of the disc
 * at this server, {@code http(s)://SERVER/api/v1/discs/NAME}. Nothing is ever fetched.
 */
public final class DiscUri {
    private static final String REST = "/api/v1/discs/";

    private DiscUri() {}

    /** The shortest URI of a disc. */
    public static String of(String disc) {
        return "spindle:" + URLEncoder.encode(disc, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * The disc that a URI names.
     *
     * @param host the host, and port, by which the caller reached this server
     * @return empty when it names none: another scheme, or another server
     */
    public static Optional<String> disc(String text, String host) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "spindle" -> Optional.ofNullable(uri.getSchemeSpecificPart()).map(it -> it.replaceFirst("^/+", ""));
            case "nbd", "nbds", "nbd+unix", "nbds+unix" ->
                Optional.ofNullable(uri.getPath()).filter(it -> it.length() > 1).map(it -> it.substring(1));
            case "http", "https" -> here(uri, host);
            default -> Optional.empty();
        };
    }

    private static Optional<String> here(URI uri, String host) {
        boolean own = host.equalsIgnoreCase(uri.getRawAuthority())
                && uri.getPath() != null
                && uri.getPath().startsWith(REST);
        return own ? Optional.of(uri.getPath().substring(REST.length())) : Optional.empty();
    }
}
