package io.spindle.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ToolTest {
    @Test
    void fio_terseOutput_givesBytesAndItsOwnTime() throws Exception {
        String printed = "fio: some note\n3;fio-3.33;row;0;0;461888;461888;115472;500;0;0;0\n";

        assertThat(Tool.FIO.tally(printed, 1 << 30, 9)).isEqualTo(new Figures.Tally(0.5, 115_472, 472_973_312, 0, 0));
    }

    @Test
    void fio_errorField_isAFailure() {
        assertThatThrownBy(() -> Tool.FIO.tally("3;fio-3.33;row;0;5;0;0;0;500;0;0\n", 1 << 30, 9))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("fio failed");
    }

    @Test
    void nbdcopy_wholeImage_isTimedByTheClock() throws Exception {
        assertThat(Tool.NBDCOPY.tally("", 1_000_000, 0.25)).isEqualTo(new Figures.Tally(0.25, 0, 1_000_000, 0, 0));
    }

    @Test
    void qemuImg_wholeImage_readsItOnce() throws Exception {
        assertThat(Tool.QEMU_IMG.command("nbd://h", 1 << 30, 1))
                .containsExactly("qemu-img", "bench", "-f", "raw", "-c", "4096", "-d", "64", "-s", "262144", "nbd://h");
        assertThat(Tool.QEMU_IMG.tally("", 1 << 30, 2)).isEqualTo(new Figures.Tally(2, 4096, 1_073_741_824, 0, 0));
    }
}
