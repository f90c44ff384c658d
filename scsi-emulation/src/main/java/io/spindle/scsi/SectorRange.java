package io.spindle.scsi;

import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.SectorSelection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Sectors of a disc, all giving the same number of bytes, that a transport reads when it sends them.
 *
 * @param medium what is read; the transport takes a lease of it meanwhile
 * @param firstLba address of the first sector
 * @param countSectors how many
 * @param selection which parts of each
 * @param sectorBytes bytes that the selection makes of each
 */
public record SectorRange(Medium medium, long firstLba, long countSectors, SectorSelection selection, int sectorBytes) {
    /** Blocks of 2048 bytes, as READ (10) reads them: the same bytes stand in {@link Disc#userData()} at 2048 * LBA. */
    public static SectorRange userData(Medium medium, long firstLba, long countBlocks) {
        return new SectorRange(medium, firstLba, countBlocks, SectorSelection.USER_DATA, Disc.SECTOR_BYTES);
    }

    /** Bytes in all. */
    public long lengthBytes() {
        return Math.multiplyExact(countSectors, (long) sectorBytes);
    }

    /** True when {@link Disc#userData()} holds the very bytes, so that a transport may send them without a copy. */
    public boolean isUserData() {
        return firstLba >= 0 && selection.equals(SectorSelection.USER_DATA) && sectorBytes == Disc.SECTOR_BYTES;
    }

    /**
     * Fills {@code destination} with the bytes from {@code offsetBytes} of the range on. May wait for a device.
     *
     * @throws IOException when one of the sectors cannot be read
     */
    public void read(long offsetBytes, ByteBuffer destination) throws IOException {
        Objects.checkFromIndexSize(offsetBytes, destination.remaining(), lengthBytes());
        if (isUserData()) {
            medium.disc().userData().read(firstLba * Disc.SECTOR_BYTES + offsetBytes, destination);
            return;
        }
        long offset = offsetBytes;
        while (destination.hasRemaining()) {
            offset += offset % sectorBytes == 0 && destination.remaining() >= sectorBytes
                    ? readWhole(offset, destination)
                    : readPart(offset, destination);
        }
    }

    private int readWhole(long offsetBytes, ByteBuffer destination) throws IOException {
        int count = destination.remaining() / sectorBytes;
        medium.disc().sectors().read(firstLba + offsetBytes / sectorBytes, count, selection, destination);
        return count * sectorBytes;
    }

    private int readPart(long offsetBytes, ByteBuffer destination) throws IOException {
        ByteBuffer sector = ByteBuffer.allocate(sectorBytes);
        medium.disc().sectors().read(firstLba + offsetBytes / sectorBytes, 1, selection, sector);
        sector.flip().position((int) (offsetBytes % sectorBytes));
        sector.limit(Math.min(sector.limit(), sector.position() + destination.remaining()));
        int length = sector.remaining();
        destination.put(sector);
        return length;
    }
}
