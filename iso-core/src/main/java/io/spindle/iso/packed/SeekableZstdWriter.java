package io.spindle.iso.packed;

import io.airlift.compress.zstd.ZstdCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes bytes as a zstd file that can be read at any place: a frame for every 128 KiB, and a table of them at the end. */
final class SeekableZstdWriter extends OutputStream {
    static final int FRAME_BYTES = 128 << 10;

    private final OutputStream out;
    private final ZstdCompressor compressor = new ZstdCompressor();
    private final byte[] frame = new byte[FRAME_BYTES];
    private final byte[] packed = new byte[compressor.maxCompressedLength(FRAME_BYTES)];
    private final ByteArrayOutputStream table = new ByteArrayOutputStream();
    private int filled;
    private int frames;
    private long writtenBytes;

    /** Writes to {@code out}, which is closed with it. */
    SeekableZstdWriter(OutputStream out) {
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
            int here = Math.min(length - done, FRAME_BYTES - filled);
            System.arraycopy(bytes, offset + done, frame, filled, here);
            filled += here;
            done += here;
            if (filled == FRAME_BYTES) {
                writeFrame();
            }
        }
    }

    private void writeFrame() throws IOException {
        int length = compressor.compress(frame, 0, filled, packed, 0, packed.length);
        out.write(packed, 0, length);
        table.writeBytes(littleEndian(8).putInt(length).putInt(filled).array());
        writtenBytes += length;
        frames++;
        filled = 0;
    }

    /** Writes what is left, and the table. */
    void finish() throws IOException {
        if (filled > 0) {
            writeFrame();
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
