package io.spindle.config;

import java.util.Locale;
import java.util.Optional;

/**
 * A number of bytes, as people write it.
 *
 * @param bytes at least 1
 */
public record ByteCount(long bytes) {
    private static final String UNITS = "BKMGT";
    private static final long MAXIMUM = 1L << 60;

    /** Reads {@code 512}, {@code 700M} or {@code 8G}, units of 1024; empty when the text is something else or 0. */
    public static Optional<ByteCount> parse(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        if (!upper.matches("[0-9]{1,18}[BKMGT]?")) {
            return Optional.empty();
        }
        int unit = UNITS.indexOf(upper.charAt(upper.length() - 1));
        long number = Long.parseLong(unit < 0 ? upper : upper.substring(0, upper.length() - 1));
        int shift = 10 * Math.max(0, unit);
        return number == 0 || number > MAXIMUM >> shift
                ? Optional.empty()
                : Optional.of(new ByteCount(number << shift));
    }
}
