package io.spindle.iso.authoring.tree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at a folder once, all the way down, without following a link. */
public final class TreeScan {
    /** Readers, ours too, do not go deeper. */
    private static final int MAXIMUM_DEPTH = 64;
    /** About what a node costs while a disc is planned. */
    private static final long BYTES_PER_NODE = 1024;

    private static final String POSIX_ATTRIBUTES =
            "unix:size,lastModifiedTime,mode,uid,gid,nlink,fileKey,isRegularFile,isDirectory,isSymbolicLink";
    /** A file that is changed within one tick of the clock of its file system keeps its date. */
    private static final long CLOCK_TICK_MILLIS = 20;

    private final Path folder;
    private final boolean posix;
    private final long maximumNodes;
    private final List<String> leftOut = new ArrayList<>();
    private long nodes;
    private Instant newest = Instant.EPOCH;

    private TreeScan(Path folder, long maximumNodes) {
        this.folder = folder;
        this.posix = folder.getFileSystem().supportedFileAttributeViews().contains("unix");
        this.maximumNodes = maximumNodes;
    }

    /**
     * The folder as it is now. As many files are taken as the memory of this Java is enough for.
     *
     * @throws IOException when something in it cannot be read or recorded, with a text for people
     */
    public static SourceTree of(Path folder) throws IOException {
        return of(folder, Runtime.getRuntime().maxMemory() / BYTES_PER_NODE);
    }

    static SourceTree of(Path folder, long maximumNodes) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new SourceException(folder + " is not a folder: name a folder whose files go on the disc");
        }
        TreeScan scan = new TreeScan(folder.toRealPath(), maximumNodes);
        SourceNode root = new SourceNode(
                null, NodeName.ROOT, SourceNode.Kind.FOLDER, scan.attributes(scan.look(scan.folder)), null);
        scan.fill(root, scan.folder, 1);
        scan.letTheClockTick();
        return SourceTree.of(Optional.of(scan.folder), root, scan.leftOut);
    }

    private void fill(SourceNode parent, Path path, int depth) throws IOException {
        if (depth > MAXIMUM_DEPTH) {
            throw new SourceException(
                    path + ": more than " + MAXIMUM_DEPTH + " folders below each other; readers of discs stop there");
        }
        List<SourceNode> children = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                node(parent, entry).ifPresent(children::add);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (NoSuchFileException e) {
            throw new SourceException(e.getFile() + " went away while the folder was looked at: try again");
        }
        children.sort((one, other) -> NodeName.compare(one.name(), other.name()));
        parent.adopt(children);
        for (SourceNode child : children) {
            if (child.isFolder()) {
                fill(child, child.below(folder), depth + 1);
            }
        }
    }

    private Optional<SourceNode> node(SourceNode parent, Path path) throws IOException {
        nodes++;
        if (nodes > maximumNodes) {
            throw new SourceException(folder + " holds more than " + maximumNodes
                    + " files and folders, for which this Java has no memory; _JAVA_OPTIONS=-Xmx4g gives it more");
        }
        Map<String, Object> look = look(path);
        if (look.get("isSymbolicLink").equals(true)) {
            return link(parent, path, attributes(look));
        }
        boolean directory = look.get("isDirectory").equals(true);
        if (!directory && look.get("isRegularFile").equals(false)) {
            leftOut.add(path + " is a device, pipe or socket");
            return Optional.empty();
        }
        if (!directory && !Files.isReadable(path)) {
            throw new SourceException(
                    path + ": permission denied; let this user read it, or take it out of the folder");
        }
        SourceNode.Kind kind = directory ? SourceNode.Kind.FOLDER : SourceNode.Kind.FILE;
        return Optional.of(new SourceNode(parent, NodeName.of(path), kind, attributes(look), null));
    }

    private Optional<SourceNode> link(SourceNode parent, Path path, SourceAttributes attributes) throws IOException {
        String target = Files.readSymbolicLink(path).toString();
        if (target.isEmpty() || target.indexOf(NodeName.REPLACEMENT) >= 0) {
            leftOut.add(path + " is a link to a name that is not UTF-8");
            return Optional.empty();
        }
        byte[] bytes = target.getBytes(StandardCharsets.UTF_8);
        return Optional.of(new SourceNode(parent, NodeName.of(path), SourceNode.Kind.LINK, attributes, bytes));
    }

    private Map<String, Object> look(Path path) throws IOException {
        return Files.readAttributes(path, posix ? POSIX_ATTRIBUTES : "*", LinkOption.NOFOLLOW_LINKS);
    }

    private SourceAttributes attributes(Map<String, Object> look) {
        Instant modified = ((FileTime) look.get("lastModifiedTime")).toInstant();
        newest = modified.isAfter(newest) ? modified : newest;
        boolean directory = look.get("isDirectory").equals(true);
        return new SourceAttributes(
                look.get("isRegularFile").equals(true) ? (Long) look.get("size") : 0,
                modified.getEpochSecond(),
                modified.getNano(),
                (Integer) look.getOrDefault("mode", directory ? 0755 : 0644) & 07777,
                (Integer) look.getOrDefault("uid", 0),
                (Integer) look.getOrDefault("gid", 0),
                (Integer) look.getOrDefault("nlink", 1),
                look.get("fileKey"));
    }

    /** Whatever is written from now on gets another date than what was seen. */
    private void letTheClockTick() {
        long ageMillis = System.currentTimeMillis() - newest.toEpochMilli();
        if (ageMillis >= 0 && ageMillis < CLOCK_TICK_MILLIS) {
            try {
                Thread.sleep(CLOCK_TICK_MILLIS - ageMillis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UncheckedIOException(new IOException("interrupted while looking at " + folder, e));
            }
        }
    }
}
