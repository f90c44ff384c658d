package io.spindle.iso.image;

import static io.spindle.iso.image.ImageBytes.blocks;
import static io.spindle.iso.image.ImageBytes.joined;
import static io.spindle.iso.image.ImageBytes.noise;
import static io.spindle.iso.image.ImageBytes.numbered;
import static io.spindle.iso.image.ImageBytes.raw;
import static io.spindle.iso.image.ImageBytes.read;
import static io.spindle.iso.image.ImageBytes.userData;
import static io.spindle.iso.image.ImageBytes.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.MediumType;
import io.spindle.iso.disc.SubChannel;
import io.spindle.iso.disc.Track;
import io.spindle.iso.disc.TrackMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MdsFormatTest {
    @TempDir
    private Path folder;

    @Test
    void mixedDisc_pregapsInTheFileOrNot_areFound() throws IOException {
        byte[] data = noise(2048 * 20, 1);
        for (boolean stored : new boolean[] {false, true}) {
            byte[] pregap = stored ? numbered(2352, 40, 2) : new byte[0];
            file("game.mdf", joined(raw(data), pregap, numbered(2352, 22, 8)));
            byte[] mds = new MdsBytes(0)
                    .track(0xAA, 0, 4, 2352, 0, 0, 150, 20)
                    .track(0xA9, 0, 2, 2352, 22, 20 * 2352 + pregap.length, 2, 8)
                    .named(false, "*.mdf");
            try (DiscImage image = open(mds)) {
                Disc disc = image.disc();
                assertThat(image.format()).isEqualTo("MDS");
                assertThat(disc.medium()).isEqualTo(MediumType.CD);
                assertThat(disc.tracks()).extracting(Track::mode).containsExactly(TrackMode.MODE1, TrackMode.AUDIO);
                assertThat(disc.tracks().get(0).start().value()).isZero();
                assertThat(disc.tracks().get(1).pregap().value()).isEqualTo(20);
                assertThat(disc.tracks().get(1).start().value()).isEqualTo(22);
                assertThat(disc.tracks().get(1).control()).isEqualTo(2);
                assertThat(disc.leadOut().value()).isEqualTo(30);
                assertThat(blocks(disc, 0, 20)).isEqualTo(data);
                assertThat(userData(disc, 21, 1)).containsOnly(stored ? 41 : 0);
                assertThat(userData(disc, 22, 1)).containsOnly(22);
                assertThat(userData(disc, 29, 1)).containsOnly(29);
            }
        }
    }

    @Test
    void subChannels_behindEachSector_areGivenAsTheyAre() throws IOException {
        Disc plain = Disc.ofUserData(new MemoryByteSource(noise(2048 * 20, 2)));
        byte[] sectors = read(plain, 0, 20, whole(SubChannel.RAW));
        sectors[2352 + 5] ^= 1;
        file("game.mdf", sectors);
        try (DiscImage image =
                open(new MdsBytes(1).track(2, 8, 4, 2448, 0, 0, 150, 20).named(false, "GAME.MDF"))) {
            assertThat(read(image.disc(), 0, 20, whole(SubChannel.RAW))).isEqualTo(sectors);
        }
    }

    @Test
    void dvd_inOneFile_isTheFileItself() throws IOException {
        file("Grüße.mdf", noise(2048 * 20, 3));
        try (DiscImage image =
                open(new MdsBytes(0x10).track(2, 0, 4, 2048, 0, 0, 0, 20).named(true, "Grüße.mdf"))) {
            assertThat(image.disc().medium()).isEqualTo(MediumType.DVD);
            assertThat(image.disc().userData()).isSameAs(image.files().get(0));
        }
        assertThat(DiscImages.companions(folder.resolve("game.mds")).files())
                .containsExactly(folder.toRealPath().resolve("Grüße.mdf"));
    }

    @Test
    void dvd_inSeveralFiles_isOneTrack() throws IOException {
        byte[] data = noise(2048 * 20, 4);
        file("game.mdf", Arrays.copyOf(data, 2048 * 12));
        file("game.md1", Arrays.copyOfRange(data, 2048 * 12, 2048 * 20));
        for (int length : new int[] {20, 0}) {
            MdsBytes mds = new MdsBytes(0x12).track(2, 0, 4, 2048, 0, 0, 0, length);
            try (DiscImage image = open(mds.named(false, "game.mdf", "game.md1"))) {
                assertThat(image.disc().tracks()).hasSize(1);
                assertThat(blocks(image.disc(), 0, 20)).isEqualTo(data);
            }
        }
    }

    @Test
    void modes_allOfThem_tellTheirSectors() throws IOException {
        file("game.mdf", new byte[2352 * 9]);
        try (DiscImage image = open(new MdsBytes(2)
                .track(0xAA, 0, 4, 2048, 0, 0, 0, 1)
                .track(0xAB, 0, 4, 2336, 1, 2048, 0, 1)
                .track(0xAC, 0, 4, 2048, 2, 4384, 0, 1)
                .track(0xAD, 0, 4, 2324, 3, 6432, 0, 1)
                .track(0xA8, 0, 4, 2352, 4, 8756, 0, 1)
                .track(0xEF, 0, 4, 2352, 5, 11108, 0, 1)
                .named(false, "*.mdf"))) {
            assertThat(image.disc().tracks())
                    .extracting(Track::mode)
                    .containsExactly(
                            TrackMode.MODE1,
                            TrackMode.MODE2_XA,
                            TrackMode.MODE2_XA,
                            TrackMode.MODE2_XA,
                            TrackMode.MODE2_XA,
                            TrackMode.MODE2_XA);
        }
    }

    @Test
    void signature_whateverTheName_tellsIt() throws IOException {
        file("x.mdf", new byte[2048]);
        byte[] mds = new MdsBytes(0).track(2, 0, 4, 2048, 0, 0, 150, 1).named(false, "*.mdf");
        try (DiscImage image = DiscImages.open(Files.write(folder.resolve("x.dat"), mds))) {
            assertThat(image.format()).isEqualTo("MDS");
        }
    }

    @Test
    void mdf_withoutItsDescriptor_isRecognisedByItself() throws IOException {
        file("alone.mdf", raw(noise(2048 * 20, 5)));
        try (DiscImage image = DiscImages.open(folder.resolve("alone.mdf"))) {
            assertThat(image.format()).isEqualTo("raw sectors");
        }
    }

    @Test
    void faults_areTold() throws IOException {
        byte[] good = new MdsBytes(0).track(2, 0, 4, 2048, 0, 0, 150, 10).named(false, "*.mdf");
        assertFault(good, "the file 'game.mdf' is not in the folder of the sheet");
        file("game.mdf", new byte[2048 * 9 + 100]);
        assertFault(
                good,
                "track 1 is of 10 sectors of 2048 bytes from byte 0 on: the file has only 18532 bytes, it was cut");
        file("game.mdf", new byte[2048 * 10]);
        assertFault(new byte[0], "it ends at byte 0, but the header lies" + " at byte 0: it was cut, or is damaged");
        assertFault(new byte[100], "it does not begin with MEDIA DESCRIPTOR");
        assertFault(
                with(good, 16, 2),
                "it is of version 2, whose tables are compressed or encrypted: only version 1 is" + " read");
        assertFault(with(good, 18, 7), "it tells of medium 7, which is not known");
        assertFault(with(good, 20, 0), "it tells of 0 sessions");
        assertFault(
                with(good, 83, 0x7F),
                "it ends at byte " + good.length
                        + ", but session 1 lies at byte 2130706520: it was cut, or is damaged");
        assertFault(
                with(good, 111, 0xFF),
                "it ends at byte " + good.length + ", but track entry 1 lies at byte 4278190192: it was cut, or is"
                        + " damaged");
        assertFault(with(good, 192, 6), "track 1 has mode 6, which is not known");
        assertFault(with(good, 193, 5), "track 1 has sub-channels of kind 5, which is not known");
        assertFault(with(good, 208, 1), "track 1 has sectors of 2049 bytes, which none of its mode has");
        assertFault(with(good, 192, 1), "track 1 has sectors of 2048 bytes, which none of its mode has");
        assertFault(with(good, 240, 0), "track 1 tells of 0 files");
        assertFault(
                with(good, 239, 0x80),
                "track 1 starts at byte 9223372036854775808 of its file, which has only 20480 bytes: it was cut");
        assertFault(
                new MdsBytes(0).track(2, 0, 4, 2048, 0, 0, 150, 10).named(false, "C:\\games\\x.mdf"),
                "'C:\\games\\x.mdf' is an absolute path: only files beside the sheet are read");
        assertFault(
                new MdsBytes(0)
                        .track(2, 0, 4, 2048, 0, 0, 0, 5)
                        .track(2, 0, 4, 2048, 3, 5 * 2048, 0, 5)
                        .named(false, "*.mdf"),
                "track 2 cannot lie at sectors 3 and 3: what comes before it ends at 5");
    }

    private static byte[] with(byte[] bytes, int at, int value) {
        byte[] changed = bytes.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private void assertFault(byte[] mds, String message) throws IOException {
        ImageBytes.assertFault(Files.write(folder.resolve("game.mds"), mds), message);
    }

    private DiscImage open(byte[] mds) throws IOException {
        return DiscImages.open(Files.write(folder.resolve("game.mds"), mds));
    }

    private void file(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
    }
}
