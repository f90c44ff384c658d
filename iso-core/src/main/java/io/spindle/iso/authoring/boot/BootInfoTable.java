package io.spindle.iso.authoring.boot;

import io.spindle.iso.authoring.layout.Fields;
import io.spindle.iso.authoring.tree.SourceException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** What isolinux and GRUB want to find in their boot images: where the volume and they themselves are. */
final class BootInfoTable {
    private static final int PRIMARY_DESCRIPTOR = 16;
    private static final int TABLE = 8;
    private static final int SUMMED = 64;
    /** GRUB's list of blocks, in 512-byte sectors, that its second sector reads when a disk was booted. */
    private static final int GRUB_BLOCK_LIST = 5 * 512 - 12;

    private BootInfoTable() {}

    /** The image with the table: four numbers at its byte 8 (the sum is that of all 32-bit words from byte 64 on). */
    static byte[] write(byte[] image, long sector, String path) throws SourceException {
        if (image.length < SUMMED) {
            throw new SourceException(path + " has " + image.length + " bytes: that is no boot image");
        }
        ByteBuffer words = ByteBuffer.wrap(Arrays.copyOf(image, (image.length + 3) / 4 * 4))
                .order(ByteOrder.LITTLE_ENDIAN);
        int sum = 0;
        for (int at = SUMMED; at < words.limit(); at += Integer.BYTES) {
            sum += words.getInt(at);
        }
        byte[] patched = image.clone();
        ByteBuffer out = ByteBuffer.wrap(patched).order(ByteOrder.LITTLE_ENDIAN);
        out.position(TABLE).putInt(PRIMARY_DESCRIPTOR).putInt(Fields.unsigned32(sector));
        out.putInt(image.length).putInt(sum).put(new byte[40]);
        return patched;
    }

    /** GRUB's image with the place of its own sixth 512-byte sector, for starts from a disk. */
    static byte[] writeGrubBlockList(byte[] image, long sector) {
        byte[] patched = image.clone();
        if (image.length >= GRUB_BLOCK_LIST + Long.BYTES) {
            ByteBuffer.wrap(patched).order(ByteOrder.LITTLE_ENDIAN).putLong(GRUB_BLOCK_LIST, sector * 4 + 5);
        }
        return patched;
    }
}
