package io.spindle.iso.openpgp;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Days as texts tell them. */
final class Dates {
    private Dates() {}

    static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
