package io.spindle.scsi.mmc;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Where the sectors of a pressed DVD lie, in physical sector numbers (ECMA-267, 16 and 17).
 *
 * <p>A disc of two layers is read along the first one outwards and back along the second, whose sector numbers are those
 * of the first with all 24 bits inverted. The layers are as equal as protected blocks of 16 sectors let them be.
 *
 * @param layers 1 or 2
 * @param layer0End number of the last sector of the first layer; 0 when there is one layer only
 * @param end number of the last sector of the disc
 */
record DvdLayout(int layers, int layer0End, int end) {
    /** What one layer holds: that of a DVD-R, the most of all kinds of DVD. */
    private static final long LAYER_SECTORS = 2_298_496;

    private static final int FIRST = 0x030000;
    private static final int NUMBERS = 0xFFFFFF;
    private static final int BLOCK_SECTORS = 16;
    private static final int LAYER_MAXIMUM_SECTORS = 0x800000 - FIRST;

    private static final int STRUCTURE_BYTES = 2048;
    private static final int DVD_ROM_VERSION_1 = 0x01;
    private static final int DIAMETER_120_MM_RATE_10_MBPS = 0x02;
    private static final int EMBOSSED = 0x01;
    private static final int TWO_LAYERS_OPPOSITE_PATH = 0x30;
    private static final int LINEAR_DENSITY_OF_TWO_LAYERS = 0x10;

    /** The layout of so many sectors; empty when there are more than sector numbers. */
    static Optional<DvdLayout> of(long lengthSectors) {
        if (lengthSectors > 2L * LAYER_MAXIMUM_SECTORS) {
            return Optional.empty();
        }
        int length = (int) lengthSectors;
        if (lengthSectors <= LAYER_SECTORS) {
            return Optional.of(new DvdLayout(1, 0, FIRST + length - 1));
        }
        int blocks = (length + BLOCK_SECTORS - 1) / BLOCK_SECTORS;
        int layer0Length = (blocks + 1) / 2 * BLOCK_SECTORS;
        int layer0End = FIRST + layer0Length - 1;
        return Optional.of(new DvdLayout(2, layer0End, (~layer0End & NUMBERS) + length - layer0Length - 1));
    }

    /** Physical format information: format 00h of READ DISC STRUCTURE (MMC-6, 6.22.3.2.1). */
    byte[] physicalFormat() {
        ByteBuffer out = ByteBuffer.allocate(STRUCTURE_BYTES);
        out.put((byte) DVD_ROM_VERSION_1).put((byte) DIAMETER_120_MM_RATE_10_MBPS);
        out.put((byte) (layers == 1 ? EMBOSSED : TWO_LAYERS_OPPOSITE_PATH | EMBOSSED));
        out.put((byte) (layers == 1 ? 0 : LINEAR_DENSITY_OF_TWO_LAYERS));
        out.putInt(FIRST).putInt(end).putInt(layer0End);
        return out.array();
    }
}
