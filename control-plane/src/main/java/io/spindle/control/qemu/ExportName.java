package io.spindle.control.qemu;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/** Reads the name of an NBD export out of the file name by which QEMU calls a medium. */
final class ExportName {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ExportName() {}

    /** The name; empty when the medium does not come over NBD. */
    static Optional<String> of(String fileName) {
        if (fileName.startsWith("json:")) {
            return ofJson(fileName.substring("json:".length()));
        }
        if (!fileName.startsWith("nbd:") && !fileName.startsWith("nbd+unix:")) {
            return Optional.empty();
        }
        int old = fileName.indexOf(":exportname=");
        return old >= 0 ? Optional.of(fileName.substring(old + ":exportname=".length())) : ofUri(fileName);
    }

    /** It looks like a URI, but QEMU encodes nothing of what it writes. */
    private static Optional<String> ofUri(String text) {
        int authority = text.indexOf("://");
        int slash = authority < 0 ? -1 : text.indexOf('/', authority + "://".length());
        if (slash < 0) {
            return Optional.empty();
        }
        int query = text.startsWith("nbd+unix:") ? text.lastIndexOf("?socket=") : -1;
        return Optional.of(text.substring(slash + 1, query < slash ? text.length() : query));
    }

    private static Optional<String> ofJson(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            JsonNode file = node.path("driver").asText().equals("nbd") ? node : node.path("file");
            String export = file.path("export").textValue();
            return Optional.ofNullable(export == null ? node.path("file.export").textValue() : export);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
