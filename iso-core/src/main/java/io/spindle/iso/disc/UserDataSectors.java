package io.spindle.iso.disc;

import io.spindle.iso.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/** The sectors of an image that holds user data only. */
final class UserDataSectors implements SectorSource {
    private final ByteSource blocks;

    UserDataSectors(ByteSource blocks) {
        this.blocks = blocks;
    }

    @Override
    public SectorType typeOf(long lba) {
        Objects.checkIndex(lba, blocks.lengthBytes() / Disc.SECTOR_BYTES);
        return SectorType.MODE_1;
    }

    @Override
    public int lengthBytes(SectorType type, SectorSelection selection) {
        return selection.userData() ? Disc.SECTOR_BYTES : 0;
    }

    @Override
    public void read(long firstLba, int countSectors, SectorSelection selection, ByteBuffer destination)
            throws IOException {
        blocks.read(firstLba * Disc.SECTOR_BYTES, destination);
    }
}
