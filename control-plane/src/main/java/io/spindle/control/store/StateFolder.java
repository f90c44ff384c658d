package io.spindle.control.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
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
                documents.put(name.substring(0, name.length() - SUFFIX.length()), read(file));
            }
        }
        return documents;
    }

    private static JsonNode read(Path file) throws IOException {
        try {
            JsonNode document = JSON.readTree(file.toFile());
            if (!document.isObject()) {
                throw broken(file, "it holds no JSON object", null);
            }
            return document;
        } catch (JsonProcessingException e) {
            throw broken(file, e.getOriginalMessage(), e);
        } catch (FileNotFoundException e) {
            throw broken(file, e.getMessage(), e);
        }
    }

    /** What to say of a document that is not what it should be. */
    public IOException broken(String name, String reason) {
        return broken(folder.resolve(name + SUFFIX), reason, null);
    }

    private static IOException broken(Path file, String reason, Exception cause) {
        return new IOException(file + " cannot be read (" + reason + "): repair or remove it", cause);
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
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw new FileSystemException(temporary.toString(), null, e.getMessage());
        }
        Files.move(
                temporary,
                folder.resolve(name + SUFFIX),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        forceFolder();
    }

    /** Why nothing can be written now; it waits for the disk. */
    public Optional<String> fault() {
        String probe = "probe-" + ProcessHandle.current().pid();
        Path written = folder.resolve(probe + TEMPORARY);
        try {
            Files.write(
                    written,
                    new byte[4096],
                    StandardOpenOption.CREATE,
                    StandardOpenOption.SYNC,
                    StandardOpenOption.WRITE);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(folder + " cannot be written: " + e.getMessage());
        } finally {
            discard(written);
        }
    }

    private static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It counts for nothing where it lies.
        }
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
