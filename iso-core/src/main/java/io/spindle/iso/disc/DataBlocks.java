package io.spindle.iso.disc;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.MappedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;

/**
 * The 2048-byte blocks of the data tracks of a disc by address.
 *
 * <p>What has no block cannot be read, as a drive refuses READ (10) of it: audio, sectors of Mode 2 without form or of
 * Form 2, and all that lies between sessions. Pre-gaps of data tracks that no file holds read as zeros, as their sectors
 * would.
 */
final class DataBlocks implements ByteSource {
    private static final int BLOCK_BYTES = Disc.SECTOR_BYTES;

    private final ExtentMap extents;
    private final long lengthBytes;

    DataBlocks(ExtentMap extents, long lengthSectors) {
        this.extents = extents;
        this.lengthBytes = Math.multiplyExact(lengthSectors, (long) BLOCK_BYTES);
    }

    @Override
    public long lengthBytes() {
        return lengthBytes;
    }

    @Override
    public void read(long offsetBytes, ByteBuffer destination) throws IOException {
        Objects.checkFromIndexSize(offsetBytes, destination.remaining(), lengthBytes);
        int limit = destination.limit();
        long offset = offsetBytes;
        while (destination.position() < limit) {
            long lba = offset / BLOCK_BYTES;
            Extent extent = extents.find(lba);
            checkHasBlocks(extent, lba);
            long here = Math.min(limit - destination.position(), extent.endLba() * BLOCK_BYTES - offset);
            destination.limit(destination.position() + (int) here);
            readExtent(extent, offset, destination);
            destination.limit(limit);
            offset += here;
        }
    }

    private static void checkHasBlocks(Extent extent, long lba) throws NoBlockException {
        if (extent == null) {
            throw new NoBlockException("block " + lba + " lies between two sessions");
        }
        if (extent.mode() == TrackMode.AUDIO) {
            throw new NoBlockException("block " + lba + " lies in an audio track");
        }
    }

    private static void readExtent(Extent extent, long offset, ByteBuffer destination) throws IOException {
        switch (extent.form()) {
            case NOTHING -> zeros(extent, offset / BLOCK_BYTES, destination);
            case USER_DATA, FORM_2_USER_DATA, BEHIND_HEADER, WHOLE, WHOLE_BIG_ENDIAN -> {
                if (isBlocksOnly(extent)) {
                    long intoExtent = offset - extent.firstLba() * BLOCK_BYTES;
                    extent.source().read(extent.offsetBytes() + intoExtent, destination);
                } else {
                    pick(extent, offset, destination);
                }
            }
        }
    }

    private static void zeros(Extent extent, long lba, ByteBuffer destination) throws IOException {
        checkBlock(extent.usualType(), lba);
        while (destination.hasRemaining()) {
            destination.put((byte) 0);
        }
    }

    /** Reads whole sectors and takes out of each what is wanted of its block. */
    private static void pick(Extent extent, long offsetBytes, ByteBuffer destination) throws IOException {
        SectorWorkspace work = SectorWorkspace.get();
        int room = SectorWorkspace.roomFor(extent);
        long lba = offsetBytes / BLOCK_BYTES;
        int from = (int) (offsetBytes % BLOCK_BYTES);
        while (destination.hasRemaining()) {
            int count = Math.min(room, (from + destination.remaining() + BLOCK_BYTES - 1) / BLOCK_BYTES);
            work.read(extent, lba, count);
            for (int i = 0; i < count; i++) {
                int at = i * extent.strideBytes();
                SectorType type = extent.typeOf(work.stored, at);
                checkBlock(type, lba + i);
                int length = Math.min(BLOCK_BYTES - from, destination.remaining());
                destination.put(work.stored, at + blockAt(extent, type) + from, length);
                from = 0;
            }
            lba += count;
        }
    }

    /** Where the block starts among the stored bytes of a sector. */
    private static int blockAt(Extent extent, SectorType type) {
        return type.userDataAt() - (SectorType.SECTOR_BYTES - extent.form().lengthBytes());
    }

    private static void checkBlock(SectorType type, long lba) throws NoBlockException {
        if (!type.hasBlock()) {
            throw new NoBlockException("sector " + lba + " is " + type + " of " + type.userDataBytes()
                    + " bytes of user data, it has no block of 2048");
        }
    }

    private static boolean isBlocksOnly(Extent extent) {
        return extent.form() == StoredForm.USER_DATA && extent.subChannel() == StoredSubChannel.NONE;
    }

    @Override
    public boolean readsAtOnce(long offsetBytes, long rangeBytes) {
        long lba = offsetBytes / BLOCK_BYTES;
        long end = (offsetBytes + rangeBytes + BLOCK_BYTES - 1) / BLOCK_BYTES;
        while (lba < end) {
            Extent extent = extents.find(lba);
            if (extent == null || extent.mode() == TrackMode.AUDIO) {
                return true;
            }
            long count = Math.min(end, extent.endLba()) - lba;
            if (extent.strideBytes() > 0
                    && !extent.source().readsAtOnce(extent.offsetBytes(lba), count * extent.strideBytes())) {
                return false;
            }
            lba += count;
        }
        return true;
    }

    @Override
    public void preload(long offsetBytes, long rangeBytes) throws IOException {
        Objects.checkFromIndexSize(offsetBytes, rangeBytes, lengthBytes);
        long lba = offsetBytes / BLOCK_BYTES;
        long end = (offsetBytes + rangeBytes + BLOCK_BYTES - 1) / BLOCK_BYTES;
        while (lba < end) {
            Extent extent = extents.find(lba);
            checkHasBlocks(extent, lba);
            long count = Math.min(end, extent.endLba()) - lba;
            if (extent.strideBytes() > 0) {
                extent.source().preload(extent.offsetBytes(lba), count * extent.strideBytes());
            }
            lba += count;
        }
    }

    /** Of a disc that starts with a file of blocks and nothing else, that file. */
    @Override
    public Optional<MappedFile> mappedFile() {
        Extent first = extents.find(0);
        if (first == null || first.firstLba() != 0 || !isBlocksOnly(first) || first.offsetBytes() != 0) {
            return Optional.empty();
        }
        long blocksBytes = first.lengthSectors() * BLOCK_BYTES;
        return first.source().mappedFile().filter(file -> file.lengthBytes() <= blocksBytes);
    }

    @Override
    public void close() throws IOException {
        extents.close();
    }
}
