package io.spindle.iso.verification;

import java.util.Locale;

/** Shares as texts tell them: never 100 % where a byte is left out. */
final class Share {
    private Share() {}

    static String of(long partBytes, long wholeBytes) {
        if (partBytes >= wholeBytes) {
            return "100 %";
        }
        double percent = Math.floor(1000.0 * partBytes / wholeBytes) / 10;
        return String.format(Locale.ROOT, "%.1f %%", percent);
    }
}
