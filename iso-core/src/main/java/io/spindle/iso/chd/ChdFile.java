package io.spindle.iso.chd;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.packed.Chunks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A CHD file of a CD.
 *
 * @param hunks of units of 2448 bytes, one for each sector
 * @param tracks in order; each begins at a unit whose number is a multiple of four
 */
public record ChdFile(Chunks hunks, List<ChdTrack> tracks) {
    /** Bytes of a unit: a sector and its sub-channels, whatever is stored of it. */
    public static final int UNIT_BYTES = CdCodec.UNIT_BYTES;

    private static final byte[] MAGIC = "MComprHD".getBytes(StandardCharsets.US_ASCII);
    private static final int MAXIMUM_TEXT_BYTES = 4096;
    private static final int MAXIMUM_TRACKS = 99;
    /** A CD of 100 minutes, and what fills up its tracks: of each hunk something is kept in memory. */
    private static final long MAXIMUM_UNITS = 1 << 19;

    /** True when a file begins as such files do. */
    public static boolean isAt(ByteBuffer head) {
        return head.remaining() >= MAGIC.length
                && head.slice().limit(MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
    }

    /**
     * Reads header, map and texts of a file.
     *
     * @throws ChdException when it is damaged, or of a kind that is not read
     */
    public static ChdFile open(ByteSource file) throws IOException {
        ChdHeader header = ChdHeader.read(file);
        List<ChdTrack> tracks = tracks(file, header);
        if (header.unitBytes() != UNIT_BYTES) {
            throw new ChdException("its units have " + header.unitBytes() + " bytes: those of a CD have 2448");
        }
        return new ChdFile(hunks(file, header), tracks);
    }

    static ChdHunks hunks(ByteSource file, ChdHeader header) throws IOException {
        long units = header.lengthBytes() / UNIT_BYTES;
        if (units > MAXIMUM_UNITS) {
            throw new ChdException("it tells of " + units + " sectors, more than any CD has");
        }
        List<CdCodec> codecs = new ArrayList<>();
        for (String tag : header.codecs()) {
            CdCodec codec = CdCodec.of(tag);
            if (codec == null) {
                throw new ChdException("it is packed with the codec '" + printable(tag)
                        + "': only cdzl, cdlz, cdfl and cdzs are read; 'chdman copy' makes one of it");
            }
            codecs.add(codec);
        }
        return new ChdHunks(file, header, HunkMap.read(file, header), codecs);
    }

    private static List<ChdTrack> tracks(ByteSource file, ChdHeader header) throws IOException {
        List<ChdTrack> tracks = new ArrayList<>();
        for (Metadata entry : Metadata.read(file, header)) {
            switch (entry.tagText()) {
                case "CHT2", "CHTR" -> tracks.add(ChdTrack.parse(text(entry, file)));
                case "CHGD", "CHGT" -> throw new ChdException("it is a GD-ROM, which no drive of ours reads");
                case "GDDD", "IDNT", "KEY ", "CIS " -> throw new ChdException("it is a hard disk, not a disc");
                case "DVD " ->
                    throw new ChdException("it is a DVD: only CDs are read; 'chdman extractdvd' makes an ISO of it");
                case "AVAV", "AVLD" -> throw new ChdException("it is a laser disc");
                default -> {}
            }
        }
        if (tracks.isEmpty() || tracks.size() > MAXIMUM_TRACKS) {
            throw new ChdException("it tells of " + tracks.size() + " tracks: that is no CD");
        }
        return tracks;
    }

    private static String text(Metadata entry, ByteSource file) throws IOException {
        if (entry.lengthBytes() > MAXIMUM_TEXT_BYTES) {
            throw new ChdException("a text about a track of " + entry.lengthBytes() + " bytes is none");
        }
        return new String(entry.bytes(file), StandardCharsets.ISO_8859_1).replace("\0", "");
    }

    private static String printable(String tag) {
        return tag.replaceAll("[^ -~]", "?");
    }
}
