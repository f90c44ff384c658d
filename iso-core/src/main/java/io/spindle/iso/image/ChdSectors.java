package io.spindle.iso.image;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.chd.ChdFile;
import io.spindle.iso.packed.Chunks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/** The sectors of a track of a CHD file, one behind the other, without what fills up their units. */
final class ChdSectors implements ByteSource {
    private final Chunks hunks;
    private final long firstUnit;
    private final long countSectors;
    private final int sectorBytes;

    ChdSectors(Chunks hunks, long firstUnit, long countSectors, int sectorBytes) {
        this.hunks = hunks;
        this.firstUnit = firstUnit;
        this.countSectors = countSectors;
        this.sectorBytes = sectorBytes;
    }

    @Override
    public long lengthBytes() {
        return countSectors * sectorBytes;
    }

    @Override
    public void read(long offsetBytes, ByteBuffer destination) throws IOException {
        Objects.checkFromIndexSize(offsetBytes, destination.remaining(), lengthBytes());
        long offset = offsetBytes;
        long expanded = -1;
        byte[] hunk = {};
        while (destination.hasRemaining()) {
            long unitAt = (firstUnit + offset / sectorBytes) * ChdFile.UNIT_BYTES;
            int from = (int) (offset % sectorBytes);
            int here = Math.min(sectorBytes - from, destination.remaining());
            long chunk = hunks.chunkAt(unitAt);
            if (chunk != expanded) {
                hunk = new byte[hunks.lengthBytes(chunk)];
                hunks.expand(chunk, hunk, 0);
                expanded = chunk;
            }
            destination.put(hunk, (int) (unitAt - hunks.startBytes(chunk)) + from, here);
            offset += here;
        }
    }

    @Override
    public void close() throws IOException {
        hunks.close();
    }
}
