package io.spindle.iso.authoring;

import io.spindle.iso.authoring.tree.SourceNode;
import io.spindle.iso.bytes.ContentFault;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Opens files below a folder without passing through a link, whoever puts one there in the meantime: folder by folder, each
 * from the one above it. Any number of threads may open files.
 */
final class FileOpener implements Closeable {
    private static final int MAXIMUM_FOLDERS = 32;
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final Path root;
    /** Open folders in the order of their last use. */
    private final Map<SourceNode, SecureDirectoryStream<Path>> folders = new LinkedHashMap<>(16, 0.75f, true);

    private boolean closed;

    FileOpener(Path root) {
        this.root = root;
    }

    /**
     * Opens a file.
     *
     * @param path where it is below the root
     * @throws FileChangedException when there is a link on the way to it, or nothing
     */
    FileChannel open(SourceNode file, Path path) throws IOException {
        try {
            return openFromFolder(file, path);
        } catch (NoSuchFileException | NotDirectoryException | FileSystemLoopException e) {
            throw FileState.changed(ContentFault.Kind.REMOVED, file, "is not there any more");
        } catch (FileChangedException e) {
            throw e;
        } catch (IOException e) {
            // A link is refused with an error that has no type of its own.
            if (Files.isSymbolicLink(path) || !path.getParent().toRealPath().equals(path.getParent())) {
                throw behindLink(file);
            }
            throw e;
        }
    }

    private FileChannel openFromFolder(SourceNode file, Path path) throws IOException {
        while (true) {
            SecureDirectoryStream<Path> folder = folder(file.parent(), path.getParent());
            // Where the system cannot open from folders, a link is found by looking for one.
            if (folder == null) {
                checkNoLinkIn(file, path.getParent());
                return FileChannel.open(path, READ);
            }
            try {
                return (FileChannel) folder.newByteChannel(path.getFileName(), READ);
            } catch (ClosedDirectoryStreamException e) {
                // Other threads have opened many folders since, so that this one was closed.
                continue;
            }
        }
    }

    private synchronized SecureDirectoryStream<Path> folder(SourceNode node, Path path) throws IOException {
        if (closed) {
            throw new IOException("the disc is closed");
        }
        SecureDirectoryStream<Path> known = folders.get(node);
        if (known != null) {
            return known;
        }
        SecureDirectoryStream<Path> opened;
        if (node.isRoot()) {
            DirectoryStream<Path> stream = Files.newDirectoryStream(path);
            if (!(stream instanceof SecureDirectoryStream)) {
                stream.close();
                return null;
            }
            opened = (SecureDirectoryStream<Path>) stream;
        } else {
            SecureDirectoryStream<Path> above = folder(node.parent(), path.getParent());
            if (above == null) {
                return null;
            }
            opened = above.newDirectoryStream(path.getFileName(), LinkOption.NOFOLLOW_LINKS);
        }
        remember(node, opened);
        return opened;
    }

    private void remember(SourceNode node, SecureDirectoryStream<Path> stream) throws IOException {
        folders.put(node, stream);
        if (folders.size() > MAXIMUM_FOLDERS) {
            SourceNode oldest = folders.keySet().iterator().next();
            folders.remove(oldest).close();
        }
    }

    private static void checkNoLinkIn(SourceNode file, Path parent) throws IOException {
        if (!parent.toRealPath().equals(parent)) {
            throw behindLink(file);
        }
    }

    private static FileChangedException behindLink(SourceNode file) {
        return FileState.changed(ContentFault.Kind.LINK, file, "is behind a link now");
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        for (SecureDirectoryStream<Path> stream : folders.values()) {
            stream.close();
        }
        folders.clear();
    }
}
