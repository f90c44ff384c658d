package io.spindle.iso.disc;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Room in which one thread takes sectors apart and puts them together, so that reading allocates nothing. */
final class SectorWorkspace {
    private static final int STORED_BYTES = 28 * (SectorType.SECTOR_BYTES + 96);
    private static final int SUB_CHANNEL_BYTES = 96;
    private static final int ROOM_OF_SUB_CHANNELS = STORED_BYTES / 2048;
    private static final ThreadLocal<SectorWorkspace> OF_THREAD = ThreadLocal.withInitial(SectorWorkspace::new);

    /** What was read from the image. */
    final byte[] stored = new byte[STORED_BYTES];

    /** Where in {@link #stored} the sector starts that is being put together. */
    int current;

    /** Sub-channels that were read from a file of their own. */
    final byte[] storedSubChannels = new byte[ROOM_OF_SUB_CHANNELS * SUB_CHANNEL_BYTES];

    /** Where in {@link #storedSubChannels} those of that sector start. */
    int currentSubChannel;

    /** A sector that is made. */
    final byte[] sector = new byte[SectorType.SECTOR_BYTES];

    /** Sub-channel bytes that are made. */
    final byte[] subChannel = new byte[SUB_CHANNEL_BYTES];

    /** Sub-channel Q that is made. */
    final byte[] q = new byte[16];

    final Ecc.Rows rows = new Ecc.Rows();

    private final ByteBuffer storedBuffer = ByteBuffer.wrap(stored);
    private final ByteBuffer storedSubChannelsBuffer = ByteBuffer.wrap(storedSubChannels);

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

    /** Reads the sub-channels of as many sectors from the file that they have, if they have one. */
    void readSubChannels(Extent extent, long firstLba, int countSectors) throws IOException {
        if (extent.subChannelFile().isPresent()) {
            SubChannelFile file = extent.subChannelFile().get();
            int length = extent.subChannel().lengthBytes();
            storedSubChannelsBuffer.clear().limit(countSectors * length);
            file.source().read(file.offsetBytes() + (firstLba - extent.firstLba()) * length, storedSubChannelsBuffer);
        }
    }
}
