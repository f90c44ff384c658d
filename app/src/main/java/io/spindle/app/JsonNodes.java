package io.spindle.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/** Looks into JSON documents. */
final class JsonNodes {
    private JsonNodes() {}

    /** The object of that name in an array. */
    static JsonNode named(JsonNode array, String name) {
        for (JsonNode each : array) {
            if (each.path("name").asText().equals(name)) {
                return each;
            }
        }
        return MissingNode.getInstance();
    }

    /** Text, or a dash for null. */
    static String orDash(JsonNode node) {
        return node.isNull() || node.isMissingNode() || node.asText().isEmpty() ? "-" : node.asText();
    }
}
