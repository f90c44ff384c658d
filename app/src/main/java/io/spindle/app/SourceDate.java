package io.spindle.app;

import java.util.Map;
import java.util.Optional;

/** The date for builds that are to give the same bytes again (reproducible-builds.org, SOURCE_DATE_EPOCH). */
final class SourceDate {
    private static final String NAME = "SOURCE_DATE_EPOCH";

    private SourceDate() {}

    /** Seconds since 1970, empty when it is not set. */
    static Optional<Long> of(Map<String, String> environment) {
        String text = environment.getOrDefault(NAME, "");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.matches("[0-9]{1,12}")) {
            throw new UsageFault(NAME + " is '" + text + "': it must be a number of seconds since 1970");
        }
        return Optional.of(Long.valueOf(text));
    }
}
