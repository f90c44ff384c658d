package io.spindle.iso.chd;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdDecompressor;
import io.spindle.iso.disc.SectorParity;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.tukaani.xz.LZMAInputStream;

/**
 * The codecs of hunks of CD sectors, each of 2352 bytes and 96 of sub-channels.
 *
 * <p>All but FLAC begin with a bit for each sector, set where its sync and its parity were left out, and the length of the
 * packed main channels; these come next, then the packed sub-channels. Of FLAC the frames come at once, and then the
 * sub-channels.
 */
enum CdCodec implements Codec {
    CDZL("cdzl") {
        @Override
        void expandPart(byte[] packed, int from, int end, byte[] out) throws IOException {
            inflate(packed, from, end, out);
        }
    },
    CDLZ("cdlz") {
        @Override
        void expandPart(byte[] packed, int from, int end, byte[] out) throws IOException {
            try (LZMAInputStream lzma = new LZMAInputStream(
                    new ByteArrayInputStream(packed, from, end - from), out.length, LZMA_PROPERTIES, out.length)) {
                if (lzma.readNBytes(out, 0, out.length) < out.length) {
                    throw new EOFException("it ends too early");
                }
            }
        }

        @Override
        void expandSubChannels(byte[] packed, int from, int end, byte[] out) throws IOException {
            inflate(packed, from, end, out);
        }
    },
    CDZS("cdzs") {
        @Override
        void expandPart(byte[] packed, int from, int end, byte[] out) throws IOException {
            try {
                int got = new ZstdDecompressor().decompress(packed, from, end - from, out, 0, out.length);
                if (got < out.length) {
                    throw new EOFException("it ends too early");
                }
            } catch (MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
    },
    CDFL("cdfl") {
        @Override
        public void expand(byte[] packed, byte[] hunk) throws IOException {
            int sectors = hunk.length / UNIT_BYTES;
            byte[] main = new byte[sectors * SECTOR_BYTES];
            int end = FlacFrames.decode(packed, main);
            byte[] sub = new byte[sectors * SUB_CHANNEL_BYTES];
            inflate(packed, end, packed.length, sub);
            weave(main, sub, hunk);
        }

        @Override
        void expandPart(byte[] packed, int from, int end, byte[] out) {
            throw new IllegalStateException("FLAC has no parts");
        }
    };

    static final int SECTOR_BYTES = 2352;
    static final int SUB_CHANNEL_BYTES = 96;
    static final int UNIT_BYTES = SECTOR_BYTES + SUB_CHANNEL_BYTES;
    /** Literal context bits 3, position bits 0 and 2: (2 * 5 + 0) * 9 + 3. */
    private static final byte LZMA_PROPERTIES = 93;

    private static final int LONG_LENGTHS_FROM = 65_536;
    private static final byte[] SYNC = {0, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0};

    private final String tag;

    CdCodec(String tag) {
        this.tag = tag;
    }

    /** The codec of that tag, or null. */
    static CdCodec of(String tag) {
        for (CdCodec codec : values()) {
            if (codec.tag.equals(tag)) {
                return codec;
            }
        }
        return null;
    }

    @Override
    public void expand(byte[] packed, byte[] hunk) throws IOException {
        int sectors = hunk.length / UNIT_BYTES;
        int flagBytes = (sectors + 7) / 8;
        int lengthBytes = hunk.length < LONG_LENGTHS_FROM ? 2 : 3;
        int from = flagBytes + lengthBytes;
        if (packed.length < from) {
            throw new EOFException("it ends too early");
        }
        int length = 0;
        for (int i = flagBytes; i < from; i++) {
            length = length << 8 | packed[i] & 0xFF;
        }
        if (length > packed.length - from) {
            throw new EOFException("it ends too early");
        }
        byte[] main = new byte[sectors * SECTOR_BYTES];
        expandPart(packed, from, from + length, main);
        byte[] sub = new byte[sectors * SUB_CHANNEL_BYTES];
        expandSubChannels(packed, from + length, packed.length, sub);
        restore(packed, main);
        weave(main, sub, hunk);
    }

    abstract void expandPart(byte[] packed, int from, int end, byte[] out) throws IOException;

    void expandSubChannels(byte[] packed, int from, int end, byte[] out) throws IOException {
        expandPart(packed, from, end, out);
    }

    private static void inflate(byte[] packed, int from, int end, byte[] out) throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(packed, from, end - from);
            int got = 0;
            int more = 1;
            while (got < out.length && more > 0) {
                more = inflater.inflate(out, got, out.length - got);
                got += more;
            }
            if (got < out.length) {
                throw new EOFException("it ends too early");
            }
        } catch (DataFormatException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }

    /** Puts back what was left out because it can be made. */
    private static void restore(byte[] flags, byte[] main) {
        byte[] sector = new byte[SECTOR_BYTES];
        for (int i = 0; i < main.length / SECTOR_BYTES; i++) {
            if ((flags[i / 8] >> i % 8 & 1) != 0) {
                System.arraycopy(main, i * SECTOR_BYTES, sector, 0, SECTOR_BYTES);
                System.arraycopy(SYNC, 0, sector, 0, SYNC.length);
                SectorParity.put(sector);
                System.arraycopy(sector, 0, main, i * SECTOR_BYTES, SECTOR_BYTES);
            }
        }
    }

    private static void weave(byte[] main, byte[] sub, byte[] hunk) {
        for (int i = 0; i < hunk.length / UNIT_BYTES; i++) {
            System.arraycopy(main, i * SECTOR_BYTES, hunk, i * UNIT_BYTES, SECTOR_BYTES);
            System.arraycopy(sub, i * SUB_CHANNEL_BYTES, hunk, i * UNIT_BYTES + SECTOR_BYTES, SUB_CHANNEL_BYTES);
        }
    }
}
