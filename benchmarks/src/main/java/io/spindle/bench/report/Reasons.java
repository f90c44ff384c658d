package io.spindle.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** Why rows fall short, in words: found out by people, kept apart from what a run overwrites. */
public record Reasons(Map<Pattern, String> byRow) {
    /**
     * Reads lines of a regular expression for row names, a tab and a reason; {@code #} begins a comment. No file, no
     * reasons.
     *
     * @throws IOException if the file cannot be read or a line is not of that form
     */
    public static Reasons read(Path file) throws IOException {
        Map<Pattern, String> byRow = new LinkedHashMap<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    add(line, file, byRow);
                }
            }
        }
        return new Reasons(byRow);
    }

    private static void add(String line, Path file, Map<Pattern, String> byRow) throws IOException {
        String[] parts = line.split("\t", 2);
        try {
            byRow.put(Pattern.compile(parts[0]), parts[1].strip());
        } catch (PatternSyntaxException | ArrayIndexOutOfBoundsException malformed) {
            throw new IOException(file + ": not a regular expression, a tab and a reason: " + line, malformed);
        }
    }

    /** All reasons whose expression matches the whole name of the row; empty if there is none. */
    String of(String rowName) {
        return byRow.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(rowName).matches())
                .map(Map.Entry::getValue)
                .collect(Collectors.joining("; "));
    }
}
