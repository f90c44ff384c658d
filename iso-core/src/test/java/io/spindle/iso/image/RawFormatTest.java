package io.spindle.iso.image;

import static io.spindle.iso.image.ImageBytes.blocks;
import static io.spindle.iso.image.ImageBytes.joined;
import static io.spindle.iso.image.ImageBytes.noise;
import static io.spindle.iso.image.ImageBytes.raw;
import static io.spindle.iso.image.ImageBytes.read;
import static io.spindle.iso.image.ImageBytes.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.MediumType;
import io.spindle.iso.disc.SectorSelection;
import io.spindle.iso.disc.SubChannel;
import io.spindle.iso.disc.Track;
import io.spindle.iso.disc.TrackMode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

final class RawFormatTest {
    @TempDir
    private Path folder;

    @Test
    void wholeSectors_withSync_areATrackOfTheirMode() throws IOException {
        byte[] blocks = noise(2048 * 30, 1);
        byte[] sectors = raw(blocks);
        try (DiscImage image = open(sectors)) {
            Disc disc = image.disc();
            assertThat(image.format()).isEqualTo("raw sectors");
            assertThat(disc.medium()).isEqualTo(MediumType.CD);
            assertThat(disc.tracks()).extracting(Track::mode).containsExactly(TrackMode.MODE1);
            assertThat(disc.leadOut().value()).isEqualTo(30);
            assertThat(blocks(disc, 0, 30)).isEqualTo(blocks);
            assertThat(read(disc, 0, 30, SectorSelection.RAW)).isEqualTo(sectors);
        }
        for (int at = 15; at < sectors.length; at += 2352) {
            sectors[at] = 2;
        }
        try (DiscImage image = open(sectors)) {
            assertThat(image.disc().tracks()).extracting(Track::mode).containsExactly(TrackMode.MODE2_XA);
        }
    }

    @Test
    void subChannels_linearInterleavedOrQ_areToldByTheirCrc() throws IOException {
        byte[] blocks = noise(2048 * 20, 2);
        Disc plain = Disc.ofUserData(new MemoryByteSource(blocks));
        byte[] interleaved = read(plain, 0, 20, whole(SubChannel.RAW));
        byte[] withQ = read(plain, 0, 20, whole(SubChannel.Q));
        byte[] linear = interleaved.clone();
        for (int at = 2352; at < linear.length; at += 2448) {
            toLinear(interleaved, linear, at);
        }
        for (byte[] sectors : new byte[][] {interleaved, linear, withQ}) {
            try (DiscImage image = open(sectors)) {
                Disc disc = image.disc();
                assertThat(disc.leadOut().value()).isEqualTo(20);
                assertThat(blocks(disc, 0, 20)).isEqualTo(blocks);
                assertThat(read(disc, 0, 20, whole(SubChannel.RAW))).isEqualTo(interleaved);
                assertThat(read(disc, 0, 20, whole(SubChannel.Q))).isEqualTo(withQ);
            }
        }
    }

    /** Sets bit by bit what byte of which sub-channel it belongs to. */
    private static void toLinear(byte[] from, byte[] to, int at) {
        Arrays.fill(to, at, at + 96, (byte) 0);
        for (int bit = 0; bit < 96; bit++) {
            for (int channel = 0; channel < 8; channel++) {
                int value = from[at + bit] >> 7 - channel & 1;
                to[at + channel * 12 + bit / 8] |= (byte) (value << 7 - bit % 8);
            }
        }
    }

    @Test
    void subChannels_withoutPAndQ_areRToW() throws IOException {
        byte[] sectors =
                read(Disc.ofUserData(new MemoryByteSource(new byte[2048 * 20])), 0, 20, whole(SubChannel.R_TO_W));
        sectors[2352] = 0x2A;
        try (DiscImage image = open(sectors)) {
            byte[] sub = read(image.disc(), 0, 1, whole(SubChannel.RAW));
            // The first bits of P and Q of a first sector are ones and zeros; P Q R S T U V W.
            assertThat(sub[2352]).isEqualTo((byte) 0xAA);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2336, 8, MODE2_XA, CD001",
        "2352, 16, MODE1, CD001",
        "2352, 24, MODE2_XA, BEA01",
        "2144, 0, MODE1, CD001",
        "2432, 8, MODE2_XA, CD001",
        "2448, 16, MODE1, CD001",
        "2368, 24, MODE2_XA, CD001"
    })
    void volumeInSector16_withoutSync_tellsTheSectors(int length, int at, TrackMode mode, String volume)
            throws IOException {
        byte[] sectors = new byte[length * 20];
        put(sectors, 16 * length + at, (volume.equals("CD001") ? "\1" : "\0") + volume);
        try (DiscImage image = open(sectors)) {
            assertThat(image.format()).isEqualTo("raw sectors");
            assertThat(image.disc().tracks()).extracting(Track::mode).containsExactly(mode);
            assertThat(image.disc().leadOut().value()).isEqualTo(20);
        }
    }

    @Test
    void highSierraVolume_isAVolume() throws IOException {
        byte[] sectors = new byte[2352 * 20];
        put(sectors, 16 * 2352 + 16 + 8, "\1CDROM");
        try (DiscImage image = open(sectors)) {
            assertThat(image.format()).isEqualTo("raw sectors");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "705600, raw sectors", // 300 sectors: four seconds
        "703248, ISO", // a sector less
        "707952, raw sectors",
        "707953, ISO", // no whole number of sectors
        "752640, ISO", // 320 sectors are 1470 blocks of 512
        "602112, ISO", // 256 sectors are 294 blocks of 2048
        "1474560, ISO", // a floppy disk
        "1, ISO",
        "4096, ISO"
    })
    void fileOfAnything_isAudioOnlyByItsLength(int length, String format) throws IOException {
        try (DiscImage image = open(noise(length, 3))) {
            assertThat(image.format()).isEqualTo(format);
            boolean audio = format.equals("raw sectors");
            assertThat(image.disc().tracks().get(0).mode()).isEqualTo(audio ? TrackMode.AUDIO : TrackMode.MODE1);
        }
    }

    @Test
    void plainVolume_ofTheLengthOfAudio_isAnIso() throws IOException {
        byte[] iso = new byte[707_952];
        put(iso, 16 * 2048, "\1CD001");
        try (DiscImage image = open(iso)) {
            assertThat(image.format()).isEqualTo("ISO");
        }
    }

    @Test
    void rawSectorsAndNrg_compressed_areRead() throws IOException {
        byte[] blocks = noise(2048 * 20, 5);
        byte[] nrg = joined(
                blocks,
                ImageBytes.hex("45544e46 00000014 00000000 0000a000 00000000 00000000 00000000 4e45524f 0000a000"));
        for (byte[] bytes : new byte[][] {raw(blocks), nrg}) {
            Path file = folder.resolve("x.xz");
            try (OutputStream out = new XZOutputStream(Files.newOutputStream(file), new LZMA2Options(1))) {
                out.write(bytes);
            }
            try (DiscImage image = DiscImages.open(file)) {
                assertThat(image.format()).startsWith(bytes == nrg ? "NRG in " : "raw sectors in ");
                assertThat(blocks(image.disc(), 0, 20)).isEqualTo(blocks);
            }
        }
    }

    @Test
    void wholeSectors_cut_areRefused() throws IOException {
        Path file = write(joined(raw(noise(2048 * 20, 4)), new byte[7]));
        ImageBytes.assertFault(
                file,
                "it is made of sectors of 2352 bytes, but its 47047 bytes are no whole number of them: it was cut, or is"
                        + " not complete");
    }

    @Test
    void aSingleSector_orNone_isNoRawImage() throws IOException {
        try (DiscImage image = open(raw(new byte[2048]))) {
            assertThat(image.format()).isEqualTo("ISO");
        }
        ImageBytes.assertFault(write(new byte[0]), "the file is empty");
    }

    private static void put(byte[] bytes, int at, String text) {
        byte[] ascii = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(ascii, 0, bytes, at, ascii.length);
    }

    private DiscImage open(byte[] bytes) throws IOException {
        return DiscImages.open(write(bytes));
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("x.img"), bytes);
    }
}
