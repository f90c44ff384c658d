package io.spindle.iso.disc;

import java.util.List;
import java.util.Optional;

/**
 * Sub-channel Q of the program areas of a disc: 12 bytes a sector, BCD, with CRC (ECMA-130, 22.3; Red Book).
 *
 * <p>Of every hundred sectors one tells the media catalogue number instead of the position (mode 2), and one the ISRC of
 * its track (mode 3), if there are such: the Red Book wants each at least once in a hundred sectors, and the position in
 * nine of ten. All others are of mode 1. In a pre-gap, index 0, the time within the track counts down to 0.
 */
final class SubChannelQ {
    /** Bytes of a sector's Q, CRC included. */
    static final int LENGTH_BYTES = 12;

    private static final int CRC_AT = 10;
    private static final int MODE_1 = 1;
    private static final int MODE_2 = 2;
    private static final int MODE_3 = 3;
    /** Sectors until a number is told again; it is told in these places among them. */
    private static final int REPEATED_AFTER = 100;

    private static final int CATALOG_NUMBER_PLACE = 40;
    private static final int ISRC_PLACE = 90;

    private final Track[] tracks;
    private final Optional<byte[]> catalogNumber;
    private final byte[][] isrcs;

    SubChannelQ(List<Track> tracks, Optional<String> mediaCatalogNumber) {
        this.tracks = tracks.toArray(Track[]::new);
        this.catalogNumber = mediaCatalogNumber.map(SubChannelQ::catalogNumber);
        this.isrcs = tracks.stream()
                .map(track -> track.isrc().map(SubChannelQ::isrc).orElse(null))
                .toArray(byte[][]::new);
    }

    /** Thirteen digits, half a byte each, and three half bytes of zeros. */
    private static byte[] catalogNumber(String digits) {
        byte[] packed = new byte[8];
        for (int i = 0; i < digits.length(); i++) {
            packed[i / 2] |= (byte) ((digits.charAt(i) - '0') << (i % 2 == 0 ? 4 : 0));
        }
        return packed;
    }

    /** Five characters of six bits, two zero bits, seven digits of four bits, four zero bits. */
    private static byte[] isrc(String code) {
        long packed = 0;
        for (int i = 0; i < 5; i++) {
            packed = packed << 6 | (code.charAt(i) - '0');
        }
        packed <<= 2;
        for (int i = 5; i < 12; i++) {
            packed = packed << 4 | (code.charAt(i) - '0');
        }
        packed <<= 4;
        byte[] bytes = new byte[8];
        for (int i = 0; i < 8; i++) {
            bytes[i] = (byte) (packed >>> 8 * (7 - i));
        }
        return bytes;
    }

    /** Puts the 12 bytes of a sector. */
    void put(long lba, byte[] out, int at) {
        int index = indexOfTrack(lba);
        Track track = tracks[index];
        int place = (int) ((lba + Msf.FIRST_PREGAP_SECTORS) % REPEATED_AFTER);
        if (place == CATALOG_NUMBER_PLACE && catalogNumber.isPresent()) {
            putNumber(catalogNumber.get(), MODE_2, lba, out, at);
        } else if (place == ISRC_PLACE
                && isrcs[index] != null
                && lba >= track.start().value()) {
            putNumber(isrcs[index], MODE_3, lba, out, at);
        } else {
            putPosition(track, lba, out, at);
        }
        out[at] |= (byte) (track.control() << 4);
        Crc16.append(out, at, CRC_AT);
    }

    /**
     * True where sub-channel P is all ones: in a pre-gap, and in the first sector behind it, for on pressed discs P falls
     * one sector late.
     */
    boolean isPause(long lba) {
        return lba <= tracks[indexOfTrack(lba)].start().value();
    }

    private static void putNumber(byte[] number, int mode, long lba, byte[] out, int at) {
        out[at] = (byte) mode;
        System.arraycopy(number, 0, out, at + 1, number.length);
        out[at + 9] = Msf.bcd((int) ((lba + Msf.FIRST_PREGAP_SECTORS) % Msf.FRAMES_PER_SECOND));
    }

    private static void putPosition(Track track, long lba, byte[] out, int at) {
        long start = track.start().value();
        out[at] = MODE_1;
        out[at + 1] = Msf.bcd(track.number());
        out[at + 2] = Msf.bcd(track.indexAt(lba));
        Msf.putBcd(lba < start ? start - lba - 1 : lba - start, out, at + 3);
        out[at + 6] = 0;
        Msf.putBcd(lba + Msf.FIRST_PREGAP_SECTORS, out, at + 7);
    }

    /** The last track whose pre-gap starts at or before the address, or the first. */
    private int indexOfTrack(long lba) {
        int low = 0;
        int high = tracks.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (tracks[middle].pregap().value() <= lba) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
