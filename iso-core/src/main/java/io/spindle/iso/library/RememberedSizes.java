package io.spindle.iso.library;

import io.spindle.iso.bytes.StateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The largest size that was ever served under each name, in a small text file that several processes may share.
 *
 * <p>One line a name: the size in bytes, a tab, the name. Written to a file beside it and renamed, under a lock.
 */
final class RememberedSizes {
    private static final String HEADER =
            "# Spindle: size and name of every disc that was served. See 'spindle forget'.";

    private final Path file;

    RememberedSizes(Path file) {
        this.file = file;
    }

    private interface Change {
        boolean apply(Map<String, Long> sizes);
    }

    /** Remembers at least these sizes, and gives what is remembered after that. */
    Map<String, Long> raise(Map<String, Long> sizes) throws IOException {
        return change(known -> {
            boolean changed = false;
            for (Map.Entry<String, Long> size : sizes.entrySet()) {
                long before = known.getOrDefault(size.getKey(), 0L);
                if (size.getValue() > before) {
                    known.put(size.getKey(), size.getValue());
                    changed = true;
                }
            }
            return changed;
        });
    }

    /** Drops a name; false when it was not known. */
    boolean forget(String name) throws IOException {
        boolean[] known = new boolean[1];
        change(sizes -> known[0] = sizes.remove(name) != null);
        return known[0];
    }

    private synchronized Map<String, Long> change(Change change) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path lockFile = folder.resolve(file.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!lock.isValid()) {
                throw new IOException("the lock " + lockFile + " was lost");
            }
            Map<String, Long> sizes = read();
            if (change.apply(sizes)) {
                write(sizes);
            }
            return sizes;
        }
    }

    private Map<String, Long> read() throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        if (!Files.exists(file)) {
            return sizes;
        }
        int number = 0;
        for (String line : lines()) {
            number++;
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int tab = line.indexOf('\t');
            if (tab < 1 || !line.substring(0, tab).matches("[0-9]{1,18}")) {
                throw new IOException(file + ", line " + number + ": not a size, a tab and a name. Mend the line, or"
                        + " remove the file if no running client depends on the sizes it holds");
            }
            sizes.put(line.substring(tab + 1), Long.parseLong(line.substring(0, tab)));
        }
        return sizes;
    }

    private List<String> lines() throws IOException {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new IOException(
                    file + ": not UTF-8. Mend it, or remove it if no running client depends on the sizes it holds", e);
        }
    }

    private void write(Map<String, Long> sizes) throws IOException {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        sizes.forEach(
                (name, size) -> text.append(size).append('\t').append(name).append('\n'));
        StateFiles.replace(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
