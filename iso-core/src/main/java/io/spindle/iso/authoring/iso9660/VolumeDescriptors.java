package io.spindle.iso.authoring.iso9660;

import io.spindle.iso.authoring.layout.Fields;
import io.spindle.iso.authoring.layout.SectorCursor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The descriptors at sector 16 and behind (ECMA-119, 8; El Torito, 2.0; Joliet). */
public final class VolumeDescriptors {
    private static final int PRIMARY = 1;
    private static final int SUPPLEMENTARY = 2;
    private static final int TERMINATOR = 255;
    private static final byte[] UCS_2_LEVEL_3 = {'%', '/', 'E'};
    private static final int IDENTIFIER_BYTES = 128;

    private final VolumeText text;
    private final long createdSeconds;
    private final long volumeSectors;

    /**
     * Descriptors of a volume.
     *
     * @param createdSeconds when it was made, since 1970
     */
    public VolumeDescriptors(VolumeText text, long createdSeconds, long volumeSectors) {
        this.text = text;
        this.createdSeconds = createdSeconds;
        this.volumeSectors = volumeSectors;
    }

    /** The primary one for a plain tree, a supplementary one for Joliet. */
    public byte[] volume(Hierarchy tree) {
        boolean joliet = tree.isJoliet();
        ByteBuffer out = descriptor(joliet ? SUPPLEMENTARY : PRIMARY);
        Text put = joliet ? Fields::ucs2 : Fields::ascii;
        put.put(out.position(8), "", 32);
        put.put(out, text.label(), 32);
        Fields.both32(out.position(80), volumeSectors);
        if (joliet) {
            out.position(88).put(UCS_2_LEVEL_3);
        }
        Fields.both16(out.position(120), 1);
        Fields.both16(out, 1);
        Fields.both16(out, SectorCursor.SECTOR_BYTES);
        Fields.both32(out, tree.pathTableBytes());
        out.putInt(Fields.unsigned32(tree.littleEndianTable())).putInt(0);
        out.putInt(Integer.reverseBytes(Fields.unsigned32(tree.bigEndianTable())))
                .putInt(0);
        root(tree).encode(out);
        texts(out.position(190), put);
        out.put(Dates.volume(createdSeconds)).put(Dates.volume(createdSeconds));
        out.put(Dates.none()).put(Dates.none()).put((byte) 1);
        return out.array();
    }

    /** Writes text into a field. */
    private interface Text {
        void put(ByteBuffer out, String text, int lengthBytes);
    }

    private static DirectoryRecord root(Hierarchy tree) {
        Hierarchy.Folder root = tree.folders().get(0);
        byte[] date = Dates.recorded(tree.fields().modifiedSeconds(root.node));
        return new DirectoryRecord(
                new byte[1], root.sector, root.lengthBytes, DirectoryRecord.DIRECTORY, date, new byte[0]);
    }

    /** Volume set, publisher, preparer, application; then names of three files, of which there are none. */
    private void texts(ByteBuffer out, Text put) {
        put.put(out, "", IDENTIFIER_BYTES);
        put.put(out, text.publisher(), IDENTIFIER_BYTES);
        put.put(out, text.preparer(), IDENTIFIER_BYTES);
        put.put(out, text.application(), IDENTIFIER_BYTES);
        for (int file = 0; file < 3; file++) {
            put.put(out, "", 37);
        }
    }

    /** Leads to the boot catalogue. */
    public static byte[] bootRecord(long catalogSector) {
        ByteBuffer out = descriptor(0);
        out.put("EL TORITO SPECIFICATION".getBytes(StandardCharsets.US_ASCII));
        out.position(71).putInt(Fields.unsigned32(catalogSector));
        return out.array();
    }

    /** The end of the descriptors. */
    public static byte[] terminator() {
        return descriptor(TERMINATOR).array();
    }

    private static ByteBuffer descriptor(int type) {
        ByteBuffer out = Fields.zeros(SectorCursor.SECTOR_BYTES);
        return out.put((byte) type)
                .put("CD001".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1);
    }
}
