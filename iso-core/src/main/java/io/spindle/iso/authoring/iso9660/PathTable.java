package io.spindle.iso.authoring.iso9660;

import io.spindle.iso.authoring.layout.Fields;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** All folders of a tree with their places (ECMA-119, 9.4). */
final class PathTable {
    private static final int FIXED_BYTES = 8;

    private PathTable() {}

    static byte[] of(Hierarchy tree, ByteOrder order) {
        int lengthBytes = tree.folders().stream()
                .mapToInt(folder -> FIXED_BYTES + evenly(folder.identifier.length))
                .sum();
        ByteBuffer out = ByteBuffer.allocate(lengthBytes).order(order);
        for (Hierarchy.Folder folder : tree.folders()) {
            int end = out.position() + FIXED_BYTES + evenly(folder.identifier.length);
            out.put((byte) folder.identifier.length).put((byte) 0);
            out.putInt(Fields.unsigned32(folder.sector));
            out.putShort((short) tree.folder(folder.node.parent()).number);
            out.put(folder.identifier).position(end);
        }
        return out.array();
    }

    private static int evenly(int lengthBytes) {
        return (lengthBytes + 1) / 2 * 2;
    }
}
