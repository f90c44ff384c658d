package io.spindle.scsi.mmc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where the sectors of a pressed BD lie, in physical sector numbers.
 *
 * <p>The second layer ends where the first begins; its numbers are those of the first counted down from 01F00000h. The
 * first layer is filled before the second begins.
 *
 * @param layers 1 or 2
 * @param layer0End number of the last sector of the first layer
 * @param end number of the last sector of the disc
 */
record BdLayout(int layers, int layer0End, int end) {
    /** Bytes of disc information that a drive returns. */
    static final int DISC_INFORMATION_BYTES = 4096;

    /** What one layer of 25 GB holds. */
    private static final int LAYER_SECTORS = 12_219_392;

    private static final int FIRST = 0x00100000;
    private static final int LAYER_1_BEHIND_END = 0x01F00000;
    private static final int LAYER_1_FIRST = LAYER_1_BEHIND_END - LAYER_SECTORS;

    private static final int UNIT_AT = 64;
    private static final int UNIT_BYTES = 32;
    private static final int UNIT_FORMAT_BD_ROM = 1;
    private static final int CLASS_0_VERSION_1 = 0x01;
    private static final int ROM_LAYERS = 0x01;
    private static final int CHANNEL_BIT_25_GB = 0x01;

    /** The layout of so many sectors; empty for more than two layers of 25 GB hold. */
    static Optional<BdLayout> of(long lengthSectors) {
        if (lengthSectors > 2L * LAYER_SECTORS) {
            return Optional.empty();
        }
        int length = (int) lengthSectors;
        if (length <= LAYER_SECTORS) {
            return Optional.of(new BdLayout(1, FIRST + length - 1, FIRST + length - 1));
        }
        int end = LAYER_1_FIRST + length - LAYER_SECTORS - 1;
        return Optional.of(new BdLayout(2, FIRST + LAYER_SECTORS - 1, end));
    }

    /** Disc information: format 00h of READ DISC STRUCTURE (MMC-6, 6.22.3.3.1), a unit for each layer. */
    byte[] discInformation() {
        ByteBuffer out = ByteBuffer.allocate(DISC_INFORMATION_BYTES);
        putUnit(out, 0, FIRST, layer0End);
        if (layers == 2) {
            out.position(UNIT_AT);
            putUnit(out, 1, LAYER_1_FIRST, LAYER_1_BEHIND_END - 1);
        }
        return out.array();
    }

    /** Addresses of layers name pairs of sectors by the first of the two. */
    private void putUnit(ByteBuffer out, int layer, int first, int last) {
        out.put("DI".getBytes(StandardCharsets.US_ASCII)).put((byte) UNIT_FORMAT_BD_ROM);
        out.put((byte) (layers << 3 | layer)).put((byte) 0).put((byte) layer);
        out.put((byte) UNIT_BYTES).put((byte) 0);
        out.put("BDO".getBytes(StandardCharsets.US_ASCII)).put((byte) CLASS_0_VERSION_1);
        out.put((byte) (layers << 4 | ROM_LAYERS)).put((byte) CHANNEL_BIT_25_GB);
        out.put((byte) ((1 << layers) - 1)).put((byte) 0).putInt(0);
        out.putInt(end).putInt(first).putInt(last & ~1);
    }
}
