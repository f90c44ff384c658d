package io.spindle.control.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Who changed what, as lines of JSON that are only added. Not thread-safe. */
public final class AuditLog implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FileChannel channel;

    private AuditLog(FileChannel channel) {
        this.channel = channel;
    }

    /** Opens the file, which is made when it is not there; a line that a dying process left unfinished is ended. */
    public static AuditLog open(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "is a folder; the audit log is a file");
        }
        boolean unfinished = Files.exists(file) && !endsWithNewline(file);
        AuditLog log = new AuditLog(
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
        if (unfinished) {
            log.write("\n");
        }
        return log;
    }

    private static boolean endsWithNewline(Path file) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return in.size() == 0 || in.read(last, in.size() - 1) == 1 && last.get(0) == '\n';
        }
    }

    /** Adds a line. */
    public void add(JsonNode line) throws IOException {
        write(JSON.writeValueAsString(line) + "\n");
    }

    private void write(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
