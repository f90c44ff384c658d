package io.spindle.iso.authoring.iso9660;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The names that one folder has given out, upper and lower case being the same. */
final class UniqueNames {
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> nextNumbers = new HashMap<>();

    /**
     * A name that is not taken yet: the stem, cut to the limit, and the suffix; where that is taken the end of the stem
     * gives way to a number.
     */
    String claim(String stem, String suffix, int stemLimit) {
        String plain = cut(stem, stemLimit) + suffix;
        if (take(plain)) {
            return plain;
        }
        int number = nextNumbers.getOrDefault(plain, 0);
        while (true) {
            String digits = Integer.toString(1000 + number++).substring(number <= 1000 ? 1 : 0);
            String numbered = cut(stem, stemLimit - digits.length()) + digits + suffix;
            if (take(numbered)) {
                nextNumbers.put(plain, number);
                return numbered;
            }
        }
    }

    private boolean take(String name) {
        return taken.add(name.toUpperCase(Locale.ROOT));
    }

    private static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        return text.substring(0, limit > 0 && Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit);
    }
}
