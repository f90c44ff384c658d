package io.spindle.iso.disc;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Room in which one thread takes sectors apart and puts them together, so that reading allocates nothing. */
final class SectorWorkspace {
    private static final int STORED_BYTES = 28 * (SectorType.SECTOR_BYTES + 96);
    private static final ThreadLocal<SectorWorkspace> OF_THREAD = ThreadLocal.withInitial(SectorWorkspace::new);

    /** What was read from the image. */
    final byte[] stored = new byte[STORED_BYTES];

    /** Where in {@link #stored} the sector starts that is being put together. */
    int current;

    /** A sector that is made. */
    final byte[] sector = new byte[SectorType.SECTOR_BYTES];

    /** Sub-channel bytes that are made. */
    final byte[] subChannel = new byte[96];

    /** Sub-channel Q that is made. */
    final byte[] q = new byte[16];

    final Ecc.Rows rows = new Ecc.Rows();

    private final ByteBuffer storedBuffer = ByteBuffer.wrap(stored);

    private SectorWorkspace() {}

    /** That of this thread. */
    static SectorWorkspace get() {
        return OF_THREAD.get();
    }

    /** How many sectors of an extent {@link #stored} has room for. */
    static int roomFor(Extent extent) {
        return STORED_BYTES / Math.max(1, extent.strideBytes());
    }

    /** Reads the stored bytes of sectors of an extent into {@link #stored}; at most as many as there is room for. */
    void read(Extent extent, long firstLba, int countSectors) throws IOException {
        storedBuffer.clear().limit(countSectors * extent.strideBytes());
        extent.source().read(extent.offsetBytes(firstLba), storedBuffer);
    }
}
