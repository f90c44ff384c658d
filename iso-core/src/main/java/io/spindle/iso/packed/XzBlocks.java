package io.spindle.iso.packed;

import io.spindle.iso.bytes.ByteSource;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.SeekableInputStream;
import org.tukaani.xz.SeekableXZInputStream;
import org.tukaani.xz.SingleXZInputStream;
import org.tukaani.xz.XZIOException;

/** The blocks of an .xz file, which its index tells of. */
final class XzBlocks implements Chunks {
    private static final int STREAM_HEADER_BYTES = 12;
    private static final int MAXIMUM_BLOCKS = 1 << 20;
    private static final long MEBIBYTE = 1 << 20;
    /** What the decoding of a block takes at most: dictionary, packed and expanded bytes. */
    private static final long DECODING_BYTES = 96 * MEBIBYTE;

    private static final int PATIENCE_SECONDS = 20;
    private static final Semaphore DECODERS =
            new Semaphore((int) Math.max(1, (Runtime.getRuntime().maxMemory() - DECODING_BYTES) / DECODING_BYTES));

    private final ByteSource file;
    private final ChunkTable table;
    private final int[] checkTypes;

    private XzBlocks(ByteSource file, ChunkTable table, int[] checkTypes) {
        this.file = file;
        this.table = table;
        this.checkTypes = checkTypes;
    }

    /**
     * The blocks of a file, or empty when they are too long to be expanded one by one.
     *
     * @throws PackedFormatException when the file is damaged, or cut
     */
    static Optional<Chunks> of(ByteSource file, ExpansionLimits limits) throws IOException {
        try (SeekableXZInputStream xz = new SeekableXZInputStream(new Seekable(file), limits.dictionaryKibibytes())) {
            if (xz.length() == 0) {
                throw new PackedFormatException("the compressed file holds nothing");
            }
            limits.check(xz.length(), file.lengthBytes());
            if (xz.getLargestBlockSize() > MAXIMUM_CHUNK_BYTES || xz.getBlockCount() > MAXIMUM_BLOCKS) {
                return Optional.empty();
            }
            return table(file, xz);
        } catch (MemoryLimitException e) {
            throw Faults.dictionary(e);
        } catch (XZIOException | EOFException e) {
            throw new PackedFormatException("the xz file is damaged or cut: " + Faults.text(e), e);
        }
    }

    private static Optional<Chunks> table(ByteSource file, SeekableXZInputStream xz) throws IOException {
        ChunkTable table = new ChunkTable();
        int[] checkTypes = new int[xz.getBlockCount()];
        for (int block = 0; block < xz.getBlockCount(); block++) {
            long packed = xz.getBlockCompSize(block);
            if (packed > 2L * MAXIMUM_CHUNK_BYTES) {
                return Optional.empty();
            }
            if (xz.getBlockSize(block) > 0) {
                checkTypes[table.count()] = xz.getBlockCheckType(block);
                table.add(xz.getBlockCompPos(block), (int) packed, (int) xz.getBlockSize(block));
            }
        }
        return Optional.of(new XzBlocks(file, table, checkTypes));
    }

    /** A file as the library wants it. */
    private static final class Seekable extends SeekableInputStream {
        private final ByteSource file;
        private long position;

        Seekable(ByteSource file) {
            this.file = file;
        }

        @Override
        public long length() {
            return file.lengthBytes();
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public void seek(long to) {
            position = to;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] destination, int offset, int length) throws IOException {
            int here = (int) Math.min(length, file.lengthBytes() - position);
            if (here <= 0) {
                return length == 0 ? 0 : -1;
            }
            file.read(position, ByteBuffer.wrap(destination, offset, here));
            position += here;
            return here;
        }
    }

    @Override
    public long lengthBytes() {
        return table.lengthBytes();
    }

    @Override
    public long chunkAt(long offsetBytes) {
        return table.chunkAt(offsetBytes);
    }

    @Override
    public long startBytes(long chunk) {
        return table.startBytes(chunk);
    }

    @Override
    public int lengthBytes(long chunk) {
        return table.lengthBytes(chunk);
    }

    @Override
    public void expand(long chunk, byte[] destination, int at) throws IOException {
        takeDecoder();
        try {
            InputStream header = new ByteArrayInputStream(streamHeader(checkTypes[(int) chunk]));
            long start = table.packedStartBytes(chunk);
            InputStream block = new SourceStream(file, start, start + table.packedLengthBytes(chunk));
            try (SingleXZInputStream xz = new SingleXZInputStream(
                    new SequenceInputStream(header, block), ExpansionLimits.DEFAULT.dictionaryKibibytes())) {
                expand(xz, destination, at, table.lengthBytes(chunk));
            }
        } catch (MemoryLimitException e) {
            throw Faults.dictionary(e);
        } catch (XZIOException | EOFException e) {
            throw new IOException("block " + chunk + " of the xz file is damaged: " + Faults.text(e), e);
        } finally {
            DECODERS.release();
        }
    }

    private static void expand(InputStream xz, byte[] destination, int at, int length) throws IOException {
        if (xz.readNBytes(destination, at, length) < length) {
            throw new EOFException("it is shorter than the index says");
        }
        boolean goesOn;
        try {
            // The check behind the block is looked at when one reads on; then comes nothing, not even an index.
            goesOn = xz.read() >= 0;
        } catch (EOFException e) {
            goesOn = false;
        }
        if (goesOn) {
            throw new EOFException("it is longer than the index says");
        }
    }

    private static void takeDecoder() throws IOException {
        try {
            if (!DECODERS.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the server has no memory left for one more xz block");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for memory", e);
        }
    }

    /** The beginning of a stream whose blocks have that check (.xz file format, 2.1.1). */
    private static byte[] streamHeader(int checkType) {
        ByteBuffer header = ByteBuffer.allocate(STREAM_HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.put(new byte[] {(byte) 0xFD, '7', 'z', 'X', 'Z', 0, 0, (byte) checkType});
        CRC32 crc = new CRC32();
        crc.update(header.array(), 6, 2);
        return header.putInt((int) crc.getValue()).array();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
