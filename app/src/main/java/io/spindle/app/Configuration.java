package io.spindle.app;

import io.spindle.config.ConfigFile;
import io.spindle.config.ConfigReading;
import io.spindle.config.SpindleConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Reads the configuration file that a flag names. */
final class Configuration {
    private Configuration() {}

    /**
     * What the file says.
     *
     * @throws UsageFault when it is wrong; a line for each problem
     */
    static SpindleConfig of(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UsageFault(file + " is not a file: name a configuration file");
        }
        ConfigReading reading = ConfigFile.read(file);
        if (reading instanceof ConfigReading.Invalid invalid) {
            throw new UsageFault(invalid.problems().stream()
                    .map(it -> file + ":" + it.line() + ":" + it.column() + ": " + it.text())
                    .collect(Collectors.joining("\n")));
        }
        return ((ConfigReading.Valid) reading).config();
    }
}
