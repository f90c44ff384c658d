package io.spindle.iso.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A descriptor of Alcohol 120% of one session: header, session, tracks, lengths, footers, name. */
final class MdsBytes {
    private static final int TRACKS_AT = 112;

    private final int medium;
    private final List<Track> tracks = new ArrayList<>();

    private record Track(
            int mode, int sub, int control, int sectorBytes, int lba, long offset, int pregap, int length) {}

    MdsBytes(int medium) {
        this.medium = medium;
    }

    MdsBytes track(int mode, int sub, int control, int sectorBytes, int lba, long offset, int pregap, int length) {
        tracks.add(new Track(mode, sub, control, sectorBytes, lba, offset, pregap, length));
        return this;
    }

    /** All tracks lie in these files; in Latin letters, or in UTF-16. */
    byte[] named(boolean wide, String... names) {
        int entries = tracks.size() + 1;
        int lengthsAt = TRACKS_AT + entries * 80;
        int footersAt = lengthsAt + tracks.size() * 8;
        int namesAt = footersAt + names.length * 16;
        ByteBuffer out = ByteBuffer.allocate(namesAt + 2000).order(ByteOrder.LITTLE_ENDIAN);
        out.put("MEDIA DESCRIPTOR".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 3);
        out.putShort((short) medium).putShort((short) 1);
        out.putInt(80, 88);
        out.position(88)
                .putInt(-150)
                .putInt(0)
                .putShort((short) 1)
                .put((byte) entries)
                .put((byte) 1);
        out.putShort((short) 1).putShort((short) tracks.size()).putInt(0).putInt(TRACKS_AT);
        // An entry of the lead-in.
        out.position(TRACKS_AT)
                .putShort((short) 0)
                .put((byte) 0x14)
                .put((byte) 0)
                .put((byte) 0xA0);
        for (int i = 0; i < tracks.size(); i++) {
            Track track = tracks.get(i);
            int at = TRACKS_AT + (i + 1) * 80;
            out.position(at).put((byte) track.mode).put((byte) track.sub);
            out.put((byte) (0x10 | track.control)).put((byte) 0).put((byte) (i + 1));
            boolean dvd = medium >= 0x10;
            out.putInt(at + 12, dvd ? track.length : lengthsAt + i * 8).putShort(at + 16, (short) track.sectorBytes);
            out.putInt(at + 36, track.lba).putLong(at + 40, track.offset);
            out.putInt(at + 48, names.length).putInt(at + 52, footersAt);
            out.putInt(lengthsAt + i * 8, track.pregap).putInt(lengthsAt + i * 8 + 4, track.length);
        }
        out.position(namesAt);
        for (int i = 0; i < names.length; i++) {
            out.putInt(footersAt + i * 16, out.position()).putInt(footersAt + i * 16 + 4, wide ? 1 : 0);
            out.put(names[i].getBytes(wide ? StandardCharsets.UTF_16LE : StandardCharsets.ISO_8859_1));
            out.putShort((short) 0);
        }
        return java.util.Arrays.copyOf(out.array(), out.position());
    }
}
