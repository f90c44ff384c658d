package io.spindle.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VerificationConfigTest {
    private static ConfigReading read(String text) {
        return ConfigFile.read(text, Path.of("/etc"));
    }

    @Test
    void everyKey_isRead() {
        SpindleConfig config = ((ConfigReading.Valid) read("""
                verification:
                  require: signed
                  check-reads: true
                scan:
                  clamd: unix:run/clamd.ctl
                  skip-larger: 25M
                  timeout: 30s
                """)).config();
        assertThat(config.verification()).isEqualTo(new VerificationConfig(Optional.of("signed"), true));
        assertThat(config.scan().clamd()).contains("unix:/etc/run/clamd.ctl");
        assertThat(config.scan().skipLarger().orElseThrow().bytes()).isEqualTo(26_214_400);
        assertThat(config.scan().timeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void nothing_meansTheDefaults() {
        SpindleConfig config = ((ConfigReading.Valid) read("verification:\nscan:\n")).config();
        assertThat(config.verification()).isEqualTo(new VerificationConfig(Optional.empty(), false));
        assertThat(config.scan().clamd()).isEmpty();
        assertThat(config.scan().timeout()).isEqualTo(Duration.ofMinutes(2));
    }

    @ParameterizedTest
    @CsvSource({
        "'verification: {require: best}', 'verification.require is ''best'': write signed, digest or media-check'",
        "'verification: {requires: signed}', 'did you mean ''require''?'",
        "'scan: {clamd: clamd.ctl}', 'write unix:PATH of clamd''s socket, or its HOST:PORT'"
    })
    void wrong_value_isToldWithWhatToWrite(String text, String problem) {
        assertThat(((ConfigReading.Invalid) read(text)).problems())
                .singleElement()
                .extracting(Problem::text)
                .asString()
                .contains(problem);
    }
}
