package io.spindle.app;

import java.nio.file.Path;

/** Where the control socket is unless told otherwise: beside the state. */
final class ControlSocket {
    private ControlSocket() {}

    static Path inFolder(Path state) {
        return state.resolve("control.sock");
    }

    static Path usual() {
        return inFolder(StateFile.orDefault(null).toAbsolutePath().getParent());
    }
}
