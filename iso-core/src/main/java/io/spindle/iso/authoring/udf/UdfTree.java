package io.spindle.iso.authoring.udf;

import static io.spindle.iso.authoring.udf.UdfFields.offset;

import io.spindle.iso.authoring.layout.Fields;
import io.spindle.iso.authoring.layout.FilePlaces;
import io.spindle.iso.authoring.layout.SectorCursor;
import io.spindle.iso.authoring.layout.Segment;
import io.spindle.iso.authoring.tree.NodeFields;
import io.spindle.iso.authoring.tree.SourceException;
import io.spindle.iso.authoring.tree.SourceNode;
import io.spindle.iso.authoring.tree.SourceTree;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The entries and directories of a UDF partition: one block for each node, in the order of their indexes, then the
 * directories.
 *
 * <p>Entries are made when they are read; only directories are held in memory.
 */
final class UdfTree {
    /** Smaller ones are kept for others (UDF, 3.2.1.1). */
    static final int FIRST_UNIQUE_ID = 16;

    private static final int ENTRY_FIXED_BYTES = 176;
    private static final int IDENTIFIER_FIXED_BYTES = 38;
    private static final int MAXIMUM_NAME_BYTES = 255;
    private static final int ROOM_IN_ENTRY = SectorCursor.SECTOR_BYTES - ENTRY_FIXED_BYTES;
    /** An extent's length has 30 bits, and all but the last end with a block. */
    private static final long MAXIMUM_EXTENT_BYTES = (1L << 30) - SectorCursor.SECTOR_BYTES;

    private static final long MAXIMUM_FILE_BYTES = ROOM_IN_ENTRY / 8 * MAXIMUM_EXTENT_BYTES;
    private static final int FOLDER_TYPE = 4;
    private static final int FILE_TYPE = 5;
    private static final int LINK_TYPE = 12;
    private static final int IN_ENTRY = 3;
    private static final int DIRECTORY = 2;
    private static final int PARENT = 8;

    private final SourceTree tree;
    private final NodeFields fields;
    private final long partitionSector;
    private final long firstEntryBlock;
    private final long[] directorySectors;
    private final int[] directoryBytes;

    UdfTree(SourceTree tree, NodeFields fields, long partitionSector, long firstEntryBlock) {
        this.tree = tree;
        this.fields = fields;
        this.partitionSector = partitionSector;
        this.firstEntryBlock = firstEntryBlock;
        this.directorySectors = new long[tree.nodes().size()];
        this.directoryBytes = new int[tree.nodes().size()];
    }

    void takePlaces(SectorCursor cursor) throws SourceException {
        cursor.take(offset(tree.nodes().size()));
        for (SourceNode node : tree.nodes()) {
            if (node.isFolder()) {
                directoryBytes[node.index()] = directory(node).length;
                directorySectors[node.index()] = cursor.take(directoryBytes[node.index()]);
            } else if (node.sizeBytes() > MAXIMUM_FILE_BYTES) {
                throw new SourceException(
                        node.path() + " is larger than a file of UDF can be here: leave UDF out with --no-udf");
            }
        }
    }

    long rootBlock() {
        return block(tree.root());
    }

    private long block(SourceNode node) {
        return firstEntryBlock + node.first().index();
    }

    List<Segment> segments(FilePlaces places) {
        List<Segment> segments = new ArrayList<>();
        segments.add(new Segment.Computed(
                offset(partitionSector + firstEntryBlock),
                offset(tree.nodes().size()),
                (number, out) -> entry(tree.nodes().get((int) number), places, out)));
        for (SourceNode node : tree.folders()) {
            segments.add(new Segment.Memory(offset(directorySectors[node.index()]), directory(node)));
        }
        return segments;
    }

    private void entry(SourceNode node, FilePlaces places, ByteBuffer out) {
        if (isRecorded(node)) {
            out.put(entry(node, places));
        }
    }

    /** A file entry (ECMA-167, 4/14.9). */
    private byte[] entry(SourceNode node, FilePlaces places) {
        byte[] link = node.kind() == SourceNode.Kind.LINK ? link(node.linkTarget()) : new byte[0];
        byte[] extents = node.kind() == SourceNode.Kind.LINK ? link : extents(node, places);
        long lengthBytes = node.isFolder()
                ? directoryBytes[node.index()]
                : node.kind() == SourceNode.Kind.LINK ? link.length : node.sizeBytes();
        ByteBuffer out = UdfFields.descriptor(ENTRY_FIXED_BYTES + extents.length);
        controlBlock(out, node);
        out.putInt(fields.user(node)).putInt(fields.group(node)).putInt(permissions(fields.permissions(node)));
        out.putShort((short) (node.isFolder() ? 1 + node.folders() : node.names()));
        out.position(56).putLong(lengthBytes);
        out.putLong(node.kind() == SourceNode.Kind.LINK ? 0 : SectorCursor.sectors(lengthBytes));
        for (int date = 0; date < 3; date++) {
            UdfFields.date(out, fields.modifiedSeconds(node));
        }
        out.putInt(1).position(128);
        UdfFields.implementation(out);
        out.putLong(uniqueId(node)).putInt(0).putInt(extents.length).put(extents);
        return UdfFields.seal(out, 261, block(node));
    }

    /** The root has 0 (UDF, 3.2.1.1). */
    private static long uniqueId(SourceNode node) {
        return node.isRoot() ? 0 : FIRST_UNIQUE_ID + node.first().index();
    }

    /** ECMA-167, 4/14.6. */
    private void controlBlock(ByteBuffer out, SourceNode node) {
        int type = switch (node.kind()) {
            case FOLDER -> FOLDER_TYPE;
            case FILE -> FILE_TYPE;
            case LINK -> LINK_TYPE;
        };
        int setIds = (fields.permissions(node) >> 9 & 7);
        int flags = (setIds & 4) << 4 | (setIds & 2) << 6 | (setIds & 1) << 8;
        out.putInt(0)
                .putShort((short) 4)
                .putShort((short) 0)
                .putShort((short) 1)
                .put((byte) 0)
                .put((byte) type);
        out.putInt(0).putShort((short) 0);
        out.putShort((short) (node.kind() == SourceNode.Kind.LINK ? flags | IN_ENTRY : flags));
    }

    /** Five bits for each of others, group and owner: execute, write, read, and two that POSIX has not (ECMA-167, 4/14.9.5). */
    private static int permissions(int mode) {
        int all = 0;
        for (int who = 0; who < 3; who++) {
            all |= (mode >> 3 * who & 7) << 5 * who;
        }
        return all;
    }

    private byte[] extents(SourceNode node, FilePlaces places) {
        long left = node.isFolder() ? directoryBytes[node.index()] : node.sizeBytes();
        long sector = node.isFolder() ? directorySectors[node.index()] : places.firstSector(node);
        int count = (int) ((left + MAXIMUM_EXTENT_BYTES - 1) / MAXIMUM_EXTENT_BYTES);
        ByteBuffer out = Fields.zeros(count * 8);
        while (left > 0) {
            long lengthBytes = Math.min(left, MAXIMUM_EXTENT_BYTES);
            UdfFields.extent(out, lengthBytes, sector - partitionSector);
            sector += SectorCursor.sectors(lengthBytes);
            left -= lengthBytes;
        }
        return out.array();
    }

    /** File identifier descriptors (ECMA-167, 4/14.4), the folder above first. */
    private byte[] directory(SourceNode folder) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long firstBlock = directorySectors[folder.index()] - partitionSector;
        identifier(out, firstBlock, folder.parent(), DIRECTORY | PARENT, new byte[0]);
        Set<String> used = new HashSet<>();
        folder.children().forEach(node -> used.add(node.name().text()));
        Set<String> kept = new HashSet<>();
        for (SourceNode node : folder.children()) {
            if (isRecorded(node)) {
                identifier(out, firstBlock, node, node.isFolder() ? DIRECTORY : 0, name(node, used, kept));
            }
        }
        return out.toByteArray();
    }

    private void identifier(
            ByteArrayOutputStream directory, long firstBlock, SourceNode node, int characteristics, byte[] name) {
        int lengthBytes = (IDENTIFIER_FIXED_BYTES + name.length + 3) / 4 * 4;
        ByteBuffer out = UdfFields.descriptor(lengthBytes);
        out.putShort((short) 1).put((byte) characteristics).put((byte) name.length);
        UdfFields.longAllocation(out, SectorCursor.SECTOR_BYTES, block(node), uniqueId(node));
        out.putShort((short) 0).put(name);
        long block = Math.max(0, firstBlock + directory.size() / SectorCursor.SECTOR_BYTES);
        directory.writeBytes(UdfFields.seal(out, 257, block));
    }

    /** Names that are too long are cut, and end with a number that no other name has. */
    private static byte[] name(SourceNode node, Set<String> used, Set<String> kept) {
        String text = node.name().text();
        byte[] whole = UdfFields.compressed(text, Integer.MAX_VALUE);
        if (whole.length <= MAXIMUM_NAME_BYTES && kept.add(text)) {
            return whole;
        }
        String cut;
        int number = node.index();
        do {
            String end = "~" + number++;
            cut = text.substring(0, Math.min((MAXIMUM_NAME_BYTES - 1) / 2 - end.length(), text.length())) + end;
        } while (!used.add(cut));
        return UdfFields.compressed(cut, MAXIMUM_NAME_BYTES);
    }

    /** A link whose components do not fit into its entry is left out. */
    private static boolean isRecorded(SourceNode node) {
        return node.kind() != SourceNode.Kind.LINK || link(node.linkTarget()).length <= ROOM_IN_ENTRY;
    }

    /** Path components (ECMA-167, 4/14.16). */
    private static byte[] link(byte[] target) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String path = new String(target, StandardCharsets.UTF_8);
        if (path.startsWith("/")) {
            out.writeBytes(new byte[] {2, 0, 0, 0});
        }
        for (String part : path.split("/")) {
            switch (part) {
                case "" -> {}
                case "." -> out.writeBytes(new byte[] {4, 0, 0, 0});
                case ".." -> out.writeBytes(new byte[] {3, 0, 0, 0});
                default -> {
                    byte[] name = UdfFields.compressed(part, MAXIMUM_NAME_BYTES);
                    out.writeBytes(new byte[] {5, (byte) name.length, 0, 0});
                    out.writeBytes(name);
                }
            }
        }
        return out.toByteArray();
    }
}
