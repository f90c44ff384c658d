package io.spindle.iso.authoring.iso9660;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

/** Dates as ISO 9660 records them, in UTC. */
final class Dates {
    private static final LocalDateTime FIRST = LocalDateTime.of(1900, 1, 1, 0, 0);
    private static final LocalDateTime LAST = LocalDateTime.of(2155, 12, 31, 23, 59, 59);

    private static final long FIRST_SECONDS = FIRST.toEpochSecond(ZoneOffset.UTC);
    private static final long LAST_SECONDS = LAST.toEpochSecond(ZoneOffset.UTC);

    private Dates() {}

    /** Seven bytes (ECMA-119, 9.1.5); what they cannot say becomes the nearest that they can. */
    static byte[] recorded(long seconds) {
        LocalDateTime date = date(seconds);
        return new byte[] {
            (byte) (date.getYear() - 1900),
            (byte) date.getMonthValue(),
            (byte) date.getDayOfMonth(),
            (byte) date.getHour(),
            (byte) date.getMinute(),
            (byte) date.getSecond(),
            0
        };
    }

    /** Seventeen bytes (ECMA-119, 8.4.26.1). */
    static byte[] volume(long seconds) {
        LocalDateTime date = date(seconds);
        String digits = String.format(
                Locale.ROOT,
                "%04d%02d%02d%02d%02d%02d00\0",
                date.getYear(),
                date.getMonthValue(),
                date.getDayOfMonth(),
                date.getHour(),
                date.getMinute(),
                date.getSecond());
        return digits.getBytes(StandardCharsets.US_ASCII);
    }

    /** The date that is not given. */
    static byte[] none() {
        return ("0".repeat(16) + '\0').getBytes(StandardCharsets.US_ASCII);
    }

    private static LocalDateTime date(long seconds) {
        if (seconds < FIRST_SECONDS) {
            return FIRST;
        }
        return seconds > LAST_SECONDS ? LAST : LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    }
}
