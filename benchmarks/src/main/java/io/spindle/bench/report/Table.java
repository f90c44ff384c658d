package io.spindle.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A Markdown table that is also legible as plain text: first column to the left, numbers to the right. */
final class Table {
    private final List<List<String>> lines = new ArrayList<>();

    Table(List<String> heads) {
        lines.add(List.copyOf(heads));
    }

    void add(List<String> cells) {
        if (cells.size() != lines.get(0).size()) {
            throw new IllegalArgumentException(
                    cells.size() + " cells under " + lines.get(0).size() + " heads");
        }
        lines.add(List.copyOf(cells));
    }

    String markdown() {
        int[] widths = IntStream.range(0, lines.get(0).size()).map(this::width).toArray();
        StringBuilder text = new StringBuilder(line(lines.get(0), widths)).append(rule(widths));
        lines.stream().skip(1).forEach(cells -> text.append(line(cells, widths)));
        return text.toString();
    }

    private int width(int column) {
        return Math.max(
                3,
                lines.stream()
                        .mapToInt(cells -> cells.get(column).length())
                        .max()
                        .orElse(0));
    }

    private static String line(List<String> cells, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> padded(cells.get(column), widths[column], column == 0))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String padded(String cell, int width, boolean left) {
        String padding = " ".repeat(width - cell.length());
        return left ? cell + padding : padding + cell;
    }

    private static String rule(int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> column == 0 ? "-".repeat(widths[0]) : "-".repeat(widths[column] - 1) + ":")
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
