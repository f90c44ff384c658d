package io.spindle.iso.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.SectorSelection;
import io.spindle.iso.image.DiscImage;
import io.spindle.iso.image.DiscImages;
import io.spindle.iso.synthetic.PatternByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disc that was written as another format is the same disc. */
final class ConversionTest {
    @TempDir
    private Path folder;

    @Test
    void discOfSeveralTracks_asCueAndBin_isReadBackTheSame() throws IOException {
        byte[] data = new byte[300 * 2048];
        byte[] audio = new byte[600 * 2352];
        new Random(1).nextBytes(data);
        new Random(2).nextBytes(audio);
        Files.write(folder.resolve("data.bin"), data);
        Files.write(folder.resolve("audio.bin"), audio);
        Files.writeString(folder.resolve("in.cue"), """
                CATALOG 0123456789012
                FILE "data.bin" BINARY
                  TRACK 01 MODE1/2048
                    INDEX 01 00:00:00
                FILE "audio.bin" BINARY
                  TRACK 02 AUDIO
                    FLAGS DCP PRE
                    ISRC ABCDE1234567
                    PREGAP 00:02:00
                    INDEX 01 00:00:00
                    INDEX 02 00:01:00
                  TRACK 03 AUDIO
                    INDEX 00 00:04:00
                    INDEX 01 00:05:00
                """);
        try (DiscImage in = DiscImages.open(folder.resolve("in.cue"))) {
            CueAndBin converted = CueAndBin.of(in.disc(), "out.bin");
            assertThat(converted.sheet().lines())
                    .containsExactly(
                            "CATALOG 0123456789012",
                            "FILE \"out.bin\" BINARY",
                            "  TRACK 01 MODE1/2352",
                            "    INDEX 01 00:00:00",
                            "  TRACK 02 AUDIO",
                            "    FLAGS DCP PRE",
                            "    ISRC ABCDE1234567",
                            "    INDEX 00 00:04:00",
                            "    INDEX 01 00:06:00",
                            "    INDEX 02 00:07:00",
                            "  TRACK 03 AUDIO",
                            "    INDEX 00 00:10:00",
                            "    INDEX 01 00:11:00");
            Files.write(folder.resolve("out.bin"), bytes(converted.sectors()));
            Files.writeString(folder.resolve("out.cue"), converted.sheet());
            try (DiscImage out = DiscImages.open(folder.resolve("out.cue"))) {
                assertThat(out.disc().tracks()).isEqualTo(in.disc().tracks());
                assertThat(out.disc().mediaCatalogNumber()).contains("0123456789012");
                assertThat(sectors(out.disc())).isEqualTo(sectors(in.disc()));
            }
            assertThatThrownBy(() -> IsoBlocks.of(in.disc()))
                    .isInstanceOf(ConversionException.class)
                    .hasMessageContaining("3 tracks, 2 of them audio");
        }
    }

    @Test
    void sectors_inAnyRange_haveTheBytesOfTheWhole() throws IOException {
        Disc disc = Disc.ofUserData(new PatternByteSource(40 * 2048));
        ByteSource sectors = CueAndBin.of(disc, "x").sectors();
        byte[] whole = bytes(sectors);
        assertThat(whole).hasSize(40 * 2352);
        for (int begin : new int[] {0, 1, 2351, 2352, 50_000, 94_079}) {
            ByteBuffer part = ByteBuffer.allocate(Math.min(5000, whole.length - begin));
            sectors.read(begin, part);
            assertThat(part.array()).isEqualTo(Arrays.copyOfRange(whole, begin, begin + part.capacity()));
        }
        assertThat(bytes(IsoBlocks.of(disc))).isEqualTo(bytes(new PatternByteSource(40 * 2048)));
    }

    @Test
    void disc_largerThanACd_isNoCueSheet() {
        Disc disc = Disc.ofUserData(new PatternByteSource(450_001L * 2048));
        assertThatThrownBy(() -> CueAndBin.of(disc, "x"))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("450001 sectors");
    }

    private static byte[] bytes(ByteSource source) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) source.lengthBytes());
        source.read(0, bytes);
        return bytes.array();
    }

    private static byte[] sectors(Disc disc) throws IOException {
        int count = (int) disc.leadOut().value();
        ByteBuffer bytes = ByteBuffer.allocate(count * 2352);
        disc.sectors().read(0, count, SectorSelection.RAW, bytes);
        return bytes.array();
    }
}
