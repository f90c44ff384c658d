package io.spindle.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StateFileTest {
    @Test
    void standardPlace_isTheStateFolderOrTheHome() {
        assertThat(StateFile.standard(Map.of("XDG_STATE_HOME", "/state"), "/home/x"))
                .isEqualTo(Path.of("/state/spindle/names"));
        assertThat(StateFile.standard(Map.of(), "/home/x")).isEqualTo(Path.of("/home/x/.local/state/spindle/names"));
        assertThat(StateFile.standard(Map.of("XDG_STATE_HOME", "relative"), "/home/x"))
                .as("to be ignored by the XDG specification")
                .isEqualTo(Path.of("/home/x/.local/state/spindle/names"));
    }

    @Test
    void userWithoutHome_isToldWhatToSay() {
        assertThatThrownBy(() -> StateFile.standard(Map.of(), "?"))
                .isInstanceOf(UsageFault.class)
                .hasMessageContaining("--state FILE");
    }
}
