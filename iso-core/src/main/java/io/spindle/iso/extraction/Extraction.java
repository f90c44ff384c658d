package io.spindle.iso.extraction;

import io.spindle.iso.filesystem.FileKind;
import io.spindle.iso.filesystem.FileNode;
import io.spindle.iso.filesystem.FileTree;
import io.spindle.iso.filesystem.ParseLimits;
import io.spindle.iso.filesystem.Volume;
import io.spindle.iso.inspection.Finding;
import io.spindle.iso.inspection.Labels;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;

/**
 * Copies a tree of a volume into a folder.
 *
 * <p>Nothing that is there is overwritten. Links are made last and only where they stay inside the folder, so that
 * nothing is ever written through one. Devices, pipes and sockets are not made, nor bits that change who a program runs
 * as. What is left out is a finding; what is there is whole.
 */
public final class Extraction {
    private final Volume volume;
    private final Path folder;
    private final Progress progress;
    private final ExtractionLog log = new ExtractionLog();
    /** Folders by their path in the tree; those that could not be made are not in it. */
    private final Map<String, Path> folders = new HashMap<>();

    private final Set<Path> taken = new HashSet<>();
    private final Map<Path, FileNode> made = new HashMap<>();
    private final List<PendingLink> links = new ArrayList<>();

    /** Is told how far it is. */
    public interface Progress {
        /**
         * Some more bytes were written.
         *
         * @param path of the file in the tree
         * @param doneBytes of all files together
         * @param totalBytes of all files together
         * @return false to end here
         */
        boolean goesOn(String path, long doneBytes, long totalBytes);
    }

    /**
     * What was done.
     *
     * @param files how many files were written
     * @param folders how many folders were made
     * @param links how many links were made
     * @param bytes how many bytes the files have
     * @param findings what was left out or named otherwise
     * @param complete whether nothing was left out
     */
    public record Result(int files, int folders, int links, long bytes, List<Finding> findings, boolean complete) {}

    private record PendingLink(Path link, String target, int depth, String path) {}

    public Extraction(Volume volume, Path folder, Progress progress) {
        this.volume = volume;
        this.folder = folder;
        this.progress = progress;
    }

    /**
     * Copies the node: of a directory what is in it, into the folder itself.
     *
     * @throws IOException when the folder cannot be made, or has not enough room
     * @throws CancellationException when it was not to go on; what is there is whole
     */
    public Result run(FileNode node) throws IOException {
        FileTree tree = new FileTree(volume, ParseLimits.generous());
        ExtractionSize size = ExtractionSize.of(tree, node);
        Files.createDirectories(folder);
        FileStore store = Files.getFileStore(folder);
        if (size.bytes() > store.getUsableSpace()) {
            throw new IOException("the files take " + size.bytes() + " bytes, there is room for "
                    + store.getUsableSpace() + " in " + folder);
        }
        FileWriter writer = new FileWriter(volume, (path, doneBytes) -> progress.goesOn(path, doneBytes, size.bytes()));
        folders.put("", folder.toRealPath());
        if (node.isDirectory()) {
            tree.walk("", node, (path, nodes) -> directory(writer, path, nodes)).forEach(log::leftOut);
        } else {
            directory(writer, "", List.of(node));
        }
        links.forEach(this::link);
        made.forEach(FileAttributes::apply);
        return log.result(volume.findings());
    }

    private void directory(FileWriter writer, String path, List<FileNode> nodes) {
        Path parent = folders.get(path);
        if (parent == null) {
            return;
        }
        for (FileNode node : nodes) {
            String nodePath = FileTree.join(path, node.name());
            Optional<Path> target = LocalNames.resolve(parent, node.name());
            if (target.isEmpty()) {
                log.leftOut("bad-name", nodePath, "no file here can have the name; is the locale one of UTF-8?");
                continue;
            }
            if (!target.get().getFileName().toString().equals(node.name())) {
                log.renamed(nodePath, target.get().getFileName().toString());
            }
            make(writer, node, nodePath, target.get());
        }
    }

    private void make(FileWriter writer, FileNode node, String path, Path target) {
        try {
            switch (node.kind()) {
                case DIRECTORY -> folder(node, path, target);
                case FILE -> {
                    writer.write(node, path, target);
                    FileAttributes.apply(target, node);
                    log.file(node.lengthBytes());
                }
                case SYMBOLIC_LINK ->
                    links.add(new PendingLink(target, node.linkTarget().orElse(""), depth(path), path));
                case CHARACTER_DEVICE, BLOCK_DEVICE, FIFO, SOCKET ->
                    log.leftOut("special-file", path, "devices, pipes and sockets are not made");
            }
        } catch (FileAlreadyExistsException e) {
            log.leftOut("exists", path, "there is a file of that name in the folder, or two names are one here");
        } catch (IOException e) {
            log.leftOut("failed", path, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private static int depth(String path) {
        return (int) path.chars().filter(c -> c == '/').count();
    }

    /** A folder that was there before is used, one that stands for another name of this tree is not. */
    private void folder(FileNode node, String path, Path target) throws IOException {
        if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(target);
            log.folder();
            made.put(target, node);
        }
        if (!taken.add(target.toRealPath(LinkOption.NOFOLLOW_LINKS))) {
            throw new FileAlreadyExistsException(target.toString());
        }
        folders.put(path, target);
    }

    private void link(PendingLink pending) {
        if (!LinkTargets.stays(pending.target(), pending.depth())) {
            String target = Labels.harmless(pending.target());
            log.leftOut("link-leaves", pending.path(), "the link may lead out of the folder: " + target);
            return;
        }
        try {
            Files.createSymbolicLink(
                    pending.link(), pending.link().getFileSystem().getPath(pending.target()));
            log.link();
        } catch (FileAlreadyExistsException e) {
            log.leftOut("exists", pending.path(), "there is a file of that name in the folder");
        } catch (IOException | RuntimeException e) {
            log.leftOut("failed", pending.path(), "the link cannot be made: " + e.getMessage());
        }
    }

    /** How much there is to copy. */
    private record ExtractionSize(long bytes) {
        static ExtractionSize of(FileTree tree, FileNode node) {
            long[] total = {node.lengthBytes()};
            if (node.isDirectory()) {
                tree.walk(
                        "",
                        node,
                        (path, nodes) -> nodes.stream()
                                .filter(it -> it.kind() == FileKind.FILE)
                                .forEach(it -> total[0] = saturated(total[0] + it.lengthBytes())));
            }
            return new ExtractionSize(total[0]);
        }

        private static long saturated(long sum) {
            return sum < 0 ? Long.MAX_VALUE : sum;
        }
    }
}
