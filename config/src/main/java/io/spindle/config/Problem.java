package io.spindle.config;

/**
 * Something in a configuration file that is not right.
 *
 * @param line counted from 1
 * @param column counted from 1
 * @param text what is wrong and what to write instead
 */
public record Problem(int line, int column, String text) implements Comparable<Problem> {
    @Override
    public int compareTo(Problem other) {
        int byLine = Integer.compare(line, other.line);
        return byLine != 0 ? byLine : Integer.compare(column, other.column);
    }
}
