package io.spindle.app;

import java.nio.file.Path;

/** Where the sizes of names are remembered unless told otherwise (XDG base directories). */
final class StateFile {
    private StateFile() {}

    static Path orDefault(Path given) {
        if (given != null) {
            return given;
        }
        String state = System.getenv("XDG_STATE_HOME");
        Path folder = state == null || state.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".local", "state")
                : Path.of(state);
        return folder.resolve("spindle").resolve("names");
    }
}
