package io.spindle.iso.authoring.iso9660;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the continuation areas of a folder lie. */
final class SystemUseAreaTest {
    private static final int FIRST_SECTOR = 100;

    @Test
    void entriesOfThreeAreas_followEachOther_insideOfSectors() {
        SystemUseArea area = new SystemUseArea(FIRST_SECTOR);
        area.fit(List.of(entry(150)), 100);

        byte[] record = area.fit(Collections.nCopies(25, entry(207)), 150);

        // libarchive reads a disc from its begin to its end, and refuses what leads back.
        assertThat(areas(record, area)).containsExactly("100+150, 1891", "101+0, 1891", "102+0, 1449");
    }

    private static List<String> areas(byte[] record, SystemUseArea area) {
        List<String> found = new ArrayList<>();
        ByteBuffer all = ByteBuffer.wrap(area.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer entries = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
        while (entries.hasRemaining()) {
            int at = entries.position();
            boolean leadsOn = entries.get(at) == 'C';
            entries.position(at + Byte.toUnsignedInt(entries.get(at + 2)));
            if (leadsOn) {
                assertThat(entries.remaining()).as("behind a CE").isZero();
                int sector = entries.getInt(at + 4);
                int offset = entries.getInt(at + 12);
                int lengthBytes = entries.getInt(at + 20);
                found.add(sector + "+" + offset + ", " + lengthBytes);
                int start = (sector - FIRST_SECTOR) * 2048 + offset;
                entries = all.slice(start, lengthBytes).order(ByteOrder.LITTLE_ENDIAN);
            }
        }
        return found;
    }

    private static byte[] entry(int lengthBytes) {
        byte[] entry = new byte[lengthBytes];
        entry[0] = 'S';
        entry[1] = 'L';
        entry[2] = (byte) lengthBytes;
        return entry;
    }
}
