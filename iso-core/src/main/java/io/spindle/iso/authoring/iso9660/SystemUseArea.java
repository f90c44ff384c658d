package io.spindle.iso.authoring.iso9660;

import io.spindle.iso.authoring.layout.Fields;
import io.spindle.iso.authoring.layout.SectorCursor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The continuation areas of one folder: where entries go that find no room in their directory record (SUSP, 5.1).
 *
 * <p>An area never crosses the end of a sector, and none leads back to one before it, for readers refuse both.
 */
final class SystemUseArea {
    private static final int CONTINUATION_BYTES = 28;

    private final long firstSector;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Areas that begin at that sector. */
    SystemUseArea(long firstSector) {
        this.firstSector = firstSector;
    }

    /** What the record itself holds; all that does not fit is put into areas, which lead to each other. */
    byte[] fit(List<byte[]> entries, int roomBytes) {
        int lengthBytes = 0;
        for (byte[] entry : entries) {
            lengthBytes += entry.length;
        }
        if (lengthBytes <= roomBytes) {
            return joined(entries, lengthBytes);
        }
        List<ByteArrayOutputStream> parts = parts(entries, roomBytes);
        chain(parts);
        return parts.get(0).toByteArray();
    }

    private static byte[] joined(List<byte[]> entries, int lengthBytes) {
        byte[] all = new byte[lengthBytes];
        int at = 0;
        for (byte[] entry : entries) {
            System.arraycopy(entry, 0, all, at, entry.length);
            at += entry.length;
        }
        return all;
    }

    private static List<ByteArrayOutputStream> parts(List<byte[]> entries, int roomBytes) {
        List<ByteArrayOutputStream> parts = new ArrayList<>(List.of(new ByteArrayOutputStream()));
        int room = roomBytes;
        int left = entries.stream().mapToInt(entry -> entry.length).sum();
        for (byte[] entry : entries) {
            ByteArrayOutputStream last = parts.get(parts.size() - 1);
            boolean restFits = last.size() + left <= room;
            if (!restFits && last.size() + entry.length > room - CONTINUATION_BYTES) {
                parts.add(new ByteArrayOutputStream());
                room = SectorCursor.SECTOR_BYTES;
            }
            parts.get(parts.size() - 1).writeBytes(entry);
            left -= entry.length;
        }
        return parts;
    }

    /** Ends each part with the entry that leads to the next, and places all but the first, in the order of reading. */
    private void chain(List<ByteArrayOutputStream> parts) {
        int end = out.size();
        for (int i = 1; i < parts.size(); i++) {
            int lengthBytes = parts.get(i).size() + (i < parts.size() - 1 ? CONTINUATION_BYTES : 0);
            int start = start(end, lengthBytes);
            parts.get(i - 1).writeBytes(continuation(start, lengthBytes));
            end = start + lengthBytes;
        }
        for (ByteArrayOutputStream area : parts.subList(1, parts.size())) {
            out.writeBytes(new byte[start(out.size(), area.size()) - out.size()]);
            out.writeBytes(area.toByteArray());
        }
    }

    /** Where an area lies that comes behind that many bytes. */
    private static int start(int end, int lengthBytes) {
        int used = end % SectorCursor.SECTOR_BYTES;
        return used + lengthBytes > SectorCursor.SECTOR_BYTES ? end - used + SectorCursor.SECTOR_BYTES : end;
    }

    private byte[] continuation(int at, int lengthBytes) {
        ByteBuffer entry = Fields.zeros(CONTINUATION_BYTES);
        entry.put((byte) 'C').put((byte) 'E').put((byte) CONTINUATION_BYTES).put((byte) 1);
        Fields.both32(entry, firstSector + at / SectorCursor.SECTOR_BYTES);
        Fields.both32(entry, at % SectorCursor.SECTOR_BYTES);
        Fields.both32(entry, lengthBytes);
        return entry.array();
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
