package io.spindle.iso.packed;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The frames of a zstd file without those that carry no data: skippable frames, which the library's decoder does not know
 * (RFC 8878, 3.1).
 */
final class ZstdFrames extends InputStream {
    private static final int FRAME_MAGIC = 0xFD2FB528;
    private static final int SKIPPABLE_MAGIC = 0x184D2A50;
    private static final int[] DICTIONARY_ID_BYTES = {0, 1, 2, 4};
    private static final int[] CONTENT_SIZE_BYTES = {0, 2, 4, 8};
    private static final int RLE_BLOCK = 1;
    /** A header is at most 4 bytes of magic, 1 of descriptor, 1 of window, 4 of dictionary and 8 of length. */
    private static final int MAXIMUM_HEADER_BYTES = 18;

    private final InputStream in;
    /** Bytes that were looked at and are still to be given. */
    private final byte[] seen = new byte[MAXIMUM_HEADER_BYTES];

    private int seenAt;
    private int seenEnd;
    /** How many bytes behind those are given as they are. */
    private long plainBytes;

    private boolean inFrame;
    private boolean lastBlock;
    private boolean hasChecksum;

    ZstdFrames(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] destination, int offset, int length) throws IOException {
        while (seenAt == seenEnd && plainBytes == 0) {
            if (!advance()) {
                return -1;
            }
        }
        if (seenAt < seenEnd) {
            int here = Math.min(length, seenEnd - seenAt);
            System.arraycopy(seen, seenAt, destination, offset, here);
            seenAt += here;
            return here;
        }
        int got = in.read(destination, offset, (int) Math.min(length, plainBytes));
        if (got < 0) {
            throw new EOFException("the zstd file ends within a frame");
        }
        plainBytes -= got;
        return got;
    }

    /** Looks at what comes next; false at the end of the file. */
    private boolean advance() throws IOException {
        seenAt = 0;
        seenEnd = 0;
        if (inFrame && lastBlock) {
            inFrame = false;
            plainBytes = hasChecksum ? 4 : 0;
            return true;
        }
        return inFrame ? block() : frame();
    }

    private boolean frame() throws IOException {
        int first = in.read();
        if (first < 0) {
            return false;
        }
        seen[0] = (byte) first;
        seenEnd = 1;
        see(3);
        int magic = littleEndian(0, 4);
        if ((magic & 0xFFFFFFF0) == SKIPPABLE_MAGIC) {
            see(4);
            in.skipNBytes(Integer.toUnsignedLong(littleEndian(4, 4)));
            seenEnd = 0;
            return true;
        }
        if (magic != FRAME_MAGIC) {
            throw new PackedFormatException("what follows a frame of the zstd file is no other one");
        }
        header();
        return true;
    }

    private void header() throws IOException {
        see(1);
        int descriptor = seen[4];
        boolean singleSegment = (descriptor & 0x20) != 0;
        int sizeFlag = descriptor >> 6 & 3;
        int sizeBytes = sizeFlag == 0 && singleSegment ? 1 : CONTENT_SIZE_BYTES[sizeFlag];
        see((singleSegment ? 0 : 1) + DICTIONARY_ID_BYTES[descriptor & 3] + sizeBytes);
        hasChecksum = (descriptor & 4) != 0;
        inFrame = true;
        lastBlock = false;
    }

    private boolean block() throws IOException {
        see(3);
        int header = littleEndian(0, 3);
        lastBlock = (header & 1) != 0;
        plainBytes = (header >> 1 & 3) == RLE_BLOCK ? 1 : header >> 3;
        return true;
    }

    private void see(int countBytes) throws IOException {
        if (in.readNBytes(seen, seenEnd, countBytes) < countBytes) {
            throw new EOFException("the zstd file ends within a frame");
        }
        seenEnd += countBytes;
    }

    private int littleEndian(int at, int countBytes) {
        int value = 0;
        for (int i = countBytes - 1; i >= 0; i--) {
            value = value << 8 | seen[at + i] & 0xFF;
        }
        return value;
    }
}
