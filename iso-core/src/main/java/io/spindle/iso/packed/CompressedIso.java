package io.spindle.iso.packed;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.spindle.iso.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The blocks of a CSO or ZSO file: a header of 24 bytes, an index with the place of each block, and the blocks.
 *
 * <p>A place has 31 bits, in units of 2 to the power of the header's shift. What the highest bit of an entry says depends
 * on the kind: of CSO 1 and ZSO that the block is stored as it is; of CSO 2 that it is packed with LZ4 and not with deflate,
 * while a block is stored as it is that became no shorter.
 */
final class CompressedIso implements Chunks {
    static final int CISO = 0x4F534943;
    static final int ZISO = 0x4F53495A;
    private static final int HEADER_BYTES = 24;
    private static final int LEAST_BLOCK_BYTES = 512;
    private static final int MAXIMUM_BLOCK_BYTES = 1 << 20;
    private static final int MAXIMUM_SHIFT = 11;
    private static final ThreadLocal<Inflater> INFLATER = ThreadLocal.withInitial(() -> new Inflater(true));

    private enum Kind {
        CSO_1,
        CSO_2,
        ZSO
    }

    private final ByteSource file;
    private final Kind kind;
    private final long lengthBytes;
    private final int blockBytes;
    private final int shift;

    private CompressedIso(ByteSource file, Kind kind, long lengthBytes, int blockBytes, int shift) {
        this.file = file;
        this.kind = kind;
        this.lengthBytes = lengthBytes;
        this.blockBytes = blockBytes;
        this.shift = shift;
    }

    /**
     * The blocks of a file that begins as such files do.
     *
     * @throws PackedFormatException when the header makes no sense, or the file is cut
     */
    static Chunks of(ByteSource file, ExpansionLimits limits) throws IOException {
        if (file.lengthBytes() < HEADER_BYTES) {
            throw new PackedFormatException("the file ends within its header");
        }
        ByteBuffer header = read(file, 0, HEADER_BYTES);
        int version = header.get(20);
        long length = header.getLong(8);
        long block = Integer.toUnsignedLong(header.getInt(16));
        int shift = header.get(21);
        if (version < 0 || version > 2) {
            throw new PackedFormatException("version " + (version & 0xFF) + " of the format is not known");
        }
        if (block < LEAST_BLOCK_BYTES || block > MAXIMUM_BLOCK_BYTES || (block & block - 1) != 0) {
            throw new PackedFormatException("blocks of " + block + " bytes are none");
        }
        if (shift < 0 || shift > MAXIMUM_SHIFT) {
            throw new PackedFormatException("a shift of " + (shift & 0xFF) + " is none");
        }
        if (length < 1 || length > limits.maximumBytes()) {
            throw new PackedFormatException(
                    "a length of " + Long.toUnsignedString(length) + " bytes is that of no image");
        }
        Kind kind = header.getInt(0) == ZISO ? Kind.ZSO : version == 2 ? Kind.CSO_2 : Kind.CSO_1;
        CompressedIso blocks = new CompressedIso(file, kind, length, (int) block, shift);
        blocks.checkEnd();
        return blocks;
    }

    /** All of the index lies in the file, and the file ends where the index says, or later. */
    private void checkEnd() throws IOException {
        long count = (lengthBytes + blockBytes - 1) / blockBytes;
        long indexEnd = HEADER_BYTES + 4 * (count + 1);
        if (indexEnd > file.lengthBytes()) {
            throw new PackedFormatException("the file is too short for the index of its " + count + " blocks");
        }
        long end = place(read(file, indexEnd - 4, 4).getInt(0));
        if (end > file.lengthBytes()) {
            throw new PackedFormatException(
                    "the file is cut: it has " + file.lengthBytes() + " bytes, its index tells of " + end);
        }
    }

    private long place(int entry) {
        return (long) (entry & 0x7FFFFFFF) << shift;
    }

    @Override
    public long lengthBytes() {
        return lengthBytes;
    }

    @Override
    public long chunkAt(long offsetBytes) {
        return offsetBytes / blockBytes;
    }

    @Override
    public long startBytes(long chunk) {
        return chunk * blockBytes;
    }

    @Override
    public int lengthBytes(long chunk) {
        return (int) Math.min(blockBytes, lengthBytes - chunk * blockBytes);
    }

    @Override
    public void expand(long chunk, byte[] destination, int at) throws IOException {
        ByteBuffer entries = read(file, HEADER_BYTES + 4 * chunk, 8);
        boolean marked = entries.getInt(0) < 0;
        long start = place(entries.getInt(0));
        long packedBytes = place(entries.getInt(4)) - start;
        int length = lengthBytes(chunk);
        boolean stored = kind == Kind.CSO_2 ? packedBytes >= blockBytes : marked;
        // What is stored has no length of its own; behind what is packed lies up to a unit of nothing.
        long read = stored ? length : packedBytes;
        if (read < 1 || read > 2L * blockBytes + (1 << shift) || start + read > file.lengthBytes()) {
            throw new IOException("block " + chunk + " of the file is damaged: its index tells of bytes " + start
                    + " to " + (start + packedBytes));
        }
        ByteBuffer packed = read(file, start, (int) read);
        if (stored) {
            packed.get(destination, at, length);
        } else if (kind == Kind.ZSO || (kind == Kind.CSO_2 && marked)) {
            expandLz4(chunk, packed.array(), destination, at, length);
        } else {
            inflate(chunk, packed.array(), destination, at, length);
        }
    }

    private static void inflate(long chunk, byte[] packed, byte[] destination, int at, int length) throws IOException {
        Inflater inflater = INFLATER.get();
        inflater.reset();
        inflater.setInput(packed);
        try {
            int got = 0;
            int more = 1;
            while (got < length && more > 0) {
                more = inflater.inflate(destination, at + got, length - got);
                got += more;
            }
            if (got < length) {
                throw damaged(chunk, "it expands to " + got + " bytes instead of " + length);
            }
        } catch (DataFormatException e) {
            throw damaged(chunk, Faults.text(e));
        }
    }

    /** Nothing tells where a block ends before the next one begins, so that what fills up the unit is tried without. */
    private void expandLz4(long chunk, byte[] packed, byte[] destination, int at, int length) throws IOException {
        String fault = "";
        for (int filling = 0; filling < 1 << shift && filling < packed.length; filling++) {
            try {
                int got = new Lz4Decompressor().decompress(packed, 0, packed.length - filling, destination, at, length);
                if (got == length) {
                    return;
                }
                fault = "it expands to " + got + " bytes instead of " + length;
            } catch (MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
                fault = Faults.text(e);
            }
        }
        throw damaged(chunk, fault);
    }

    private static IOException damaged(long chunk, String text) {
        return new IOException("block " + chunk + " of the file is damaged: " + text);
    }

    private static ByteBuffer read(ByteSource file, long at, int countBytes) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(countBytes).order(ByteOrder.LITTLE_ENDIAN);
        file.read(at, bytes);
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
