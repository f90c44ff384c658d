package io.spindle.iso.authoring.tree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A tree of files that are only in memory. */
public final class MemoryTree {
    private MemoryTree() {}

    /**
     * The tree of those files.
     *
     * @param files contents by path, with slashes between names
     * @param modifiedSeconds the date of all of it, since 1970
     */
    public static SourceTree of(Map<String, byte[]> files, long modifiedSeconds) {
        SourceNode root = new SourceNode(
                null, NodeName.ROOT, SourceNode.Kind.FOLDER, SourceAttributes.ofFolder(modifiedSeconds), null);
        fill(root, new TreeMap<>(files), modifiedSeconds);
        return SourceTree.of(Optional.empty(), root, List.of());
    }

    private static void fill(SourceNode folder, SortedMap<String, byte[]> files, long modifiedSeconds) {
        List<SourceNode> children = new ArrayList<>();
        SortedMap<String, SortedMap<String, byte[]>> folders = new TreeMap<>();
        files.forEach((path, content) -> {
            int slash = path.indexOf('/');
            if (slash < 0) {
                children.add(new SourceNode(
                        folder,
                        NodeName.of(path),
                        SourceNode.Kind.FILE,
                        SourceAttributes.ofMemory(content.length, modifiedSeconds),
                        content));
            } else {
                folders.computeIfAbsent(path.substring(0, slash), name -> new TreeMap<>())
                        .put(path.substring(slash + 1), content);
            }
        });
        folders.forEach((name, below) -> {
            SourceNode child = new SourceNode(
                    folder,
                    NodeName.of(name),
                    SourceNode.Kind.FOLDER,
                    SourceAttributes.ofFolder(modifiedSeconds),
                    null);
            fill(child, below, modifiedSeconds);
            children.add(child);
        });
        children.sort(Comparator.comparing(node -> node.name().text()));
        folder.adopt(children);
    }
}
