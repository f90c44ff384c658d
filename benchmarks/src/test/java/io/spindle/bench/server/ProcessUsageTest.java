package io.spindle.bench.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessUsageTest {
    private static final String STAT_AFTER_NAME =
            " S 1 2 3 4 5 6 7 8 9 10 150 50 7 3 20 0 5 0 1234 99 88 18446744073709551615 0 0\n";
    private static final String STATUS = """
            Name:\tnbdkit
            VmHWM:\t   71680 kB
            VmRSS:\t   70000 kB
            RssAnon:\t    2048 kB
            RssFile:\t   67000 kB
            """;

    @Test
    void parse_plainName_readsTimesAndMemory() {
        assertThat(ProcessUsage.parse("42 (nbdkit)" + STAT_AFTER_NAME, STATUS))
                .isEqualTo(new ProcessUsage(2.0, 0.1, 2_097_152, 73_400_320));
    }

    @Test
    void parse_nameWithBracketsAndSpaces_readsTheSameFields() {
        assertThat(ProcessUsage.parse("42 (a) b (c d)" + STAT_AFTER_NAME, STATUS)
                        .cpuSeconds())
                .isEqualTo(2.0);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void ofSelf_afterWork_showsMoreTime() throws Exception {
        double before = ProcessUsage.ofSelf().cpuSeconds();
        long end = System.nanoTime() + 60_000_000_000L;
        while (ProcessUsage.ofSelf().cpuSeconds() == before && System.nanoTime() < end) {
            Thread.onSpinWait();
        }

        assertThat(ProcessUsage.ofSelf().cpuSeconds()).isGreaterThan(before);
        assertThat(ProcessUsage.ofSelf().ownBytes()).isGreaterThan(1_000_000);
    }
}
