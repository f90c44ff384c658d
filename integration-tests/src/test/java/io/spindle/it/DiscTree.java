package io.spindle.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spindle.it.harness.Command;
import io.spindle.it.harness.SpindleProcess;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A tree of files in a form that can be compared, whoever told of it: paths, and for each {@code D} for a directory,
 * {@code F} and the SHA-256 of a file, {@code L} and the target of a link.
 */
final class DiscTree {
    /** The first start may have to build. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private DiscTree() {}

    /** As Spindle lists and extracts it. */
    static Map<String, String> ofSpindle(Path image, Path scratch, String... flags) throws IOException {
        JsonNode document = new ObjectMapper()
                .readTree(spindle("ls", "-R", "--json")
                        .append((Object[]) flags)
                        .append(image)
                        .output());
        // Links that lead out of the folder are left out, which is told by the exit code.
        spindle("extract", "-d", scratch).append((Object[]) flags).append(image).run();
        Map<String, String> tree = new TreeMap<>();
        for (JsonNode entry : document.get("entries")) {
            String path = entry.get("path").asText();
            switch (entry.get("kind").asText()) {
                case "directory" -> tree.put(path, "D");
                case "symbolic-link" ->
                    tree.put(path, "L " + entry.get("linkTarget").asText());
                case "file" -> tree.put(path, "F " + sum(scratch.resolve(path)));
                default -> {}
            }
        }
        return tree;
    }

    static Command spindle(Object... words) {
        return Command.of(SpindleProcess.PROGRAM)
                .append(words)
                .with("LC_ALL", "C.UTF-8")
                .within(LIMIT);
    }

    /** As it lies in a folder that another program extracted it to. */
    static Map<String, String> ofFolder(Path folder) throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder, new FileVisitOption[0])) {
            for (Path path : (Iterable<Path>) paths.skip(1)::iterator) {
                String name = folder.relativize(path).toString();
                if (Files.isSymbolicLink(path)) {
                    tree.put(name, "L " + Files.readSymbolicLink(path));
                } else if (Files.isDirectory(path)) {
                    tree.put(name, "D");
                } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    tree.put(name, "F " + sum(path));
                }
            }
        }
        return tree;
    }

    /** What a script for a guest prints of the folder that it is in, between two marks. */
    static String script(String mark) {
        return """
                echo "== begin %s"
                find . -mindepth 1 -type d | sed 's/^/D /'
                find . -type f -exec sha256sum {} + | sed 's/^/F /'
                find . -type l -exec sh -c 'echo "L $1 ==> $(readlink "$1")"' - {} \\;
                echo "== end %s"
                """.formatted(mark, mark);
    }

    /** What the guest printed between those marks. */
    static Map<String, String> ofGuest(String output, String mark) {
        int begin = output.indexOf("== begin " + mark + "\n");
        int end = output.indexOf("== end " + mark + "\n");
        if (begin < 0 || end < begin) {
            throw new AssertionError("the guest told nothing of " + mark + ":\n" + output);
        }
        Map<String, String> tree = new TreeMap<>();
        List<String> lines = output.substring(begin, end).lines().skip(1).toList();
        for (String line : lines) {
            String rest = line.substring(2);
            switch (line.charAt(0)) {
                case 'D' -> tree.put(rest.substring(2), "D");
                case 'F' -> tree.put(rest.substring(68), "F " + rest.substring(0, 64));
                case 'L' -> {
                    String[] parts = rest.split(" ==> ", 2);
                    tree.put(parts[0].substring(2), "L " + parts[1]);
                }
                default -> throw new AssertionError("not understood: " + line);
            }
        }
        return tree;
    }

    /** In what two trees differ, a line for each path. */
    static List<String> differences(Map<String, String> found, Map<String, String> expected) {
        Set<String> paths = new TreeSet<>(found.keySet());
        paths.addAll(expected.keySet());
        return paths.stream()
                .filter(path -> !Objects.equals(found.get(path), expected.get(path)))
                .map(path -> path + ": found " + found.get(path) + ", expected " + expected.get(path))
                .toList();
    }

    private static String sum(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
