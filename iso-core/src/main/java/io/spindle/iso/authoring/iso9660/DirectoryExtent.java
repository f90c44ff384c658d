package io.spindle.iso.authoring.iso9660;

import io.spindle.iso.authoring.layout.Fields;
import io.spindle.iso.authoring.layout.FilePlaces;
import io.spindle.iso.authoring.layout.SectorCursor;
import io.spindle.iso.authoring.tree.SourceNode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The records of one folder.
 *
 * @param records whole sectors; no record crosses from one into the next
 * @param continuations what found no room in them
 */
record DirectoryExtent(byte[] records, byte[] continuations) {
    /** A length has 32 bits, and all extents but the last end with a sector. */
    private static final long MAXIMUM_EXTENT_BYTES = 0x1_0000_0000L - SectorCursor.SECTOR_BYTES;

    private static final byte[] ITSELF = {0};
    private static final byte[] ABOVE = {1};

    /** How much room it takes. */
    record Size(long recordsBytes, long continuationsBytes) {}

    /** Its size, which does not depend on places. */
    static Size size(Hierarchy tree, Hierarchy.Folder folder) {
        SystemUseArea area = new SystemUseArea(0);
        long end = 0;
        for (DirectoryRecord record : records(tree, folder, area, file -> 0)) {
            end = start(end, record) + record.bytes();
        }
        return new Size(SectorCursor.sectors(end) * SectorCursor.SECTOR_BYTES, area.bytes().length);
    }

    /** Encodes a folder. */
    static DirectoryExtent of(Hierarchy tree, Hierarchy.Folder folder, FilePlaces files) {
        SystemUseArea area = new SystemUseArea(folder.continuationSector);
        List<DirectoryRecord> records = records(tree, folder, area, files::firstSector);
        ByteBuffer out = Fields.zeros(Math.toIntExact(folder.lengthBytes));
        for (DirectoryRecord record : records) {
            record.encode(out.position((int) start(out.position(), record)));
        }
        return new DirectoryExtent(out.array(), area.bytes());
    }

    private static List<DirectoryRecord> records(
            Hierarchy tree, Hierarchy.Folder folder, SystemUseArea area, ToLongFunction<SourceNode> files) {
        List<DirectoryRecord> records = new ArrayList<>();
        records.add(self(tree, folder, area));
        Hierarchy.Folder above = tree.folder(folder.node.parent());
        records.add(folderRecord(tree, ABOVE, above, area.fit(attributes(tree, above.node), room(ABOVE))));
        for (Identifiers.Named entry : folder.entries) {
            byte[] systemUse = area.fit(entries(tree, entry.node()), room(entry.identifier()));
            if (entry.node().isFolder()) {
                records.add(folderRecord(tree, entry.identifier(), tree.folder(entry.node()), systemUse));
            } else {
                addFile(records, tree, entry, files, systemUse);
            }
        }
        return records;
    }

    private static DirectoryRecord self(Hierarchy tree, Hierarchy.Folder folder, SystemUseArea area) {
        List<byte[]> entries = folder.node.isRoot()
                ? tree.rockRidge().map(it -> it.root(folder.node)).orElse(List.of())
                : attributes(tree, folder.node);
        return folderRecord(tree, ITSELF, folder, area.fit(entries, room(ITSELF)));
    }

    private static int room(byte[] identifier) {
        return DirectoryRecord.MAXIMUM_BYTES - DirectoryRecord.bytes(identifier.length);
    }

    private static List<byte[]> attributes(Hierarchy tree, SourceNode node) {
        return tree.rockRidge().map(it -> it.attributes(node)).orElse(List.of());
    }

    private static List<byte[]> entries(Hierarchy tree, SourceNode node) {
        return tree.rockRidge().map(it -> it.of(node)).orElse(List.of());
    }

    private static DirectoryRecord folderRecord(
            Hierarchy tree, byte[] identifier, Hierarchy.Folder folder, byte[] systemUse) {
        byte[] date = Dates.recorded(tree.fields().modifiedSeconds(folder.node));
        return new DirectoryRecord(
                identifier, folder.sector, folder.lengthBytes, DirectoryRecord.DIRECTORY, date, systemUse);
    }

    /** One record, or for a file over 4 GiB as many as it has extents. */
    private static void addFile(
            List<DirectoryRecord> records,
            Hierarchy tree,
            Identifiers.Named entry,
            ToLongFunction<SourceNode> files,
            byte[] systemUse) {
        SourceNode node = entry.node();
        byte[] date = Dates.recorded(tree.fields().modifiedSeconds(node));
        long sector = node.kind() != SourceNode.Kind.FILE ? 0 : files.applyAsLong(node);
        long left = node.sizeBytes();
        do {
            long lengthBytes = Math.min(left, MAXIMUM_EXTENT_BYTES);
            left -= lengthBytes;
            int flags = left > 0 ? DirectoryRecord.MULTI_EXTENT : 0;
            records.add(new DirectoryRecord(entry.identifier(), sector, lengthBytes, flags, date, systemUse));
            sector += SectorCursor.sectors(lengthBytes);
        } while (left > 0);
    }

    private static long start(long offsetBytes, DirectoryRecord record) {
        long inSector = offsetBytes % SectorCursor.SECTOR_BYTES;
        return inSector + record.bytes() > SectorCursor.SECTOR_BYTES
                ? offsetBytes - inSector + SectorCursor.SECTOR_BYTES
                : offsetBytes;
    }
}
