package io.spindle.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells what kind of socket was handed over. */
final class InheritedSockets {
    /** The columns of {@code /proc/net/unix}; the last one may hold spaces. */
    private static final int COLUMNS = 8;

    private static final int INODE_COLUMN = 6;
    private static final int PATH_COLUMN = 7;

    private InheritedSockets() {}

    /**
     * Where a Unix domain socket is, or empty for TCP.
     *
     * @throws IOException when there is no such socket
     */
    static Optional<Path> unixPath(int fileDescriptor) throws IOException {
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
            return lines.map(line -> line.trim().split("\\s+", COLUMNS))
                    .filter(columns -> columns.length > INODE_COLUMN && columns[INODE_COLUMN].equals(inode))
                    .map(columns -> Path.of(columns.length > PATH_COLUMN ? columns[PATH_COLUMN] : "@"))
                    .findFirst();
        }
    }
}
