package io.spindle.control.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Users of the operating system. */
final class SystemUsers {
    private static final int OWN_UID = readOwnUid();

    private SystemUsers() {}

    static int ownUid() {
        return OWN_UID;
    }

    /** The name of a user, or the number when it has none. */
    static String name(int uid) {
        for (String line : lines(Path.of("/etc/passwd"))) {
            String[] fields = line.split(":");
            if (fields.length > 2 && fields[2].equals(Integer.toString(uid))) {
                return fields[0];
            }
        }
        return "uid " + uid;
    }

    private static int readOwnUid() {
        return lines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("Uid:"))
                .map(line -> line.split("\\s+"))
                .filter(fields -> fields.length > 2)
                .map(fields -> Integer.parseInt(fields[2]))
                .findFirst()
                .orElse(-1);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
