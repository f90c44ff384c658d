package io.spindle.iso.disc;

import io.spindle.iso.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The blocks of a disc, and zeros where it has none. */
final class LenientBlocks implements ByteSource {
    private final ByteSource blocks;

    LenientBlocks(ByteSource blocks) {
        this.blocks = blocks;
    }

    @Override
    public long lengthBytes() {
        return blocks.lengthBytes();
    }

    @Override
    public void read(long offsetBytes, ByteBuffer destination) throws IOException {
        int end = destination.limit();
        long offset = offsetBytes;
        while (destination.position() < end) {
            int toBlockEnd = Disc.SECTOR_BYTES - (int) (offset % Disc.SECTOR_BYTES);
            int start = destination.position();
            destination.limit(Math.min(end, start + toBlockEnd));
            try {
                blocks.read(offset, destination);
            } catch (NoBlockException e) {
                destination.position(start);
                while (destination.hasRemaining()) {
                    destination.put((byte) 0);
                }
            }
            offset += destination.limit() - start;
            destination.limit(end);
        }
    }

    @Override
    public void close() throws IOException {
        blocks.close();
    }
}
