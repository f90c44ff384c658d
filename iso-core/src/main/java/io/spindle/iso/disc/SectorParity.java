package io.spindle.iso.disc;

import java.util.Arrays;

/** The parity of data sectors, for images that leave it out because it can be made. */
public final class SectorParity {
    private static final int HEADER_AT = 12;
    private static final int MODE_AT = 15;
    private static final int HEADER_BYTES = 4;
    private static final ThreadLocal<Ecc.Rows> ROWS = ThreadLocal.withInitial(Ecc.Rows::new);

    private SectorParity() {}

    /**
     * Fills in P and Q parity of a sector of 2352 bytes whose other bytes are there. The header of Mode 2 counts as zeros
     * (CD-ROM XA).
     */
    public static void put(byte[] sector) {
        if (sector[MODE_AT] != 2) {
            Ecc.put(sector, ROWS.get());
            return;
        }
        byte[] header = Arrays.copyOfRange(sector, HEADER_AT, HEADER_AT + HEADER_BYTES);
        Arrays.fill(sector, HEADER_AT, HEADER_AT + HEADER_BYTES, (byte) 0);
        Ecc.put(sector, ROWS.get());
        System.arraycopy(header, 0, sector, HEADER_AT, HEADER_BYTES);
    }
}
