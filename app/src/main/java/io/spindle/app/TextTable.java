package io.spindle.app;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Rows in columns as wide as they need. */
final class TextTable {
    private final List<String[]> rows = new ArrayList<>();

    TextTable(String... header) {
        rows.add(header);
    }

    void add(String... row) {
        if (row.length != rows.get(0).length) {
            throw new IllegalArgumentException(row.length + " cells in a table of " + rows.get(0).length);
        }
        // The name of a file may hold what would move a terminal's cursor.
        rows.add(Arrays.stream(row)
                .map(cell -> cell.replaceAll("\\p{Cntrl}", "?"))
                .toArray(String[]::new));
    }

    void print(PrintWriter out) {
        int[] widths = IntStream.range(0, rows.get(0).length)
                .map(column -> rows.stream()
                        .mapToInt(row -> row[column].length())
                        .max()
                        .orElse(0))
                .toArray();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.length; column++) {
                line.append(row[column]).append(" ".repeat(widths[column] - row[column].length() + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
