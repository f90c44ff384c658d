package io.spindle.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses which key was meant. */
final class NearestKey {
    private NearestKey() {}

    /** The known key with the fewest edits between, when those are few for its length. */
    static Optional<String> of(String key, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(it -> edits(key, it)))
                .filter(it -> edits(key, it) <= Math.max(2, it.length() / 2));
    }

    /** Levenshtein's distance; a key of any length costs no more than one of 64 characters. */
    private static int edits(String written, String known) {
        String a = written.substring(0, Math.min(64, written.length()));
        int[] row = new int[known.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (a.charAt(i - 1) == known.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[known.length()];
    }
}
