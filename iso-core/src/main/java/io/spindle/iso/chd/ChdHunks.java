package io.spindle.iso.chd;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.packed.Chunks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** The hunks of a CHD file. */
final class ChdHunks implements Chunks {
    /** A hunk is the same as one before it, which need not be the first of its kind. */
    private static final int MAXIMUM_STEPS = 64;

    private final ByteSource file;
    private final ChdHeader header;
    private final HunkMap map;
    private final List<CdCodec> codecs;

    ChdHunks(ByteSource file, ChdHeader header, HunkMap map, List<CdCodec> codecs) {
        this.file = file;
        this.header = header;
        this.map = map;
        this.codecs = codecs;
    }

    @Override
    public long lengthBytes() {
        return (long) header.hunks() * header.hunkBytes();
    }

    @Override
    public long chunkAt(long offsetBytes) {
        return offsetBytes / header.hunkBytes();
    }

    @Override
    public long startBytes(long chunk) {
        return chunk * header.hunkBytes();
    }

    @Override
    public int lengthBytes(long chunk) {
        return header.hunkBytes();
    }

    @Override
    public void expand(long chunk, byte[] destination, int at) throws IOException {
        int hunk = stored((int) chunk);
        byte[] whole = new byte[header.hunkBytes()];
        try {
            read(hunk, whole);
        } catch (IOException | RuntimeException e) {
            throw new IOException("hunk " + hunk + " of the CHD file is damaged: " + e.getMessage(), e);
        }
        System.arraycopy(whole, 0, destination, at, whole.length);
    }

    /** The hunk that is stored for another one. */
    private int stored(int hunk) throws IOException {
        long at = hunk;
        for (int step = 0; step < MAXIMUM_STEPS; step++) {
            if (map.kind((int) at) != HunkMap.AS_ANOTHER) {
                return (int) at;
            }
            at = map.place((int) at);
            if (at >= header.hunks()) {
                break;
            }
        }
        throw new IOException("hunk " + hunk + " of the CHD file is damaged: it is the same as one that is not there");
    }

    private void read(int hunk, byte[] whole) throws IOException {
        int kind = map.kind(hunk);
        if (!header.isPacked()) {
            if (map.place(hunk) == 0) {
                Arrays.fill(whole, (byte) 0);
            } else {
                file(map.place(hunk), whole);
            }
            return;
        }
        if (kind == HunkMap.STORED) {
            file(map.place(hunk), whole);
        } else if (kind < codecs.size() && map.lengthBytes(hunk) <= 2 * whole.length) {
            byte[] packed = new byte[map.lengthBytes(hunk)];
            file(map.place(hunk), packed);
            codecs.get(kind).expand(packed, whole);
        } else {
            throw new IOException("the map says nothing that could be");
        }
        if (Crc16.update(Crc16.START, whole, 0, whole.length) != map.code(hunk)) {
            throw new IOException("its CRC is wrong");
        }
    }

    private void file(long at, byte[] bytes) throws IOException {
        if (at < 0 || at > file.lengthBytes() - bytes.length) {
            throw new IOException("it lies behind the end of the file");
        }
        file.read(at, ByteBuffer.wrap(bytes));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
