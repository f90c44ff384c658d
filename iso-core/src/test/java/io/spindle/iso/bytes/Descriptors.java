package io.spindle.iso.bytes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What this process holds of a file, as Linux tells. */
public final class Descriptors {
    private Descriptors() {}

    /** How many descriptors are open on the path, or on a file that was deleted or replaced there. */
    public static long of(Path path) throws IOException {
        String real = path.toString();
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(fd -> target(fd).startsWith(real)).count();
        }
    }

    /** How many mappings there are of it. */
    public static long mappingsOf(Path path) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/self/maps"));
        return lines.stream().filter(line -> line.contains(path.toString())).count();
    }

    private static String target(Path fd) {
        try {
            return Files.readSymbolicLink(fd).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
