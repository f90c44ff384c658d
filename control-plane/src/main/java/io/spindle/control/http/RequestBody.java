package io.spindle.control.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.ext.web.RoutingContext;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The body of a request as a JSON object; none counts as an empty one.
 *
 * @param problem why it is none
 */
public record RequestBody(JsonNode node, Optional<String> problem) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Reads the body. */
    public static RequestBody read(RoutingContext context) {
        return parse(context.body().asString(), context.request().getHeader("Content-Type"));
    }

    /**
     * Reads a text.
     *
     * @param text null for none
     * @param type what the client says that it is, null when it says nothing
     */
    static RequestBody parse(String text, String type) {
        if (text == null || text.isBlank()) {
            return new RequestBody(JsonNodeFactory.instance.objectNode(), Optional.empty());
        }
        // A page of somebody else can send text and forms without being asked for leave, but not this type.
        if (type == null || !type.toLowerCase(java.util.Locale.ROOT).startsWith("application/json")) {
            return broken("the body is sent with Content-Type: application/json");
        }
        try {
            JsonNode node = JSON.readTree(text);
            return node != null && node.isObject()
                    ? new RequestBody(node, Optional.empty())
                    : broken("the body is a JSON object");
        } catch (JsonProcessingException e) {
            return broken("the body is no JSON: " + e.getOriginalMessage());
        }
    }

    private static RequestBody broken(String text) {
        return new RequestBody(JsonNodeFactory.instance.objectNode(), Optional.of(text));
    }

    /** What is wrong with it, when only these fields are known. */
    public Optional<String> fault(String... known) {
        return problem.or(() -> unknown(List.of(known))
                .map(it -> "'" + it + "' is not known; known here: " + String.join(", ", known)));
    }

    /** The first field that is none of these. */
    public Optional<String> unknown(List<String> known) {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }
}
