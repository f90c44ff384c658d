package io.spindle.config;

import java.util.List;

/** What came of reading a configuration file. */
public sealed interface ConfigReading {
    /** The file is right. */
    record Valid(SpindleConfig config) implements ConfigReading {}

    /**
     * The file is wrong.
     *
     * @param problems all of them, in the order of the file
     */
    record Invalid(List<Problem> problems) implements ConfigReading {
        public Invalid {
            problems = problems.stream().sorted().toList();
        }
    }
}
