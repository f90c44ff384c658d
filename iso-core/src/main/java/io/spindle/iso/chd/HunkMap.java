package io.spindle.iso.chd;

import io.spindle.iso.bytes.ByteSource;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Where each hunk of a file lies, and how it is packed. */
final class HunkMap {
    /** How a hunk is packed: 0 to 3 with that codec of the header, or one of these. */
    static final int STORED = 4;

    static final int AS_ANOTHER = 5;
    static final int OF_PARENT = 6;

    private static final int RUN_OF_SOME = 7;
    private static final int RUN_OF_MANY = 8;
    private static final int AS_LAST_ANOTHER = 9;
    private static final int AS_NEXT_ANOTHER = 10;
    private static final int PARENT_FIRST = 11;
    private static final int PARENT_LAST = 13;
    private static final int CODES = 16;
    private static final int CODE_BITS = 8;
    private static final int HEADER_BYTES = 16;
    private static final int MAXIMUM_MAP_BYTES = 64 << 20;
    private static final int ENTRY_BYTES = 12;

    private final byte[] kinds;
    private final long[] places;
    private final int[] lengths;
    private final short[] codes;

    private HunkMap(int hunks) {
        kinds = new byte[hunks];
        places = new long[hunks];
        lengths = new int[hunks];
        codes = new short[hunks];
    }

    int kind(int hunk) {
        return kinds[hunk];
    }

    /** Where the packed hunk lies in the file, or which hunk it is the same as; 0 for a hunk of zeros of an unpacked file. */
    long place(int hunk) {
        return places[hunk];
    }

    int lengthBytes(int hunk) {
        return lengths[hunk];
    }

    /** The CRC of the expanded hunk. */
    int code(int hunk) {
        return codes[hunk] & 0xFFFF;
    }

    /** Reads the map of a file, packed or not. */
    static HunkMap read(ByteSource file, ChdHeader header) throws IOException {
        return header.isPacked() ? readPacked(file, header) : readPlain(file, header);
    }

    private static HunkMap readPlain(ByteSource file, ChdHeader header) throws IOException {
        HunkMap map = new HunkMap(header.hunks());
        ByteBuffer entries = bytes(file, header.mapOffset(), 4L * header.hunks());
        for (int hunk = 0; hunk < header.hunks(); hunk++) {
            map.put(hunk, STORED, Integer.toUnsignedLong(entries.getInt()) * header.hunkBytes(), header.hunkBytes(), 0);
        }
        return map;
    }

    private static HunkMap readPacked(ByteSource file, ChdHeader header) throws IOException {
        ByteBuffer head = bytes(file, header.mapOffset(), HEADER_BYTES);
        long mapBytes = Integer.toUnsignedLong(head.getInt(0));
        ByteBuffer packed = bytes(file, header.mapOffset() + HEADER_BYTES, mapBytes);
        // A hunk takes a bit at least, unless it is one of a run; a run of 3 + 16 + 255 takes a few.
        if (header.hunks() > 8L * 300 * mapBytes + 300) {
            throw new ChdException("a map of " + mapBytes + " bytes cannot tell of " + header.hunks() + " hunks");
        }
        HunkMap map = new HunkMap(header.hunks());
        BitReader bits = new BitReader(packed.array(), 0, packed.capacity());
        try {
            map.readKinds(bits);
            map.readPlaces(bits, head, header);
        } catch (EOFException e) {
            throw new ChdException("the map of hunks is cut");
        }
        if (map.checksum() != (head.getShort(10) & 0xFFFF)) {
            throw new ChdException("the map of hunks is damaged: its CRC is wrong");
        }
        return map;
    }

    private void readKinds(BitReader bits) throws IOException {
        HuffmanCode code = HuffmanCode.read(bits, CODES, CODE_BITS);
        int last = 0;
        long repeats = 0;
        for (int hunk = 0; hunk < kinds.length; hunk++) {
            if (repeats == 0) {
                int kind = code.decode(bits);
                switch (kind) {
                    case RUN_OF_SOME -> repeats = 3 + code.decode(bits);
                    case RUN_OF_MANY -> {
                        repeats = 3 + 16 + ((long) code.decode(bits) << 4);
                        repeats += code.decode(bits);
                    }
                    default -> {
                        last = kind;
                        repeats = 1;
                    }
                }
            }
            kinds[hunk] = (byte) last;
            repeats--;
        }
    }

    private void readPlaces(BitReader bits, ByteBuffer head, ChdHeader header) throws IOException {
        long next = head.getLong(4) >>> 16;
        int lengthBits = bitCount(head.get(12));
        int anotherBits = bitCount(head.get(13));
        long another = 0;
        for (int hunk = 0; hunk < kinds.length; hunk++) {
            int kind = kinds[hunk];
            if (kind <= STORED) {
                int length = kind == STORED ? header.hunkBytes() : (int) bits.read(lengthBits);
                put(hunk, kind, next, length, (int) bits.read(16));
                next += Integer.toUnsignedLong(length);
            } else if (kind == AS_ANOTHER || kind == AS_LAST_ANOTHER || kind == AS_NEXT_ANOTHER) {
                another = kind == AS_ANOTHER ? bits.read(anotherBits) : another + (kind == AS_NEXT_ANOTHER ? 1 : 0);
                put(hunk, AS_ANOTHER, another, 0, 0);
            } else if (kind == OF_PARENT || kind >= PARENT_FIRST && kind <= PARENT_LAST) {
                throw new ChdException(
                        "it holds only what differs from a parent file: only files that stand alone are read");
            } else {
                throw new ChdException("the map of hunks is damaged: there is no kind " + kind);
            }
        }
    }

    private static int bitCount(byte count) throws ChdException {
        if (count < 0 || count > 32) {
            throw new ChdException("the map of hunks is damaged: numbers of " + (count & 0xFF) + " bits");
        }
        return count;
    }

    private void put(int hunk, int kind, long place, int lengthBytes, int code) {
        kinds[hunk] = (byte) kind;
        places[hunk] = place;
        lengths[hunk] = lengthBytes;
        codes[hunk] = (short) code;
    }

    /** Of the map in its unpacked form: kind, length in 24 bits, place in 48, CRC. */
    private int checksum() {
        int crc = Crc16.START;
        ByteBuffer entry = ByteBuffer.allocate(ENTRY_BYTES);
        for (int hunk = 0; hunk < kinds.length; hunk++) {
            entry.clear().putInt(kinds[hunk] << 24 | lengths[hunk] & 0xFFFFFF);
            entry.putShort((short) (places[hunk] >> 32))
                    .putInt((int) places[hunk])
                    .putShort(codes[hunk]);
            crc = Crc16.update(crc, entry.array(), 0, ENTRY_BYTES);
        }
        return crc;
    }

    private static ByteBuffer bytes(ByteSource file, long at, long countBytes) throws IOException {
        if (at < 0 || countBytes > MAXIMUM_MAP_BYTES || at > file.lengthBytes() - countBytes) {
            throw new ChdException("the map of hunks lies behind the end of the file: it was cut");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) countBytes);
        file.read(at, bytes);
        return bytes.flip();
    }
}
