package io.spindle.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The real programs and files that tests need; on CI a missing one is a failure, elsewhere it is said what was not tried. */
final class Peers {
    private Peers() {}

    static void need(String what, String... programs) {
        for (String program : programs) {
            boolean there = Stream.of(System.getenv("PATH").split(":"))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
            check(there, program, what);
        }
    }

    static Path file(String what, String path) {
        check(Files.isReadable(Path.of(path)), path, what);
        return Path.of(path);
    }

    private static void check(boolean there, String peer, String what) {
        if (there) {
            return;
        }
        String text = peer + " is missing; not tried: " + what;
        System.out.println("PEER MISSING: " + text);
        if ("true".equals(System.getenv("CI"))) {
            Assertions.fail(text);
        }
        Assumptions.abort(text);
    }
}
