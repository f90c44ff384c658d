package io.spindle.control.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** As much of JSON Schema as the OpenAPI document uses; a field that the schema does not name is a fault. */
final class SchemaCheck {
    private SchemaCheck() {}

    static List<String> faults(JsonNode document, JsonNode schema, JsonNode value, String at) {
        if (schema.has("$ref")) {
            String name = schema.path("$ref").asText().replace("#/components/schemas/", "");
            return faults(document, document.path("components").path("schemas").path(name), value, at);
        }
        List<String> faults = new ArrayList<>();
        if (schema.has("enum") && !contains(schema.path("enum"), value)) {
            faults.add(at + " is " + value);
        }
        if (schema.has("type") && !isOfType(schema.path("type"), value)) {
            faults.add(at + " is " + value + ", not " + schema.path("type"));
        }
        schema.path("required").forEach(name -> {
            if (value.isObject() && !value.has(name.asText())) {
                faults.add(at + " lacks " + name);
            }
        });
        if (value.isObject()) {
            value.properties().forEach(field -> {
                JsonNode known = schema.path("properties").path(field.getKey());
                if (known.isMissingNode()) {
                    faults.add(at + " has " + field.getKey());
                } else {
                    faults.addAll(faults(document, known, field.getValue(), at + "." + field.getKey()));
                }
            });
        }
        value.elements().forEachRemaining(each -> {
            if (value.isArray()) {
                faults.addAll(faults(document, schema.path("items"), each, at + "[]"));
            }
        });
        return faults;
    }

    private static boolean contains(JsonNode values, JsonNode value) {
        for (JsonNode each : values) {
            if (each.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfType(JsonNode type, JsonNode value) {
        if (type.isArray()) {
            for (JsonNode each : type) {
                if (isOfType(each, value)) {
                    return true;
                }
            }
            return false;
        }
        return switch (type.asText()) {
            case "string" -> value.isTextual();
            case "number" -> value.isNumber();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            case "null" -> value.isNull();
            default -> false;
        };
    }
}
