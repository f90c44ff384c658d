package io.spindle.control.drive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered of a drive over restarts.
 *
 * @param spec how it is made, when it was created at run time
 * @param disc what is wanted in it
 * @param source the URI by which the operator named it
 * @param pending the disc of a change that was begun; present with an empty value for an eject
 * @param generation counted up with every change of {@code disc}; 0 when nothing was ever wanted
 */
record DriveRecord(
        Optional<DriveSpec> spec,
        Optional<String> disc,
        Optional<String> source,
        Optional<Optional<String>> pending,
        long generation,
        List<HistoryEntry> history) {
    private static final int HISTORY_KEPT = 50;

    DriveRecord {
        history = List.copyOf(history.subList(Math.max(0, history.size() - HISTORY_KEPT), history.size()));
    }

    static DriveRecord fresh(Optional<DriveSpec> spec) {
        return new DriveRecord(spec, Optional.empty(), Optional.empty(), Optional.empty(), 0, List.of());
    }

    DriveRecord begin(Optional<String> target) {
        return new DriveRecord(spec, disc, source, Optional.of(target), generation, history);
    }

    DriveRecord wanted(Optional<String> target, Optional<String> named, HistoryEntry entry) {
        return new DriveRecord(spec, target, named, Optional.empty(), generation + 1, with(entry));
    }

    DriveRecord note(HistoryEntry entry) {
        return new DriveRecord(spec, disc, source, Optional.empty(), generation, with(entry));
    }

    DriveRecord withoutPending() {
        return new DriveRecord(spec, disc, source, Optional.empty(), generation, history);
    }

    private List<HistoryEntry> with(HistoryEntry entry) {
        List<HistoryEntry> longer = new ArrayList<>(history);
        longer.add(entry);
        return longer;
    }

    ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        spec.ifPresent(it -> node.set("spec", DriveDocuments.spec(it)));
        node.put("disc", disc.orElse(null));
        node.put("source", source.orElse(null));
        pending.ifPresent(it -> node.putObject("pending").put("disc", it.orElse(null)));
        node.put("generation", generation);
        ArrayNode entries = node.putArray("history");
        history.forEach(it -> entries.add(DriveDocuments.history(it)));
        return node;
    }

    /**
     * Reads what was written.
     *
     * @throws IllegalArgumentException when it was not written so, or by a later version; the text says what is wrong
     */
    static DriveRecord parse(String name, JsonNode node) {
        if (!node.path("generation").canConvertToLong() || !node.has("disc")) {
            // To take it for a fresh drive would be to forget its disc.
            throw new IllegalArgumentException("it has no disc and generation");
        }
        List<HistoryEntry> history = new ArrayList<>();
        node.path("history").forEach(it -> history.add(entry(it)));
        Optional<DriveSpec> spec =
                Optional.of(node.path("spec")).filter(JsonNode::isObject).map(it -> spec(name, it));
        return new DriveRecord(
                spec,
                text(node, "disc"),
                text(node, "source"),
                node.has("pending") ? Optional.of(text(node.get("pending"), "disc")) : Optional.empty(),
                node.path("generation").asLong(),
                history);
    }

    private static DriveSpec spec(String name, JsonNode node) {
        return DriveDocuments.parseSpec(name, node)
                .orElseThrow(
                        () -> new IllegalArgumentException("it has a drive of a kind that this version does not know"));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'" + text + "' is no time", e);
        }
    }

    private static HistoryEntry entry(JsonNode node) {
        return new HistoryEntry(
                instant(node.path("at").asText()),
                node.path("by").asText(),
                node.path("what").asText(),
                text(node, "before"),
                text(node, "after"),
                node.path("policy").asText(),
                node.path("result").asText());
    }

    private static Optional<String> text(JsonNode node, String field) {
        return Optional.ofNullable(node.path(field).textValue());
    }
}
