package io.spindle.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReasonsTest {
    @TempDir
    Path folder;

    @Test
    void of_matchingLines_joinsTheirReasons() throws Exception {
        Reasons reasons = read("# note\n\n.*-d1-.*\twakes a thread\ntcp-.*\tloopback copies\n");

        assertThat(reasons.of("tcp-4k-d1-c1-random")).isEqualTo("wakes a thread; loopback copies");
        assertThat(reasons.of("unix-4k-d16-c1-random")).isEmpty();
    }

    @Test
    void read_noFile_hasNoReasons() throws Exception {
        assertThat(Reasons.read(folder.resolve("none")).of("x")).isEmpty();
    }

    @Test
    void read_lineWithoutTab_isNamed() {
        assertThatThrownBy(() -> read("tcp-.* no tab\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("tcp-.* no tab");
    }

    private Reasons read(String text) throws IOException {
        return Reasons.read(Files.writeString(folder.resolve("reasons.tsv"), text));
    }
}
