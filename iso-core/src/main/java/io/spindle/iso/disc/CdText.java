package io.spindle.iso.disc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * CD-TEXT: packs of 18 bytes in the lead-in that tell titles and names (Red Book, CD-TEXT; MMC-6, annex J). One block, in
 * ISO 8859-1, said to be English as most programs say.
 */
public final class CdText {
    /** Bytes of a pack: four of header, twelve of text, two of CRC. */
    public static final int PACK_BYTES = 18;

    /** A pack tells its number in a byte. */
    private static final int MAXIMUM_PACKS = 256;

    private static final int SIZE_PACKS = 3;
    private static final int SIZE_TYPE = 0x8F;
    private static final int FIRST_TYPE = 0x80;
    private static final int HEADER_BYTES = 4;
    private static final int TEXT_BYTES = 12;
    /** The position of a text that goes on from pack to pack is counted up to this. */
    private static final int MAXIMUM_POSITION = 15;

    private static final int LONGEST_TEXT_BYTES = 160;
    private static final byte ENGLISH = 9;

    private CdText() {}

    /** What a text tells, in the order of the types of packs. */
    public enum Field {
        TITLE,
        PERFORMER,
        SONGWRITER,
        COMPOSER,
        ARRANGER,
        MESSAGE
    }

    /**
     * The packs of these texts. Letters that ISO 8859-1 lacks become question marks; texts are cut where they do not fit
     * into the 256 packs of a block otherwise.
     *
     * @param firstTrack number of the first track
     * @param texts of each field that is told: the text of the disc, then one of each track, "" where there is none
     * @return no bytes when there are no texts
     */
    public static ByteBuffer packs(int firstTrack, Map<Field, List<String>> texts) {
        if (texts.isEmpty()) {
            return ByteBuffer.allocate(0);
        }
        Map<Field, List<String>> ordered = new EnumMap<>(texts);
        int longest = LONGEST_TEXT_BYTES;
        Block block = new Block(firstTrack, ordered, longest);
        while (block.overflows()) {
            longest /= 2;
            block = new Block(firstTrack, ordered, longest);
        }
        return block.finished();
    }

    /** A pack of 16 bytes with its CRC behind it. */
    public static byte[] withCode(byte[] pack) {
        byte[] whole = Arrays.copyOf(pack, PACK_BYTES);
        Crc16.append(whole, 0, HEADER_BYTES + TEXT_BYTES);
        return whole;
    }

    /** The packs that are being written. */
    private static final class Block {
        private final ByteBuffer out = ByteBuffer.allocate(MAXIMUM_PACKS * PACK_BYTES);
        private final int[] packsOfType = new int[16];
        private final byte[] pack = new byte[PACK_BYTES];
        private final int firstTrack;
        private final int lastTrack;
        private int count;
        private int filled;

        Block(int firstTrack, Map<Field, List<String>> texts, int longestBytes) {
            this.firstTrack = firstTrack;
            this.lastTrack = firstTrack + texts.values().iterator().next().size() - 2;
            texts.forEach((field, ofField) -> putField(FIRST_TYPE + field.ordinal(), ofField, longestBytes));
        }

        boolean overflows() {
            return count + SIZE_PACKS > MAXIMUM_PACKS;
        }

        private void putField(int type, List<String> texts, int longestBytes) {
            filled = 0;
            for (int i = 0; i < texts.size(); i++) {
                byte[] text = texts.get(i).getBytes(StandardCharsets.ISO_8859_1);
                int length = Math.min(text.length, longestBytes);
                int track = i == 0 ? 0 : firstTrack + i - 1;
                // A zero ends each text.
                for (int at = 0; at <= length; at++) {
                    put(type, track, at, at < length ? text[at] : 0);
                }
            }
            if (filled > 0) {
                endPack();
            }
        }

        private void put(int type, int track, int position, byte value) {
            if (filled == 0) {
                startPack(type, track, Math.min(position, MAXIMUM_POSITION));
            }
            pack[HEADER_BYTES + filled++] = value;
            if (filled == TEXT_BYTES) {
                endPack();
            }
        }

        private void startPack(int type, int track, int position) {
            Arrays.fill(pack, (byte) 0);
            pack[0] = (byte) type;
            pack[1] = (byte) track;
            pack[2] = (byte) count;
            pack[3] = (byte) position;
        }

        private void endPack() {
            packsOfType[pack[0] & 0xF]++;
            count++;
            filled = 0;
            if (count <= MAXIMUM_PACKS) {
                Crc16.append(pack, 0, HEADER_BYTES + TEXT_BYTES);
                out.put(pack);
            }
        }

        /** Adds the three packs that tell how many there are of each type. */
        ByteBuffer finished() {
            byte[] sizes = new byte[SIZE_PACKS * TEXT_BYTES];
            sizes[1] = (byte) firstTrack;
            sizes[2] = (byte) lastTrack;
            packsOfType[SIZE_TYPE & 0xF] = SIZE_PACKS;
            for (int type = 0; type < packsOfType.length; type++) {
                sizes[4 + type] = (byte) packsOfType[type];
            }
            sizes[20] = (byte) (count + SIZE_PACKS - 1);
            sizes[28] = ENGLISH;
            for (int i = 0; i < SIZE_PACKS; i++) {
                startPack(SIZE_TYPE, i, 0);
                System.arraycopy(sizes, i * TEXT_BYTES, pack, HEADER_BYTES, TEXT_BYTES);
                endPack();
            }
            return out.flip();
        }
    }
}
