package io.spindle.iso.authoring;

import io.spindle.iso.authoring.tree.SourceNode;
import io.spindle.iso.bytes.ContentFault;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files of a folder as they were when it was looked at: read only while they are the same, and a bounded number of them
 * open at a time. Any number of threads may read.
 *
 * <p>A file counts as the same by its identity, size and time of change, which its path is asked for before and after every
 * read. One that was seen to be another fails for good.
 */
final class SourceFiles implements Closeable {
    private static final int MAXIMUM_OPEN = 256;
    private static final int MAXIMUM_TRIES = 3;

    private final FileOpener opener;
    private final Path folder;
    private final boolean unix;
    /** In the order of their last use. */
    private final Map<SourceNode, Handle> open = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<SourceNode, ContentFault> changed = new ConcurrentHashMap<>();
    /** Where most of those lie that are read next. */
    private volatile KnownFolder lastFolder;

    private boolean closed;

    private record KnownFolder(SourceNode node, Path path) {}

    /** An open file and how many reads are using it. */
    private static final class Handle {
        final FileChannel channel;
        int users;
        boolean dropped;

        Handle(FileChannel channel) {
            this.channel = channel;
        }
    }

    SourceFiles(Path folder) {
        this.folder = folder;
        this.opener = new FileOpener(folder);
        this.unix = folder.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    /**
     * Fills {@code destination} with the bytes at an offset of the file.
     *
     * @throws FileChangedException when it is not the file that it was
     * @throws IOException when it cannot be read
     */
    void read(SourceNode file, long offsetBytes, ByteBuffer destination) throws IOException {
        ContentFault fault = changed.get(file);
        if (fault != null) {
            throw new FileChangedException(fault);
        }
        Handle handle = acquire(file);
        try {
            Path path = path(file);
            if (handle == null) {
                openAndRead(file, path, offsetBytes, destination);
            } else {
                read(file, path, handle, offsetBytes, destination);
            }
        } catch (FileChangedException e) {
            changed.put(file, e.fault());
            throw e;
        }
    }

    private void read(SourceNode file, Path path, Handle handle, long offsetBytes, ByteBuffer destination)
            throws IOException {
        boolean intact = false;
        try {
            look(file, path, false);
            boolean whole = fill(handle.channel, offsetBytes, destination);
            // If it was cut after the first look, this says so.
            look(file, path, false);
            if (!whole) {
                throw new IOException(file.path() + " ends before its length");
            }
            intact = true;
        } finally {
            release(file, handle, intact);
        }
    }

    /**
     * The stamp of the path is the same before it is opened and after it was read, so that no other file was there for the
     * moment of the opening.
     */
    private void openAndRead(SourceNode file, Path path, long offsetBytes, ByteBuffer destination) throws IOException {
        int begin = destination.position();
        for (int tries = 0; tries < MAXIMUM_TRIES; tries++) {
            destination.position(begin);
            FileState before = look(file, path, unix);
            FileChannel channel = opener.open(file, path);
            boolean kept = false;
            try {
                boolean sameSize = unix || channel.size() == file.sizeBytes();
                boolean whole = sameSize && fill(channel, offsetBytes, destination);
                FileState after = look(file, path, unix);
                if (whole && before.identityStamp().equals(after.identityStamp())) {
                    boolean goesOn = destination.position() - begin < file.sizeBytes();
                    kept = goesOn && keep(file, channel);
                    return;
                }
            } finally {
                if (!kept) {
                    channel.close();
                }
            }
        }
        throw FileState.changed(ContentFault.Kind.CHANGED, file, "was changed while it was being opened");
    }

    /** False when the file ends before. */
    private static boolean fill(FileChannel channel, long offsetBytes, ByteBuffer destination) throws IOException {
        long offset = offsetBytes;
        while (destination.hasRemaining()) {
            int got = channel.read(destination, offset);
            if (got < 0) {
                return false;
            }
            offset += got;
        }
        return true;
    }

    /** Fails when the path does not name the file that it named. */
    private static FileState look(SourceNode file, Path path, boolean withStamp) throws IOException {
        try {
            FileState now = withStamp ? FileState.withStamp(path) : FileState.withoutStamp(path);
            now.check(file);
            return now;
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw FileState.changed(ContentFault.Kind.REMOVED, file, "is not there any more");
        }
    }

    private Path path(SourceNode file) {
        SourceNode parent = file.parent();
        KnownFolder known = lastFolder;
        if (known == null || known.node() != parent) {
            known = new KnownFolder(parent, parent.below(folder));
            lastFolder = known;
        }
        return known.path().resolve(file.name().path(folder));
    }

    /** The open file for one more user, or null when it is not open. */
    private synchronized Handle acquire(SourceNode file) throws IOException {
        if (closed) {
            throw new IOException("the disc is closed");
        }
        Handle handle = open.get(file);
        if (handle != null) {
            handle.users++;
        }
        return handle;
    }

    private synchronized void release(SourceNode file, Handle handle, boolean intact) throws IOException {
        if (!intact) {
            handle.dropped = true;
            open.remove(file, handle);
        }
        handle.users--;
        if (handle.users == 0 && (handle.dropped || closed)) {
            handle.channel.close();
        }
    }

    /** Keeps a file open for later reads; false when that is not to be. */
    private synchronized boolean keep(SourceNode file, FileChannel channel) throws IOException {
        if (closed || open.containsKey(file)) {
            return false;
        }
        open.put(file, new Handle(channel));
        Iterator<Handle> oldest = open.values().iterator();
        while (open.size() > MAXIMUM_OPEN && oldest.hasNext()) {
            Handle handle = oldest.next();
            if (handle.users == 0) {
                oldest.remove();
                handle.channel.close();
            }
        }
        return true;
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
