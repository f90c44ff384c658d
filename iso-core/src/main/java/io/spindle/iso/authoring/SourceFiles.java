package io.spindle.iso.authoring;

import io.spindle.iso.authoring.tree.SourceAttributes;
import io.spindle.iso.authoring.tree.SourceNode;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The files of a folder as they were when it was looked at: read only while they are the same, and a bounded number of them
 * open at a time.
 *
 * <p>A file counts as the same by its identity, size and time of change, which its path is asked for before and after every
 * read. One that was seen to be another fails for good.
 */
final class SourceFiles implements Closeable {
    private static final int MAXIMUM_OPEN = 256;

    private final FileOpener opener;
    private final Path folder;
    /** In the order of their last use. */
    private final Map<SourceNode, Handle> open = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<SourceNode, String> changed = new LinkedHashMap<>();
    private boolean closed;

    /** An open file and how many reads are using it. */
    private static final class Handle {
        final Path path;
        final FileChannel channel;
        int users;
        boolean dropped;

        Handle(Path path, FileChannel channel) {
            this.path = path;
            this.channel = channel;
        }
    }

    SourceFiles(Path folder) {
        this.folder = folder;
        this.opener = new FileOpener(folder);
    }

    /**
     * Fills {@code destination} with the bytes at an offset of the file.
     *
     * @throws FileChangedException when it is not the file that it was
     * @throws IOException when it cannot be read
     */
    void read(SourceNode file, long offsetBytes, ByteBuffer destination) throws IOException {
        Handle handle = acquire(file);
        try {
            check(file, handle.path);
            fill(handle.channel, offsetBytes, destination);
            check(file, handle.path);
        } catch (FileChangedException e) {
            remember(file, e.getMessage());
            drop(file, handle);
            throw e;
        } catch (EOFException e) {
            // It was cut after the first look; the second one says so, or the file system contradicts itself.
            drop(file, handle);
            check(file, handle.path);
            throw e;
        } catch (IOException e) {
            drop(file, handle);
            throw e;
        } finally {
            release(handle);
        }
    }

    private static void fill(FileChannel channel, long offsetBytes, ByteBuffer destination) throws IOException {
        long offset = offsetBytes;
        while (destination.hasRemaining()) {
            int got = channel.read(destination, offset);
            if (got < 0) {
                throw new EOFException("a file ends at byte " + offset);
            }
            offset += got;
        }
    }

    private synchronized Handle acquire(SourceNode file) throws IOException {
        String reason = changed.get(file);
        if (reason != null) {
            throw new FileChangedException(reason);
        }
        if (closed) {
            throw new IOException("the disc is closed");
        }
        Handle handle = open.get(file);
        if (handle == null) {
            handle = open(file);
            open.put(file, handle);
            closeIdle(MAXIMUM_OPEN);
        }
        handle.users++;
        return handle;
    }

    private Handle open(SourceNode file) throws IOException {
        Path path = file.below(folder);
        try {
            check(file, path);
            Object before = opener.changeStamp(path);
            FileChannel channel = opener.open(file);
            if (!isSame(file, path, channel, before)) {
                channel.close();
                throw new FileChangedException(file.path() + " was changed while it was being opened");
            }
            return new Handle(path, channel);
        } catch (FileChangedException e) {
            changed.put(file, e.getMessage());
            throw e;
        }
    }

    /** An equal stamp says that it did not go away and come back while another one was being opened in its place. */
    private boolean isSame(SourceNode file, Path path, FileChannel channel, Object stamp) throws IOException {
        try {
            return channel.size() == file.sizeBytes() && Objects.equals(stamp, opener.changeStamp(path));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private synchronized void remember(SourceNode file, String reason) {
        changed.put(file, reason);
    }

    private synchronized void drop(SourceNode file, Handle handle) {
        handle.dropped = true;
        open.remove(file, handle);
    }

    private synchronized void release(Handle handle) throws IOException {
        handle.users--;
        if (handle.users == 0 && (handle.dropped || closed)) {
            handle.channel.close();
        }
    }

    private void closeIdle(int most) throws IOException {
        Iterator<Handle> oldest = open.values().iterator();
        while (open.size() > most && oldest.hasNext()) {
            Handle handle = oldest.next();
            if (handle.users == 0) {
                oldest.remove();
                handle.channel.close();
            }
        }
    }

    /** Fails when the path does not name the file that it named. */
    private static void check(SourceNode file, Path path) throws IOException {
        SourceAttributes then = file.attributes();
        BasicFileAttributes now;
        try {
            now = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            throw new FileChangedException(file.path() + " is not there any more");
        }
        Optional<String> difference = difference(then, now);
        if (difference.isPresent()) {
            throw new FileChangedException(file.path() + " " + difference.get());
        }
    }

    private static Optional<String> difference(SourceAttributes then, BasicFileAttributes now) {
        if (!now.isRegularFile()) {
            return Optional.of(now.isSymbolicLink() ? "is a link now" : "is no file any more");
        }
        if (!Objects.equals(then.fileKey(), now.fileKey())) {
            return Optional.of("was replaced by another file");
        }
        if (then.sizeBytes() != now.size()) {
            return Optional.of("has " + now.size() + " bytes now, it had " + then.sizeBytes());
        }
        FileTime modified = now.lastModifiedTime();
        Instant planned = Instant.ofEpochSecond(then.modifiedSeconds(), then.modifiedNanos());
        return modified.toInstant().equals(planned) ? Optional.empty() : Optional.of("was changed");
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        for (Handle handle : open.values()) {
            if (handle.users == 0) {
                handle.channel.close();
            }
        }
        open.clear();
        opener.close();
    }
}
