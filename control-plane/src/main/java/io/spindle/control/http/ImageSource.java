package io.spindle.control.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.spindle.control.fetch.Credentials;
import java.util.Locale;
import java.util.Optional;

/** Where InsertMedia says that an image comes from: Image, TransferProtocolType, UserName and Password (DSP2046). */
final class ImageSource {
    private ImageSource() {}

    /** The URL; an image without a scheme has that of the protocol. */
    static String url(JsonNode body) {
        String image = body.path("Image").asText("");
        String protocol = protocol(body);
        boolean hasScheme = image.matches("(?s)[A-Za-z][A-Za-z0-9+.-]*:.*") && !image.matches("(?s)[^/]*:[0-9]+(/.*)?");
        return hasScheme || protocol.isEmpty() ? image : protocol + "://" + image.replaceFirst("^/*", "");
    }

    /** What is wrong with the protocol: another than those there are, or than that of the URL. */
    static Optional<String> fault(JsonNode body) {
        String protocol = protocol(body);
        if (protocol.isEmpty() || url(body).toLowerCase(Locale.ROOT).startsWith(protocol + ":")) {
            return Optional.empty();
        }
        return Optional.of(
                "TransferProtocolType " + body.path("TransferProtocolType").asText()
                        + " is not the protocol of Image, or none of HTTP and HTTPS");
    }

    private static String protocol(JsonNode body) {
        return body.path("TransferProtocolType").asText("").toLowerCase(Locale.ROOT);
    }

    static Optional<Credentials> credentials(JsonNode body) {
        return Optional.ofNullable(body.path("UserName").textValue())
                .map(user -> new Credentials(user, body.path("Password").asText("")));
    }
}
