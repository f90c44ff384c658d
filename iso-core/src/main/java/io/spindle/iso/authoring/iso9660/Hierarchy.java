package io.spindle.iso.authoring.iso9660;

import io.spindle.iso.authoring.layout.FilePlaces;
import io.spindle.iso.authoring.layout.SectorCursor;
import io.spindle.iso.authoring.layout.Segment;
import io.spindle.iso.authoring.tree.NodeFields;
import io.spindle.iso.authoring.tree.SourceException;
import io.spindle.iso.authoring.tree.SourceNode;
import io.spindle.iso.authoring.tree.SourceTree;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One tree of directory records with its path tables: plain with Rock Ridge, or Joliet. */
public final class Hierarchy {
    /** A path table numbers folders with 16 bits (ECMA-119, 9.4.4). */
    private static final int MAXIMUM_FOLDERS = 0xFFFF;

    private final Identifiers identifiers;
    private final NodeFields fields;
    private final Optional<RockRidgeEntries> rockRidge;
    /** In the order of the path table: level by level, in each by the folder above, then by identifier. */
    private final List<Folder> folders;

    private final Map<SourceNode, Folder> folderOf = new HashMap<>();
    private long pathTableBytes;
    private long littleEndianTable;
    private long bigEndianTable;

    /** A folder of this tree and where it goes. */
    static final class Folder {
        final SourceNode node;
        final byte[] identifier;
        final int number;
        final List<Identifiers.Named> entries;
        long sector;
        long lengthBytes;
        long continuationSector;

        Folder(SourceNode node, byte[] identifier, int number, List<Identifiers.Named> entries) {
            this.node = node;
            this.identifier = identifier;
            this.number = number;
            this.entries = entries;
        }
    }

    private Hierarchy(Identifiers identifiers, NodeFields fields, boolean rockRidge, List<Folder> folders) {
        this.identifiers = identifiers;
        this.fields = fields;
        this.rockRidge = rockRidge ? Optional.of(new RockRidgeEntries(fields)) : Optional.empty();
        this.folders = folders;
        folders.forEach(folder -> folderOf.put(folder.node, folder));
    }

    /**
     * Names all nodes of the tree.
     *
     * @param rockRidge whether the fields of POSIX are recorded, and links with them
     * @throws SourceException when there are more folders than can be numbered
     */
    public static Hierarchy of(SourceTree tree, Identifiers identifiers, NodeFields fields, boolean rockRidge)
            throws SourceException {
        List<Folder> folders = new ArrayList<>();
        folders.add(folder(tree.root(), new byte[1], 1, identifiers, rockRidge));
        for (int next = 0; next < folders.size(); next++) {
            for (Identifiers.Named entry : folders.get(next).entries) {
                if (entry.node().isFolder()) {
                    folders.add(folder(entry.node(), entry.identifier(), folders.size() + 1, identifiers, rockRidge));
                }
            }
            if (folders.size() > MAXIMUM_FOLDERS) {
                throw new SourceException("more than " + MAXIMUM_FOLDERS
                        + " folders, which ISO 9660 cannot number: leave some out, or put them into an archive");
            }
        }
        return new Hierarchy(identifiers, fields, rockRidge, folders);
    }

    private static Folder folder(
            SourceNode node, byte[] identifier, int number, Identifiers identifiers, boolean withLinks) {
        List<SourceNode> children = node.children().stream()
                .filter(child -> withLinks || child.kind() != SourceNode.Kind.LINK)
                .toList();
        return new Folder(node, identifier, number, identifiers.of(children));
    }

    boolean isJoliet() {
        return identifiers == Identifiers.JOLIET;
    }

    /** How many nodes have another name here than in their folder, but for upper case. */
    public long renamed() {
        return folders.stream()
                .flatMap(folder -> folder.entries.stream())
                .filter(entry -> !entry.exact())
                .count();
    }

    /** Gives a place to path tables and directories. */
    public void takePlaces(SectorCursor cursor) {
        pathTableBytes = PathTable.of(this, ByteOrder.LITTLE_ENDIAN).length;
        littleEndianTable = cursor.take(pathTableBytes);
        bigEndianTable = cursor.take(pathTableBytes);
        for (Folder folder : folders) {
            DirectoryExtent.Size size = DirectoryExtent.size(this, folder);
            folder.lengthBytes = size.recordsBytes();
            folder.sector = cursor.take(size.recordsBytes());
            folder.continuationSector = cursor.take(size.continuationsBytes());
        }
    }

    /** All that is recorded, once it and the files have their places. */
    public List<Segment> segments(FilePlaces files) {
        List<Segment> segments = new ArrayList<>();
        segments.add(at(littleEndianTable, PathTable.of(this, ByteOrder.LITTLE_ENDIAN)));
        segments.add(at(bigEndianTable, PathTable.of(this, ByteOrder.BIG_ENDIAN)));
        for (Folder folder : folders) {
            DirectoryExtent extent = DirectoryExtent.of(this, folder, files);
            segments.add(at(folder.sector, extent.records()));
            segments.add(at(folder.continuationSector, extent.continuations()));
        }
        return segments;
    }

    private static Segment at(long sector, byte[] bytes) {
        return new Segment.Memory(sector * SectorCursor.SECTOR_BYTES, bytes);
    }

    List<Folder> folders() {
        return folders;
    }

    Folder folder(SourceNode node) {
        return folderOf.get(node);
    }

    NodeFields fields() {
        return fields;
    }

    Optional<RockRidgeEntries> rockRidge() {
        return rockRidge;
    }

    long pathTableBytes() {
        return pathTableBytes;
    }

    long littleEndianTable() {
        return littleEndianTable;
    }

    long bigEndianTable() {
        return bigEndianTable;
    }
}
