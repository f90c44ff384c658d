package io.spindle.config;

import io.spindle.config.YamlNode.Entry;
import io.spindle.config.YamlNode.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** A mapping of the file while its keys are asked for; a key is known because it was asked for. */
final class Section {
    private final String path;
    private final Place place;
    private final Map<String, Entry> entries;
    private final boolean given;
    private final List<Problem> problems;
    private final Set<String> known = new LinkedHashSet<>();

    private Section(String path, Place place, Optional<Map<String, Entry>> entries, List<Problem> problems) {
        this.path = path;
        this.place = place;
        this.entries = entries.orElse(Map.of());
        this.given = entries.isPresent();
        this.problems = problems;
    }

    static Section root(YamlNode node, List<Problem> problems) {
        return of("", node, problems);
    }

    private static Section of(String path, YamlNode node, List<Problem> problems) {
        if (node instanceof YamlNode.Mapping mapping) {
            return new Section(path, mapping.place(), Optional.of(mapping.entries()), problems);
        }
        Section absent = new Section(path, node.place(), Optional.empty(), problems);
        if (!isEmpty(node)) {
            String name = path.isEmpty() ? "the file" : path;
            absent.problem(node.place(), name + " must hold keys and values, such as 'key: value'");
        }
        return absent;
    }

    /** The section below {@code key}; it is not {@link #isGiven} when the file has none. */
    Section section(String key) {
        return value(key)
                .map(node -> of(pathOf(key), node, problems))
                .orElseGet(() -> new Section(pathOf(key), place, Optional.empty(), problems));
    }

    boolean isGiven() {
        return given;
    }

    <T> Optional<T> optional(String key, ValueType<T> type) {
        return value(key).flatMap(node -> scalar(pathOf(key), node, type));
    }

    <T> T required(String key, ValueType<T> type, T standIn) {
        if (value(key).isEmpty()) {
            problem(place, pathOf(key) + " is missing: write " + type.expected());
        }
        return optional(key, type).orElse(standIn);
    }

    <T> List<T> list(String key, ValueType<T> type) {
        Optional<YamlNode> node = value(key);
        if (node.isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof YamlNode.Sequence sequence)) {
            problem(node.get().place(), pathOf(key) + " is a list: write '[a, b]', or '- ' before each item");
            return List.of();
        }
        List<T> values = new ArrayList<>();
        sequence.items().forEach(item -> scalar(pathOf(key), item, type).ifPresent(values::add));
        return values;
    }

    /** Every key with its section, for keys that are names of the user's choice. */
    <T> List<T> each(BiFunction<String, Section, T> read) {
        List<T> values = new ArrayList<>();
        entries.forEach((key, entry) -> {
            Section section = section(key);
            values.add(read.apply(key, section));
            section.finish();
        });
        return values;
    }

    /** Every key with its value, for keys that are names of the user's choice. */
    <T> Map<String, T> values(ValueType<T> type, T standIn) {
        Map<String, T> values = new LinkedHashMap<>();
        for (String key : entries.keySet()) {
            values.put(key, required(key, type, standIn));
        }
        return values;
    }

    /** Says what is wrong with the section as a whole. */
    void wrong(String text) {
        problem(place, path + " " + text);
    }

    /** Says which keys of the file nobody asked for. */
    void finish() {
        entries.forEach((key, entry) -> {
            if (!known.contains(key)) {
                String nearest = NearestKey.of(key, known)
                        .map(it -> "did you mean '" + it + "'?")
                        .orElse("known here: " + String.join(", ", known));
                problem(entry.place(), "'" + pathOf(key) + "' is not known; " + nearest);
            }
        });
    }

    private Optional<YamlNode> value(String key) {
        known.add(key);
        return Optional.ofNullable(entries.get(key)).map(Entry::value).filter(node -> !isEmpty(node));
    }

    private <T> Optional<T> scalar(String name, YamlNode node, ValueType<T> type) {
        if (node instanceof YamlNode.Scalar scalar) {
            Optional<T> value = type.parse().apply(scalar.text());
            if (value.isEmpty()) {
                problem(node.place(), name + " is '" + scalar.text() + "': write " + type.expected());
            }
            return value;
        }
        problem(node.place(), name + " is one value: write " + type.expected());
        return Optional.empty();
    }

    private static boolean isEmpty(YamlNode node) {
        return node instanceof YamlNode.Scalar scalar && scalar.empty();
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private void problem(Place at, String text) {
        problems.add(new Problem(at.line(), at.column(), text));
    }
}
