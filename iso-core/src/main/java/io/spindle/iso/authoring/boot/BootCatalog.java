package io.spindle.iso.authoring.boot;

import io.spindle.iso.authoring.boot.BootImage.Platform;
import io.spindle.iso.authoring.layout.Fields;
import io.spindle.iso.authoring.layout.SectorCursor;
import java.nio.ByteBuffer;
import java.util.List;

/** The catalogue of boot images (El Torito, 2). */
final class BootCatalog {
    private static final int ENTRY_BYTES = 32;
    private static final byte BOOTABLE = (byte) 0x88;
    private static final byte FINAL_HEADER = (byte) 0x91;
    private static final byte HEADER = (byte) 0x90;

    private BootCatalog() {}

    /**
     * A line of the catalogue; all are without emulation.
     *
     * @param loadSectors number of 512-byte sectors; 0 where there are too many for 16 bits
     */
    record Entry(Platform platform, int loadSectors, long sector) {}

    /** The catalogue of entries, of which there is at least one. */
    static byte[] of(List<Entry> entries) {
        ByteBuffer out = Fields.zeros(SectorCursor.SECTOR_BYTES);
        validation(out, entries.get(0).platform());
        for (int i = 0; i < entries.size(); i++) {
            if (i > 0) {
                out.put(i == entries.size() - 1 ? FINAL_HEADER : HEADER);
                out.put((byte) entries.get(i).platform().identifier()).putShort((short) 1);
                out.position(out.position() + ENTRY_BYTES - 4);
            }
            entry(out, entries.get(i));
        }
        return out.array();
    }

    private static void validation(ByteBuffer out, Platform platform) {
        out.put((byte) 1).put((byte) platform.identifier()).putShort(30, (short) 0xAA55);
        int sum = 0;
        for (int at = 0; at < ENTRY_BYTES; at += Short.BYTES) {
            sum += out.getShort(at);
        }
        out.putShort(28, (short) -sum).position(ENTRY_BYTES);
    }

    private static void entry(ByteBuffer out, Entry entry) {
        int start = out.position();
        out.put(BOOTABLE).position(start + 6);
        out.putShort((short) entry.loadSectors()).putInt(Fields.unsigned32(entry.sector()));
        out.position(start + ENTRY_BYTES);
    }
}
