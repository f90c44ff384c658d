package io.spindle.iso.authoring.tree;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that goes on a disc.
 *
 * @param folder where its files are; empty when all of them are in memory
 * @param nodes each at its index; the first is the root
 * @param leftOut what is in the folder and cannot be on a disc, a sentence each
 */
public record SourceTree(Optional<Path> folder, List<SourceNode> nodes, List<String> leftOut) {
    public SourceTree {
        nodes = List.copyOf(nodes);
        leftOut = List.copyOf(leftOut);
    }

    /** Numbers the nodes level by level, and finds the names of one file. */
    static SourceTree of(Optional<Path> folder, SourceNode root, List<String> leftOut) {
        List<SourceNode> nodes = new ArrayList<>(List.of(root));
        for (int next = 0; next < nodes.size(); next++) {
            SourceNode node = nodes.get(next);
            node.number(next);
            nodes.addAll(node.children());
        }
        Map<Object, SourceNode> linked = new HashMap<>();
        for (SourceNode node : nodes) {
            if (node.kind() == SourceNode.Kind.FILE && node.attributes().links() > 1) {
                SourceNode first = linked.putIfAbsent(node.attributes().fileKey(), node);
                if (first != null) {
                    node.isNameOf(first);
                }
            }
        }
        return new SourceTree(folder, nodes, leftOut);
    }

    public SourceNode root() {
        return nodes.get(0);
    }

    /** The folders in their order. */
    public List<SourceNode> folders() {
        return nodes.stream().filter(SourceNode::isFolder).toList();
    }

    /** When the last node was modified, in seconds since 1970. */
    public long newestSeconds() {
        return nodes.stream()
                .mapToLong(node -> node.attributes().modifiedSeconds())
                .max()
                .orElse(0);
    }
}
