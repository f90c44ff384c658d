package io.spindle.control.qmp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Whatever a machine says is a message, or ends the connection. */
final class QmpFuzzTest {
    private static final QmpMonitor.Listener NOBODY = new QmpMonitor.Listener() {
        @Override
        public void connected() {}

        @Override
        public void disconnected(String reason) {}

        @Override
        public void event(QmpEvent event) {}
    };

    @FuzzTest
    void anyLines(byte[] bytes) {
        try (QmpMonitor monitor = new QmpMonitor(new QmpAddress.Tcp("127.0.0.1", 1), NOBODY, Duration.ofSeconds(1))) {
            for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
                try {
                    monitor.take(line);
                } catch (IOException e) {
                    // The connection would end here, and be made again.
                }
            }
        }
    }

    @Test
    void deepLine_endsTheConnection_andNotTheThread() {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> Assertions.assertThrows(IOException.class, () -> {
                    try (QmpMonitor monitor =
                            new QmpMonitor(new QmpAddress.Tcp("127.0.0.1", 1), NOBODY, Duration.ofSeconds(1))) {
                        monitor.take("[".repeat(1_000_000));
                    }
                }));
    }
}
