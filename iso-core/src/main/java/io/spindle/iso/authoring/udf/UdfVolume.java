package io.spindle.iso.authoring.udf;

import static io.spindle.iso.authoring.udf.UdfFields.descriptor;
import static io.spindle.iso.authoring.udf.UdfFields.offset;
import static io.spindle.iso.authoring.udf.UdfFields.seal;

import io.spindle.iso.authoring.layout.Fields;
import io.spindle.iso.authoring.layout.FilePlaces;
import io.spindle.iso.authoring.layout.SectorCursor;
import io.spindle.iso.authoring.layout.Segment;
import io.spindle.iso.authoring.tree.NodeFields;
import io.spindle.iso.authoring.tree.SourceException;
import io.spindle.iso.authoring.tree.SourceTree;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A UDF 1.02 volume over files that lie on the image already: its descriptors, and one partition with the tree. */
public final class UdfVolume {
    private static final int DESCRIPTOR_BYTES = 512;
    private static final long MAIN_SEQUENCE = 32;
    private static final long RESERVE_SEQUENCE = 48;
    private static final long SEQUENCE_SECTORS = 16;
    private static final long INTEGRITY = 64;
    private static final long ANCHOR = 256;
    private static final long PARTITION = 257;
    /** Blocks of the partition: the file set, its terminator, then the entries. */
    private static final int FILE_SET_BLOCKS = 2;

    private static final short REVISION = 0x0102;
    private static final int LABEL_CHARACTERS = 30;

    private final SourceTree tree;
    private final NodeFields fields;
    private final String label;
    private final String volumeSet;
    private final long createdSeconds;
    private final UdfTree files;
    private long endSector;

    /**
     * A volume of a tree.
     *
     * @param identity makes the name of the volume set unique, at least 8 bytes
     */
    public UdfVolume(SourceTree tree, NodeFields fields, String label, long createdSeconds, byte[] identity) {
        this.tree = tree;
        this.fields = fields;
        this.label = label;
        this.createdSeconds = createdSeconds;
        this.volumeSet = String.format("%016X", ByteBuffer.wrap(identity).getLong());
        this.files = new UdfTree(tree, fields, PARTITION, FILE_SET_BLOCKS);
    }

    /** That the volume is there, for the sectors behind the descriptors of ISO 9660 (ECMA-167, 2/9). */
    public static List<byte[]> recognition() {
        List<byte[]> sectors = new ArrayList<>();
        for (String identifier : List.of("BEA01", "NSR02", "TEA01")) {
            ByteBuffer out = Fields.zeros(SectorCursor.SECTOR_BYTES);
            out.put((byte) 0)
                    .put(identifier.getBytes(StandardCharsets.US_ASCII))
                    .put((byte) 1);
            sectors.add(out.array());
        }
        return sectors;
    }

    /** Takes the sectors that are laid down, and those for entries and directories. */
    public void takePlaces(SectorCursor cursor) throws SourceException {
        cursor.skipTo(PARTITION + FILE_SET_BLOCKS);
        files.takePlaces(cursor);
    }

    /**
     * All that is recorded.
     *
     * @param endSector where the partition ends
     * @param anchors sectors of the second anchor, and of a third
     */
    public List<Segment> segments(FilePlaces places, long endSector, List<Long> anchors) {
        this.endSector = endSector;
        List<Segment> segments = new ArrayList<>();
        sequence(segments, MAIN_SEQUENCE);
        sequence(segments, RESERVE_SEQUENCE);
        segments.add(at(INTEGRITY, integrity()));
        segments.add(at(INTEGRITY + 1, seal(descriptor(DESCRIPTOR_BYTES), 8, INTEGRITY + 1)));
        segments.add(at(ANCHOR, anchor(ANCHOR)));
        anchors.forEach(sector -> segments.add(at(sector, anchor(sector))));
        segments.add(at(PARTITION, fileSet()));
        segments.add(at(PARTITION + 1, seal(descriptor(DESCRIPTOR_BYTES), 8, 1)));
        segments.addAll(files.segments(places));
        return segments;
    }

    private static Segment at(long sector, byte[] bytes) {
        return new Segment.Memory(offset(sector), bytes);
    }

    private void sequence(List<Segment> segments, long sector) {
        segments.add(at(sector, primary(sector)));
        segments.add(at(sector + 1, implementationUse(sector + 1)));
        segments.add(at(sector + 2, partition(sector + 2)));
        segments.add(at(sector + 3, logicalVolume(sector + 3)));
        segments.add(at(sector + 4, unallocated(sector + 4)));
        segments.add(at(sector + 5, seal(descriptor(DESCRIPTOR_BYTES), 8, sector + 5)));
    }

    /** ECMA-167, 3/10.2. */
    private byte[] anchor(long sector) {
        ByteBuffer out = descriptor(DESCRIPTOR_BYTES);
        UdfFields.extent(out, offset(SEQUENCE_SECTORS), MAIN_SEQUENCE);
        UdfFields.extent(out, offset(SEQUENCE_SECTORS), RESERVE_SEQUENCE);
        return seal(out, 2, sector);
    }

    /** ECMA-167, 3/10.1. */
    private byte[] primary(long sector) {
        ByteBuffer out = descriptor(DESCRIPTOR_BYTES).putInt(0).putInt(0);
        UdfFields.dstring(out, shortLabel(), 32);
        out.putShort((short) 1).putShort((short) 1).putShort((short) 2).putShort((short) 2);
        out.putInt(1).putInt(1);
        UdfFields.dstring(out, volumeSet + shortLabel(), 128);
        UdfFields.characterSet(out);
        UdfFields.characterSet(out);
        UdfFields.date(out.position(376), createdSeconds);
        UdfFields.implementation(out);
        return seal(out, 1, sector);
    }

    private String shortLabel() {
        return label.substring(0, Math.min(label.length(), LABEL_CHARACTERS));
    }

    /** ECMA-167, 3/10.4 and UDF, 2.2.7. */
    private byte[] implementationUse(long sector) {
        ByteBuffer out = descriptor(DESCRIPTOR_BYTES).putInt(1);
        UdfFields.entity(out, "*UDF LV Info", new byte[] {2, 1});
        UdfFields.characterSet(out);
        UdfFields.dstring(out, label, 128);
        UdfFields.implementation(out.position(out.position() + 3 * 36));
        return seal(out, 4, sector);
    }

    /** ECMA-167, 3/10.5. */
    private byte[] partition(long sector) {
        ByteBuffer out =
                descriptor(DESCRIPTOR_BYTES).putInt(2).putShort((short) 1).putShort((short) 0);
        UdfFields.entity(out, "+NSR02", new byte[0]);
        out.position(184).putInt(1);
        out.putInt((int) PARTITION).putInt(Fields.unsigned32(endSector - PARTITION));
        UdfFields.implementation(out);
        return seal(out, 5, sector);
    }

    /** ECMA-167, 3/10.6, with a partition map of type 1. */
    private byte[] logicalVolume(long sector) {
        ByteBuffer out = descriptor(DESCRIPTOR_BYTES).putInt(3);
        UdfFields.characterSet(out);
        UdfFields.dstring(out, label, 128);
        out.putInt(SectorCursor.SECTOR_BYTES);
        UdfFields.domain(out);
        UdfFields.longAllocation(out, offset(FILE_SET_BLOCKS), 0, 0);
        out.putInt(6).putInt(1);
        UdfFields.implementation(out);
        UdfFields.extent(out.position(432), offset(2), INTEGRITY);
        out.put((byte) 1).put((byte) 6).putShort((short) 1).putShort((short) 0);
        return seal(out, 6, sector);
    }

    /** ECMA-167, 3/10.8: there is none. */
    private static byte[] unallocated(long sector) {
        return seal(descriptor(DESCRIPTOR_BYTES).putInt(4).putInt(0), 7, sector);
    }

    /** ECMA-167, 3/10.10 and UDF, 2.2.6. */
    private byte[] integrity() {
        ByteBuffer out = descriptor(DESCRIPTOR_BYTES);
        UdfFields.date(out, createdSeconds);
        out.putInt(1).position(40);
        out.putLong(UdfTree.FIRST_UNIQUE_ID + tree.nodes().size()).position(72);
        out.putInt(1).putInt(46).putInt(0).putInt(Fields.unsigned32(endSector - PARTITION));
        UdfFields.implementation(out);
        int folders = tree.folders().size();
        out.putInt(tree.nodes().size() - folders).putInt(folders);
        out.putShort(REVISION).putShort(REVISION).putShort(REVISION);
        return seal(out, 9, INTEGRITY);
    }

    /** ECMA-167, 4/14.1. */
    private byte[] fileSet() {
        ByteBuffer out = descriptor(DESCRIPTOR_BYTES);
        UdfFields.date(out, createdSeconds);
        out.putShort((short) 3)
                .putShort((short) 3)
                .putInt(1)
                .putInt(1)
                .putInt(0)
                .putInt(0);
        UdfFields.characterSet(out);
        UdfFields.dstring(out, label, 128);
        UdfFields.characterSet(out);
        UdfFields.dstring(out, shortLabel(), 32);
        UdfFields.longAllocation(out.position(400), SectorCursor.SECTOR_BYTES, files.rootBlock(), 0);
        UdfFields.domain(out);
        return seal(out, 256, 0);
    }
}
