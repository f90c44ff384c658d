package io.spindle.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.spindle.config.YamlNode.Entry;
import io.spindle.config.YamlNode.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a YAML document into a tree with places. */
final class YamlTree {
    private static final Place START = new Place(1, 1);

    private final YAMLParser parser;
    private final List<Problem> problems;

    private YamlTree(YAMLParser parser, List<Problem> problems) {
        this.parser = parser;
        this.problems = problems;
    }

    /** The root; what is no YAML becomes a problem, and what was read before it is dropped. */
    static YamlNode read(String text, List<Problem> problems) {
        try (YAMLParser parser = YAMLFactory.builder().build().createParser(text)) {
            YamlTree tree = new YamlTree(parser, problems);
            if (parser.nextToken() == null) {
                return new YamlNode.Scalar(START, "", true);
            }
            YamlNode root = tree.node();
            if (parser.nextToken() != null) {
                tree.problem("a second document begins here: a configuration is one document");
            }
            return root;
        } catch (JsonProcessingException e) {
            problems.add(syntax(e));
        } catch (IOException e) {
            problems.add(new Problem(1, 1, "cannot be read as YAML: " + e.getMessage()));
        }
        return new YamlNode.Scalar(START, "", true);
    }

    private YamlNode node() throws IOException {
        if (parser.isCurrentAlias()) {
            problem("aliases are not supported: write the value out");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping();
            case START_ARRAY -> sequence();
            case VALUE_NULL -> new YamlNode.Scalar(place(), "", true);
            default ->
                new YamlNode.Scalar(place(), parser.getText(), parser.getText().isEmpty());
        };
    }

    private YamlNode mapping() throws IOException {
        Place start = place();
        Map<String, Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            Place at = place();
            if (entries.containsKey(key)) {
                problem("'" + key + "' is there twice: keep one");
            }
            parser.nextToken();
            entries.put(key, new Entry(at, node()));
        }
        return new YamlNode.Mapping(start, entries);
    }

    private YamlNode sequence() throws IOException {
        Place start = place();
        List<YamlNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node());
        }
        return new YamlNode.Sequence(start, items);
    }

    private Place place() {
        return place(parser.currentTokenLocation());
    }

    private static Place place(JsonLocation location) {
        return location == null
                ? START
                : new Place(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }

    private void problem(String text) {
        Place at = place();
        problems.add(new Problem(at.line(), at.column(), text));
    }

    private static Problem syntax(JsonProcessingException e) {
        Place at = place(e.getLocation());
        String why = e.getOriginalMessage().lines().findFirst().orElse("").strip();
        return new Problem(at.line(), at.column(), "this is not YAML: " + why);
    }
}
