package io.spindle.app;

import java.nio.file.Path;
import java.util.Map;

/** Where the sizes of names are remembered unless told otherwise (XDG base directories). */
final class StateFile {
    private StateFile() {}

    static Path orDefault(Path given) {
        return given != null ? given : standard(System.getenv(), System.getProperty("user.home"));
    }

    /** The folder of that file, in which all else is kept too. */
    static Path folder(Path given) {
        return orDefault(given).toAbsolutePath().getParent();
    }

    /**
     * The usual place.
     *
     * @throws UsageFault when this user has none: Java calls the home of an unknown user {@code ?}
     */
    static Path standard(Map<String, String> environment, String home) {
        Path state = Path.of(environment.getOrDefault("XDG_STATE_HOME", ""));
        if (!state.isAbsolute() && (home == null || !Path.of(home).isAbsolute())) {
            throw new UsageFault("this user has no home folder: say with --state FILE where sizes are remembered");
        }
        Path folder = state.isAbsolute() ? state : Path.of(home, ".local", "state");
        return folder.resolve("spindle").resolve("names");
    }
}
