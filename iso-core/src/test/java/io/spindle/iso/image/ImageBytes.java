package io.spindle.iso.image;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.ErrorFlags;
import io.spindle.iso.disc.SectorSelection;
import io.spindle.iso.disc.SubChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

/** Bytes of images, and what is read of their discs. */
final class ImageBytes {
    private ImageBytes() {}

    /** Bytes of a text of hexadecimal digits, with comments behind {@code #}. */
    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replaceAll("#.*", "").replaceAll("\\s", ""));
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Sectors that are filled with their numbers, counted from {@code first}. */
    static byte[] numbered(int sectorBytes, int first, int count) {
        byte[] bytes = new byte[sectorBytes * count];
        for (int i = 0; i < count; i++) {
            Arrays.fill(bytes, i * sectorBytes, (i + 1) * sectorBytes, (byte) (first + i));
        }
        return bytes;
    }

    static byte[] noise(int length, int seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Whole sectors of Mode 1 with these blocks, from address 0 on. */
    static byte[] raw(byte[] blocks) throws IOException {
        Disc disc = Disc.ofUserData(new MemoryByteSource(blocks));
        return read(disc, 0, blocks.length / 2048, SectorSelection.RAW);
    }

    /** Whole sectors with all their sub-channels behind each. */
    static SectorSelection whole(SubChannel subChannel) {
        return new SectorSelection(true, true, true, true, true, ErrorFlags.NONE, subChannel);
    }

    static byte[] read(Disc disc, long lba, int count, SectorSelection selection) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(count * 2448);
        disc.sectors().read(lba, count, selection, out);
        return Arrays.copyOf(out.array(), out.position());
    }

    static byte[] userData(Disc disc, long lba, int count) throws IOException {
        return read(disc, lba, count, SectorSelection.USER_DATA);
    }

    /** The blocks as a block device shows them. */
    static byte[] blocks(Disc disc, long lba, int count) throws IOException {
        byte[] out = new byte[count * 2048];
        disc.userData().read(lba * 2048, ByteBuffer.wrap(out));
        return out;
    }

    static void assertFault(Path image, String message) {
        assertThatThrownBy(() -> DiscImages.open(image))
                .isInstanceOf(ImageFormatException.class)
                .hasMessage(message);
    }
}
