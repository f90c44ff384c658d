package io.spindle.iso.filesystem;

import io.spindle.iso.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The expanded bytes of a file that zisofs version 1 compressed: a header, a table of where blocks end, blocks of zlib
 * streams. One block at a time is expanded and kept; the table is read where it is needed and never held.
 */
public final class ZisofsByteSource implements ByteSource {
    private static final long MAGIC = 0x07D6DBC9_9653E437L;
    private static final int HEADER_BYTES = 16;

    private final ByteSource stored;
    private final Zisofs zisofs;
    private final long lengthBytes;
    private long heldBlock = -1;
    private byte[] held = {};

    private ZisofsByteSource(ByteSource stored, Zisofs zisofs, long lengthBytes) {
        this.stored = stored;
        this.zisofs = zisofs;
        this.lengthBytes = lengthBytes;
    }

    /**
     * @param stored the compressed file
     * @param lengthBytes what it expands to
     * @throws IOException when it has no header of zisofs or is too short for its table
     */
    public static ByteSource of(ByteSource stored, Zisofs zisofs, long lengthBytes) throws IOException {
        long blocks = (lengthBytes + zisofs.blockBytes() - 1) / zisofs.blockBytes();
        if (stored.lengthBytes() < HEADER_BYTES
                || stored.lengthBytes() < zisofs.headerBytes() + (blocks + 1) * Integer.BYTES) {
            throw new IOException("a file compressed by zisofs is shorter than its table of blocks");
        }
        ByteBuffer header = littleEndian(stored, 0, HEADER_BYTES);
        if (header.getLong(0) != MAGIC || Integer.toUnsignedLong(header.getInt(8)) != lengthBytes) {
            throw new IOException("a file marked as compressed by zisofs does not begin like one");
        }
        return new ZisofsByteSource(stored, zisofs, lengthBytes);
    }

    @Override
    public long lengthBytes() {
        return lengthBytes;
    }

    @Override
    public synchronized void read(long offsetBytes, ByteBuffer destination) throws IOException {
        Objects.checkFromIndexSize(offsetBytes, destination.remaining(), lengthBytes);
        long at = offsetBytes;
        while (destination.hasRemaining()) {
            expand(at / zisofs.blockBytes());
            int inside = (int) (at % zisofs.blockBytes());
            int piece = Math.min(destination.remaining(), held.length - inside);
            destination.put(held, inside, piece);
            at += piece;
        }
    }

    private void expand(long block) throws IOException {
        if (block == heldBlock) {
            return;
        }
        ByteBuffer places = littleEndian(stored, zisofs.headerBytes() + block * Integer.BYTES, 2 * Integer.BYTES);
        long begin = Integer.toUnsignedLong(places.getInt(0));
        long end = Integer.toUnsignedLong(places.getInt(4));
        if (begin > end || end > stored.lengthBytes() || end - begin > 2L * zisofs.blockBytes()) {
            throw new IOException("block " + block + " of a file compressed by zisofs is not in the file");
        }
        int blockBytes = (int) Math.min(zisofs.blockBytes(), lengthBytes - block * zisofs.blockBytes());
        byte[] expanded = new byte[blockBytes];
        if (begin < end) {
            inflate(littleEndian(stored, begin, (int) (end - begin)), expanded, block);
        }
        held = expanded;
        heldBlock = block;
    }

    private static void inflate(ByteBuffer from, byte[] expanded, long block) throws IOException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(from);
            int filled = 0;
            int got = 1;
            while (filled < expanded.length && got > 0) {
                got = inflater.inflate(expanded, filled, expanded.length - filled);
                filled += got;
            }
            if (filled < expanded.length) {
                throw new IOException("block " + block + " of a file compressed by zisofs ends early");
            }
        } catch (DataFormatException e) {
            throw new IOException("block " + block + " of a file compressed by zisofs is damaged", e);
        } finally {
            inflater.end();
        }
    }

    private static ByteBuffer littleEndian(ByteSource from, long offsetBytes, int lengthBytes) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(lengthBytes).order(ByteOrder.LITTLE_ENDIAN);
        from.read(offsetBytes, piece);
        return piece.flip();
    }

    @Override
    public void close() {
        // The image belongs to whoever opened it.
    }
}
