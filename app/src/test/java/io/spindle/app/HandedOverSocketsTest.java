package io.spindle.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.transport.ListenAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HandedOverSocketsTest {
    @Test
    void socketsForThisProcess_areTakenFromDescriptor3On() {
        assertThat(HandedOverSockets.of(Map.of("LISTEN_FDS", "2", "LISTEN_PID", "77"), 77))
                .containsExactly(new ListenAddress.Inherited(3), new ListenAddress.Inherited(4));
    }

    @Test
    void socketsForAnotherProcessOrNone_areLeft() {
        assertThat(HandedOverSockets.of(Map.of("LISTEN_FDS", "2", "LISTEN_PID", "78"), 77))
                .isEmpty();
        assertThat(HandedOverSockets.of(Map.of("LISTEN_FDS", "2"), 77)).isEmpty();
        assertThat(HandedOverSockets.of(Map.of("LISTEN_FDS", "-1", "LISTEN_PID", "77"), 77))
                .isEmpty();
        assertThat(HandedOverSockets.of(Map.of("LISTEN_FDS", "99999", "LISTEN_PID", "77"), 77))
                .isEmpty();
        assertThat(HandedOverSockets.of(Map.of(), 77)).isEmpty();
    }
}
