package io.spindle.iso.synthetic;

import io.spindle.iso.bytes.ByteSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * A source of any length in which every sector of 2048 bytes holds its own number: sector n is n as 8 bytes, most
 * significant first, written 256 times.
 *
 * <p>A client thus knows from any 8 aligned bytes whether they are the ones it asked for. Takes no memory and never
 * waits.
 */
public final class PatternByteSource implements ByteSource {
    private static final int SECTOR_SHIFT = 11;

    private final long lengthBytes;

    /** @param lengthBytes at least 1; need not be a multiple of 2048 */
    public PatternByteSource(long lengthBytes) {
        if (lengthBytes < 1) {
            throw new IllegalArgumentException("a pattern of " + lengthBytes + " bytes");
        }
        this.lengthBytes = lengthBytes;
    }

    @Override
    public long lengthBytes() {
        return lengthBytes;
    }

    @Override
    public void read(long offsetBytes, ByteBuffer destination) {
        Objects.checkFromIndexSize(offsetBytes, destination.remaining(), lengthBytes);
        long at = offsetBytes;
        long end = offsetBytes + destination.remaining();
        boolean bigEndian = destination.order() == ByteOrder.BIG_ENDIAN;
        while (at < end) {
            if (at % Long.BYTES == 0 && end - at >= Long.BYTES) {
                long sector = at >> SECTOR_SHIFT;
                destination.putLong(bigEndian ? sector : Long.reverseBytes(sector));
                at += Long.BYTES;
            } else {
                destination.put(byteAt(at));
                at++;
            }
        }
    }

    private static byte byteAt(long offsetBytes) {
        int place = (int) (offsetBytes % Long.BYTES);
        return (byte) ((offsetBytes >> SECTOR_SHIFT) >> (Byte.SIZE * (Long.BYTES - 1 - place)));
    }

    @Override
    public boolean readsAtOnce(long offsetBytes, long rangeBytes) {
        return true;
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
