package io.spindle.iso.packed;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdDecompressor;
import io.spindle.iso.bytes.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** The frames of a zstd file that ends with a table of them, as the zstd project's seekable format has it. */
final class SeekableZstd implements Chunks {
    static final int SKIPPABLE_MAGIC = 0x184D2A5E;
    static final int FOOTER_MAGIC = 0x8F92EAB1;
    static final int FOOTER_BYTES = 9;
    static final int SKIPPABLE_HEADER_BYTES = 8;
    private static final int CHECKSUM_FLAG = 0x80;
    private static final int RESERVED_FLAGS = 0x7C;
    private static final int MAXIMUM_FRAMES = 1 << 20;

    private final ByteSource file;
    private final ChunkTable table;

    private SeekableZstd(ByteSource file, ChunkTable table) {
        this.file = file;
        this.table = table;
    }

    /**
     * The frames of a file, or empty when it has no table, or one of frames that are too long.
     *
     * @throws PackedFormatException when the table is damaged, or tells of more than there can be
     */
    static Optional<Chunks> of(ByteSource file, ExpansionLimits limits) throws IOException {
        if (file.lengthBytes() < FOOTER_BYTES + SKIPPABLE_HEADER_BYTES) {
            return Optional.empty();
        }
        ByteBuffer footer = read(file, file.lengthBytes() - FOOTER_BYTES, FOOTER_BYTES);
        int frames = footer.getInt(0);
        int flags = footer.get(4);
        int entryBytes = (flags & CHECKSUM_FLAG) == 0 ? 8 : 12;
        if (footer.getInt(5) != FOOTER_MAGIC
                || (flags & RESERVED_FLAGS) != 0
                || frames < 1
                || frames > MAXIMUM_FRAMES) {
            return Optional.empty();
        }
        long tableBytes = (long) frames * entryBytes + FOOTER_BYTES;
        long tableAt = file.lengthBytes() - tableBytes - SKIPPABLE_HEADER_BYTES;
        if (tableAt < 0) {
            throw new PackedFormatException("the table of " + frames + " frames is longer than the file");
        }
        ByteBuffer header = read(file, tableAt, SKIPPABLE_HEADER_BYTES);
        if (header.getInt(0) != SKIPPABLE_MAGIC || Integer.toUnsignedLong(header.getInt(4)) != tableBytes) {
            throw new PackedFormatException("the table of frames at the end of the file is damaged");
        }
        InputStream entries = new SourceStream(file, tableAt + SKIPPABLE_HEADER_BYTES, file.lengthBytes());
        Optional<ChunkTable> table = table(entries, frames, entryBytes, tableAt);
        if (table.isPresent()) {
            limits.check(table.get().lengthBytes(), file.lengthBytes());
        }
        return table.map(it -> new SeekableZstd(file, it));
    }

    private static Optional<ChunkTable> table(InputStream entries, int frames, int entryBytes, long tableAt)
            throws IOException {
        ChunkTable table = new ChunkTable();
        long packedAt = 0;
        for (int frame = 0; frame < frames; frame++) {
            ByteBuffer entry = ByteBuffer.wrap(entries.readNBytes(entryBytes)).order(ByteOrder.LITTLE_ENDIAN);
            long packed = Integer.toUnsignedLong(entry.getInt(0));
            long length = Integer.toUnsignedLong(entry.getInt(4));
            if (packedAt + packed > tableAt) {
                throw new PackedFormatException("frame " + frame + " lies behind the end of the file");
            }
            if (length > MAXIMUM_CHUNK_BYTES || packed > 2L * MAXIMUM_CHUNK_BYTES) {
                return Optional.empty();
            }
            if (length > 0) {
                table.add(packedAt, (int) packed, (int) length);
            }
            packedAt += packed;
        }
        if (packedAt != tableAt || table.count() == 0) {
            throw new PackedFormatException(
                    "the table tells of " + packedAt + " bytes of frames, there are " + tableAt);
        }
        return Optional.of(table);
    }

    private static ByteBuffer read(ByteSource file, long at, int countBytes) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(countBytes).order(ByteOrder.LITTLE_ENDIAN);
        file.read(at, bytes);
        return bytes;
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
        ByteBuffer packed = read(file, table.packedStartBytes(chunk), table.packedLengthBytes(chunk));
        expand(packed.array(), 0, packed.capacity(), destination, at, table.lengthBytes(chunk), "frame " + chunk);
    }

    /** Expands frames to exactly as many bytes as they are to have. */
    static void expand(
            byte[] packed, int packedAt, int packedBytes, byte[] destination, int at, int lengthBytes, String what)
            throws IOException {
        int got;
        try {
            got = new ZstdDecompressor().decompress(packed, packedAt, packedBytes, destination, at, lengthBytes);
        } catch (MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException(what + " is damaged: " + Faults.text(e), e);
        }
        if (got != lengthBytes) {
            throw new IOException(what + " is damaged: it has " + got + " bytes instead of " + lengthBytes);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
