package io.spindle.iso.filesystem;

import io.spindle.iso.inspection.Finding;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds nodes of a volume by path, and walks its tree in bounds: no directory twice, not too deep, not too many. */
public final class FileTree {
    private static final int MAXIMUM_LINKS = 40;
    private static final int MAXIMUM_PATH = 4096;

    private final Volume volume;
    private final ParseLimits limits;

    public FileTree(Volume volume, ParseLimits limits) {
        this.volume = volume;
        this.limits = limits;
    }

    /** Is told of what a walk comes to. */
    public interface Visitor {
        /**
         * A directory was read, or a single node that is none was come to.
         *
         * @param path of the directory, without a slash at its begin and end; empty for the root
         * @param nodes what it holds
         */
        void directory(String path, List<FileNode> nodes);
    }

    /** A directory that is still to be read. */
    private record Pending(String path, FileNode node, int depth) {}

    /**
     * Reads the directory and all that are below it, each before what is in it.
     *
     * @param path its path, without a slash at its begin and end
     * @return what stopped the walk from being complete
     */
    public List<Finding> walk(String path, FileNode directory, Visitor visitor) {
        List<Finding> faults = new ArrayList<>();
        Set<FileExtent> seen = new HashSet<>();
        Deque<Pending> pending = new ArrayDeque<>(List.of(new Pending(path, directory, depth(path))));
        int left = limits.entries();
        while (!pending.isEmpty()) {
            Pending next = pending.pop();
            Optional<Finding> fault = refusal(next, left, seen);
            if (fault.isPresent()) {
                faults.add(fault.get());
                if (left <= 0 || faults.size() > 100) {
                    break;
                }
                continue;
            }
            List<FileNode> nodes = volume.list(next.node());
            left -= nodes.size();
            visitor.directory(next.path(), nodes);
            push(pending, next, nodes);
        }
        return faults;
    }

    private static void push(Deque<Pending> pending, Pending parent, List<FileNode> nodes) {
        List<FileNode> last = new ArrayList<>(nodes);
        Collections.reverse(last);
        last.stream()
                .filter(FileNode::isDirectory)
                .forEach(node -> pending.push(new Pending(join(parent.path(), node.name()), node, parent.depth() + 1)));
    }

    private Optional<Finding> refusal(Pending next, int left, Set<FileExtent> seen) {
        long at = next.node().extents().isEmpty()
                ? -1
                : next.node().extents().get(0).offsetBytes();
        if (left <= 0) {
            return Optional.of(fault("entries-limit", at, "there are more than " + limits.entries() + " files"));
        }
        if (next.depth() > limits.depth() || next.path().length() > MAXIMUM_PATH) {
            return Optional.of(fault("depth-limit", at, "directories are nested too deep: " + next.path()));
        }
        if (at >= 0 && !seen.add(next.node().extents().get(0))) {
            return Optional.of(fault("directory-twice", at, "a directory is in the tree twice: " + next.path()));
        }
        return Optional.empty();
    }

    private static Finding fault(String code, long offsetBytes, String text) {
        return new Finding(Finding.Severity.ERROR, code, offsetBytes, text);
    }

    private static int depth(String path) {
        return path.isEmpty() ? 0 : (int) path.chars().filter(c -> c == '/').count() + 1;
    }

    /** The path of what is in a directory. */
    public static String join(String directory, String name) {
        return directory.isEmpty() ? name : directory + "/" + name;
    }

    /**
     * The node with that path. Links on the way are followed inside the volume.
     *
     * @param path with or without slashes at its begin and end
     * @param followLast whether a link at the end is followed too
     */
    public Optional<FileNode> find(String path, boolean followLast) {
        Deque<FileNode> trail = new ArrayDeque<>(List.of(volume.root()));
        Deque<String> names = new ArrayDeque<>(Arrays.asList(path.split("/")));
        int links = 0;
        while (!names.isEmpty()) {
            String name = names.pop();
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            if (name.equals("..")) {
                leave(trail);
                continue;
            }
            Optional<FileNode> found = child(trail.peek(), name);
            if (found.isEmpty() || trail.size() > limits.depth()) {
                return Optional.empty();
            }
            boolean follow = followLast || !names.isEmpty();
            if (follow && found.get().linkTarget().isPresent()) {
                if (links++ == MAXIMUM_LINKS) {
                    return Optional.empty();
                }
                follow(found.get().linkTarget().get(), trail, names);
            } else {
                trail.push(found.get());
            }
        }
        return Optional.of(trail.peek());
    }

    private static void leave(Deque<FileNode> trail) {
        if (trail.size() > 1) {
            trail.pop();
        }
    }

    private static void follow(String target, Deque<FileNode> trail, Deque<String> names) {
        if (target.startsWith("/")) {
            while (trail.size() > 1) {
                trail.pop();
            }
        }
        String[] parts = target.split("/");
        for (int i = parts.length - 1; i >= 0; i--) {
            names.push(parts[i]);
        }
    }

    /** Plain ISO 9660 knows capitals only, so there any spelling will do. */
    private Optional<FileNode> child(FileNode directory, String name) {
        if (!directory.isDirectory()) {
            return Optional.empty();
        }
        List<FileNode> nodes = volume.list(directory);
        Optional<FileNode> exact =
                nodes.stream().filter(node -> node.name().equals(name)).findFirst();
        return exact.isPresent() || volume.kind() != TreeKind.ISO_9660
                ? exact
                : nodes.stream()
                        .filter(node -> node.name().equalsIgnoreCase(name))
                        .findFirst();
    }
}
