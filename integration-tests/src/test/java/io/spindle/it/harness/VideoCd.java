package io.spindle.it.harness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * A Video CD that vcdimager made: raw sectors of Mode 2, of Form 1 in its first track and of Form 2 in its second.
 *
 * @param cue its sheet
 * @param bin its sectors of 2352 bytes
 */
public record VideoCd(Path cue, Path bin) {
    private static final int PACKS = 60;
    private static final int PACK_BYTES = 2324;
    private static final int PACKS_PER_PICTURE = 5;

    /** Makes one in a folder, with further options of vcdimager. */
    public static VideoCd in(Path folder, Object... options) throws IOException {
        Path film = Files.write(folder.resolve("film.mpg"), film());
        VideoCd made = new VideoCd(folder.resolve("video.cue"), folder.resolve("video.bin"));
        Command.of("vcdimager", "-q", "-l", "FILM", "-c", made.cue, "-b", made.bin)
                .append(options)
                .append(film)
                .output();
        // The sheet names its file as it was named to the program; one beside it is meant.
        Files.writeString(
                made.cue,
                Files.readString(made.cue)
                        .replace(made.bin.toString(), made.bin.getFileName().toString()));
        return made;
    }

    /** Describes such a Video CD to vcdxbuild, which writes it in several formats. */
    public static Path xml(Path xml, Path folder) throws IOException {
        Path film = Files.write(folder.resolve("film.mpg"), film());
        Command.of("vcdxgen", "-q", "-o", xml, film).output();
        return xml;
    }

    /** Packs of an MPEG-1 system stream: headers as they have to be, pictures of noise. */
    private static byte[] film() {
        Random random = new Random(1);
        ByteBuffer out = ByteBuffer.allocate(PACKS * PACK_BYTES);
        for (int i = 0; i < PACKS; i++) {
            int end = (i + 1) * PACK_BYTES;
            putPackHeader(out, 36_000L + 1200L * i);
            out.putInt(0x000001E0).putShort((short) (end - out.position() - 2)).put((byte) 0x0F);
            if (i % PACKS_PER_PICTURE == 0) {
                putPictureHeaders(out);
            }
            while (out.position() < end) {
                out.put((byte) (1 + random.nextInt(254)));
            }
        }
        return out.putInt(out.capacity() - 4, 0x000001B9).array();
    }

    private static void putPackHeader(ByteBuffer out, long clock) {
        out.putInt(0x000001BA);
        out.put((byte) (0x21 | clock >> 29 & 0x0E));
        out.putShort((short) (clock >> 14 & 0xFFFE | 1)).putShort((short) (clock << 1 & 0xFFFE | 1));
        int rate = 3528;
        out.put((byte) (0x80 | rate >> 15)).put((byte) (rate >> 7)).put((byte) (rate << 1 | 1));
    }

    private static void putPictureHeaders(ByteBuffer out) {
        // 352 by 240 at 29.97 Hz and 1150 kbit/s; a group; an intra picture.
        out.putInt(0x000001B3).putInt(0x1600F0C4).putInt(2875 << 14 | 1 << 13 | 20 << 3);
        out.putInt(0x000001B8).putInt(0x80080040);
        out.putInt(0x00000100).putInt(0x000A0008);
    }
}
