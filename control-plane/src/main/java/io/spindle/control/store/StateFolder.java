package io.spindle.control.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/**
 * Documents under names, each in a file of its own that is replaced at once: a process that dies leaves the old one or the
 * new one. The names are the caller's and must be safe as file names.
 */
public final class StateFolder {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SUFFIX = ".json";
    private static final String TEMPORARY = ".new";

    private final Path folder;

    private StateFolder(Path folder) {
        this.folder = folder;
    }

    /** Opens the folder, which is made when it is not there. */
    public static StateFolder open(Path folder) throws IOException {
        Files.createDirectories(folder);
        return new StateFolder(folder);
    }

    /** All documents, by name. */
    public Map<String, JsonNode> read() throws IOException {
        Map<String, JsonNode> documents = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                try {
                    documents.put(name.substring(0, name.length() - SUFFIX.length()), JSON.readTree(file.toFile()));
                } catch (IOException e) {
                    throw new IOException(file + " cannot be read (" + e.getMessage() + "): repair or remove it", e);
                }
            }
        }
        return documents;
    }

    /** Writes a document; when this returns it survives the end of the machine. */
    public void write(String name, JsonNode document) throws IOException {
        Path temporary = folder.resolve(name + SUFFIX + TEMPORARY);
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(document));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(
                temporary,
                folder.resolve(name + SUFFIX),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        forceFolder();
    }

    /** Removes a document. */
    public void remove(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name + SUFFIX));
        forceFolder();
    }

    private void forceFolder() throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
