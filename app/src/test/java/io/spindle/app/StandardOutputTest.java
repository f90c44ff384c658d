package io.spindle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

/** What is told of an output that took not all. */
final class StandardOutputTest {
    @Test
    void fullDisk_isAFailure_aReaderThatWentAwayIsNone() {
        assertThat(failureOf("No space left on device").failure()).contains("No space left on device");
        assertThat(failureOf("Broken pipe").failure()).isEmpty();
        assertThat(new StandardOutput(OutputStream.nullOutputStream()).failure())
                .isEmpty();
    }

    private static StandardOutput failureOf(String reason) {
        StandardOutput output = new StandardOutput(new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException(reason);
            }
        });
        new PrintStream(output).println("a line");
        return output;
    }
}
