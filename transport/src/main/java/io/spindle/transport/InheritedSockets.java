package io.spindle.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Tells what kind of socket was handed over. */
final class InheritedSockets {
    private static final int INODE_COLUMN = 6;

    private InheritedSockets() {}

    /**
     * True for a Unix domain socket, false for TCP.
     *
     * @throws IOException when there is no such socket
     */
    static boolean isUnix(int fileDescriptor) throws IOException {
        Path link = Path.of("/proc/self/fd/" + fileDescriptor);
        String target;
        try {
            target = Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            throw new IOException("file descriptor " + fileDescriptor + " is not open: no socket was handed over", e);
        }
        if (!target.startsWith("socket:[")) {
            throw new IOException("file descriptor " + fileDescriptor + " is no socket but " + target);
        }
        String inode = target.substring("socket:[".length(), target.length() - 1);
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/net/unix"))) {
            return lines.map(line -> line.trim().split("\\s+"))
                    .anyMatch(columns -> columns.length > INODE_COLUMN && columns[INODE_COLUMN].equals(inode));
        }
    }
}
