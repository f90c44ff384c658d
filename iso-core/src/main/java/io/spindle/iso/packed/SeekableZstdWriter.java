package io.spindle.iso.packed;

import io.airlift.compress.zstd.ZstdCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;

/**
 * Writes bytes as a zstd file that can be read at any place: a frame for every 128 KiB, and a table of them at the end, as
 * the zstd project's seekable format has it. Several frames are packed at once.
 */
public final class SeekableZstdWriter extends OutputStream {
    /** The longest that can be written, which is the longest that is read. */
    public static final long MAXIMUM_BYTES = 128L << 30;

    static final int FRAME_BYTES = 128 << 10;
    private static final int BATCH_FRAMES = 8;

    private final OutputStream out;
    private final byte[] batch = new byte[BATCH_FRAMES * FRAME_BYTES];
    private final byte[][] packed = new byte[BATCH_FRAMES][new ZstdCompressor().maxCompressedLength(FRAME_BYTES)];
    private final ByteArrayOutputStream table = new ByteArrayOutputStream();
    private int filled;
    private int frames;
    private long writtenBytes;

    /** Writes to {@code out}, which is closed with it. */
    public SeekableZstdWriter(OutputStream out) {
        this.out = out;
    }

    /** Bytes that were written to the other stream. */
    long writtenBytes() {
        return writtenBytes;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int here = Math.min(length - done, batch.length - filled);
            System.arraycopy(bytes, offset + done, batch, filled, here);
            filled += here;
            done += here;
            if (filled == batch.length) {
                writeBatch();
            }
        }
    }

    private void writeBatch() throws IOException {
        int count = (filled + FRAME_BYTES - 1) / FRAME_BYTES;
        int[] packedBytes = new int[count];
        IntStream.range(0, count).parallel().forEach(i -> packedBytes[i] = pack(i));
        for (int i = 0; i < count; i++) {
            out.write(packed[i], 0, packedBytes[i]);
            table.writeBytes(
                    littleEndian(8).putInt(packedBytes[i]).putInt(frameBytes(i)).array());
            writtenBytes += packedBytes[i];
        }
        frames += count;
        filled = 0;
    }

    private int pack(int frame) {
        byte[] into = packed[frame];
        return new ZstdCompressor().compress(batch, frame * FRAME_BYTES, frameBytes(frame), into, 0, into.length);
    }

    private int frameBytes(int frame) {
        return Math.min(FRAME_BYTES, filled - frame * FRAME_BYTES);
    }

    /** Writes what is left, and the table. */
    public void finish() throws IOException {
        if (filled > 0) {
            writeBatch();
        }
        out.write(littleEndian(SeekableZstd.SKIPPABLE_HEADER_BYTES)
                .putInt(SeekableZstd.SKIPPABLE_MAGIC)
                .putInt(table.size() + SeekableZstd.FOOTER_BYTES)
                .array());
        table.writeTo(out);
        out.write(littleEndian(SeekableZstd.FOOTER_BYTES)
                .putInt(frames)
                .put((byte) 0)
                .putInt(SeekableZstd.FOOTER_MAGIC)
                .array());
        out.flush();
    }

    private static ByteBuffer littleEndian(int countBytes) {
        return ByteBuffer.allocate(countBytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
