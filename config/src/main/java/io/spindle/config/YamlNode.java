package io.spindle.config;

import java.util.List;
import java.util.Map;

/** A piece of a YAML document that knows where it stands. */
sealed interface YamlNode {
    /** Where the piece begins. */
    Place place();

    /** Line and column, counted from 1. */
    record Place(int line, int column) {}

    /** A value as it is written; YAML's {@code null} and the empty text are {@code empty}. */
    record Scalar(Place place, String text, boolean empty) implements YamlNode {}

    record Sequence(Place place, List<YamlNode> items) implements YamlNode {}

    /** Keys in the order of the document. */
    record Mapping(Place place, Map<String, Entry> entries) implements YamlNode {}

    /** A value and the place of its key. */
    record Entry(Place place, YamlNode value) {}
}
