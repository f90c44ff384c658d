package io.spindle.iso.authoring;

import io.spindle.iso.authoring.tree.SourceNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
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
 * from the one above it.
 *
 * <p>Not for several threads at once.
 */
final class FileOpener implements Closeable {
    private static final int MAXIMUM_FOLDERS = 32;
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final Path root;
    private final boolean unix;
    /** Open folders in the order of their last use. */
    private final Map<SourceNode, SecureDirectoryStream<Path>> folders = new LinkedHashMap<>(16, 0.75f, true);

    FileOpener(Path root) {
        this.root = root;
        this.unix = root.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    /**
     * Opens a file.
     *
     * @throws FileChangedException when there is a link on the way to it, or nothing
     */
    FileChannel open(SourceNode file) throws IOException {
        Path path = file.below(root);
        try {
            SecureDirectoryStream<Path> folder = folder(file.parent(), path.getParent());
            // Where the system cannot open from folders, a link is found by looking for one.
            if (folder == null) {
                checkNoLinkIn(file, path.getParent());
                return FileChannel.open(path, READ);
            }
            SeekableByteChannel opened = folder.newByteChannel(path.getFileName(), READ);
            return (FileChannel) opened;
        } catch (NoSuchFileException | NotDirectoryException | FileSystemLoopException e) {
            throw new FileChangedException(file.path() + " is not there any more");
        } catch (IOException e) {
            // A link is refused with an error that has no type of its own.
            if (Files.isSymbolicLink(path) || !path.getParent().toRealPath().equals(path.getParent())) {
                throw new FileChangedException(file.path() + " is behind a link now");
            }
            throw e;
        }
    }

    private SecureDirectoryStream<Path> folder(SourceNode node, Path path) throws IOException {
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

    private void checkNoLinkIn(SourceNode file, Path parent) throws IOException {
        if (!parent.toRealPath().equals(parent)) {
            throw new FileChangedException(file.path() + " is behind a link now");
        }
    }

    /** What changes whenever the path comes to name another file, even if the same one comes back. */
    Object changeStamp(Path path) throws IOException {
        return unix ? Files.getAttribute(path, "unix:ctime", LinkOption.NOFOLLOW_LINKS) : "";
    }

    @Override
    public void close() throws IOException {
        for (SecureDirectoryStream<Path> stream : folders.values()) {
            stream.close();
        }
        folders.clear();
    }
}
