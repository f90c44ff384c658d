package io.spindle.iso.conversion;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.SectorSelection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/** All sectors of a disc from address 0 to its lead-out, 2352 bytes each. Closing it leaves the disc open. */
final class RawSectors implements ByteSource {
    static final int SECTOR_BYTES = 2352;

    private final Disc disc;

    RawSectors(Disc disc) {
        this.disc = disc;
    }

    @Override
    public long lengthBytes() {
        return disc.leadOut().value() * SECTOR_BYTES;
    }

    @Override
    public void read(long offsetBytes, ByteBuffer destination) throws IOException {
        Objects.checkFromIndexSize(offsetBytes, destination.remaining(), lengthBytes());
        if (!destination.hasRemaining()) {
            return;
        }
        long first = offsetBytes / SECTOR_BYTES;
        long last = (offsetBytes + destination.remaining() - 1) / SECTOR_BYTES;
        int count = Math.toIntExact(last - first + 1);
        ByteBuffer sectors = ByteBuffer.allocate(count * SECTOR_BYTES);
        disc.sectors().read(first, count, SectorSelection.RAW, sectors);
        destination.put(sectors.array(), (int) (offsetBytes - first * SECTOR_BYTES), destination.remaining());
    }

    @Override
    public void close() {
        // The disc is another's.
    }
}
