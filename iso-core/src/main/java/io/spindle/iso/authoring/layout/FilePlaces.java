package io.spindle.iso.authoring.layout;

import io.spindle.iso.authoring.tree.SourceNode;
import io.spindle.iso.authoring.tree.SourceTree;

/** Where the content of each file begins. */
public final class FilePlaces {
    private final long[] firstSectors;

    private FilePlaces(int nodes) {
        firstSectors = new long[nodes];
    }

    /** Gives a place to every file of the tree; names of one file share one, and files without bytes have that of the first. */
    public static FilePlaces take(SourceTree tree, SectorCursor cursor) {
        FilePlaces places = new FilePlaces(tree.nodes().size());
        long begin = cursor.next();
        for (SourceNode node : tree.nodes()) {
            if (node.kind() == SourceNode.Kind.FILE) {
                places.firstSectors[node.index()] = node.first() != node
                        ? places.firstSector(node.first())
                        : node.sizeBytes() == 0 ? begin : cursor.take(node.sizeBytes());
            }
        }
        return places;
    }

    public long firstSector(SourceNode file) {
        return firstSectors[file.index()];
    }
}
