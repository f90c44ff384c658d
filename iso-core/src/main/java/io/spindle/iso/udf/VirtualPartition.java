package io.spindle.iso.udf;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.filesystem.ExtentList;
import io.spindle.iso.inspection.ImageWindow;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Blocks that were written in any order, and a table of where each is (OSTA UDF, 2.2.8 and 2.2.11). */
final class VirtualPartition implements Partition {
    private static final int PIECE_BYTES = 1 << 15;
    private static final long UNUSED = 0xFFFFFFFFL;

    private final ImageWindow image;
    private final PhysicalPartition physical;
    private final ByteSource table;
    private final long tableBytes;
    private final long firstEntryAt;
    private long heldAt = -1;
    private ByteBuffer held;

    /**
     * @param table the content of the file that holds the table
     * @param firstEntryAt where in it the entries begin
     * @param tableBytes where in it they end
     */
    VirtualPartition(
            ImageWindow image, PhysicalPartition physical, ByteSource table, long firstEntryAt, long tableBytes) {
        this.image = image;
        this.physical = physical;
        this.table = table;
        this.firstEntryAt = firstEntryAt;
        this.tableBytes = tableBytes;
    }

    @Override
    public boolean locate(long block, long lengthBytes, ExtentList places) {
        long left = lengthBytes;
        for (long at = block; left > 0; at++) {
            long piece = Math.min(left, physical.blockBytes());
            long entry = entry(at);
            if (entry == UNUSED || !physical.locate(entry, piece, places)) {
                return false;
            }
            left -= piece;
        }
        return true;
    }

    private long entry(long block) {
        long at = firstEntryAt + block * Integer.BYTES;
        if (at > tableBytes - Integer.BYTES) {
            return UNUSED;
        }
        long pieceAt = at - (at - firstEntryAt) % PIECE_BYTES;
        if (pieceAt != heldAt) {
            Optional<ByteBuffer> piece =
                    image.read(table, pieceAt, (int) Math.min(PIECE_BYTES, (tableBytes - pieceAt) & ~3L));
            if (piece.isEmpty()) {
                return UNUSED;
            }
            held = piece.get();
            heldAt = pieceAt;
        }
        return Integer.toUnsignedLong(held.getInt((int) (at - pieceAt)));
    }
}
