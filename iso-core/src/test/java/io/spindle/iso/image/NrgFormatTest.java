package io.spindle.iso.image;

import static io.spindle.iso.image.ImageBytes.blocks;
import static io.spindle.iso.image.ImageBytes.hex;
import static io.spindle.iso.image.ImageBytes.joined;
import static io.spindle.iso.image.ImageBytes.noise;
import static io.spindle.iso.image.ImageBytes.numbered;
import static io.spindle.iso.image.ImageBytes.userData;
import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.MediumType;
import io.spindle.iso.disc.Track;
import io.spindle.iso.disc.TrackFlag;
import io.spindle.iso.disc.TrackMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NrgFormatTest {
    @TempDir
    private Path folder;

    @Test
    void version2_writtenAtOnce_isLaidOutAsItsCuesSay() throws IOException {
        byte[] data = noise(2048 * 10, 1);
        byte[] sectors = joined(new byte[150 * 2048], data, numbered(2352, 20, 7));
        byte[] footer = hex("""
                43554558 00000038                        # CUEX
                41 00 00 00 ffffff6a                     # lead-in
                41 01 00 00 ffffff6a  41 01 01 00 00000000
                21 02 00 00 0000000a  21 02 01 00 0000000c  21 02 02 00 0000000e
                21 aa 01 00 00000011                     # lead-out
                44414f58 0000006a                        # DAOX
                0000006a 30303132313031393534313330 00 0000 01 02
                000000000000000000000000 0800 00 00 0001
                    0000000000000000 000000000004b000 0000000000050000
                555353315a39393030303031 0930 07 00 0001
                    0000000000050000 0000000000051260 0000000000054050
                43445458 00000012                        # CDTX
                80000000 4e6967687420436174732049 383a
                53494e46 00000004 00000002               # SINF
                4d545950 00000004 00000001               # MTYP
                454e4421 00000000                        # END!
                4e455235 0000000000054050                # NER5
                """);
        try (DiscImage image = open(sectors, footer)) {
            Disc disc = image.disc();
            assertThat(image.format()).isEqualTo("NRG");
            assertThat(disc.medium()).isEqualTo(MediumType.CD);
            assertThat(disc.mediaCatalogNumber()).contains("0012101954130");
            assertThat(disc.cdText().remaining()).isEqualTo(18);
            assertThat(disc.tracks()).extracting(Track::mode).containsExactly(TrackMode.MODE1, TrackMode.AUDIO);
            Track audio = disc.tracks().get(1);
            assertThat(disc.tracks().get(0).start().value()).isZero();
            assertThat(audio.pregap().value()).isEqualTo(10);
            assertThat(audio.start().value()).isEqualTo(12);
            assertThat(audio.lengthSectors()).isEqualTo(5);
            assertThat(audio.laterIndexes()).extracting(lba -> lba.value()).containsExactly(14L);
            assertThat(audio.flags()).containsExactly(TrackFlag.DIGITAL_COPY_PERMITTED);
            assertThat(audio.isrc()).contains("USS1Z9900001");
            assertThat(disc.leadOut().value()).isEqualTo(17);
            assertThat(blocks(disc, 0, 10)).isEqualTo(data);
            assertThat(userData(disc, -150, 1)).containsOnly(0);
            assertThat(userData(disc, 10, 1)).containsOnly(20);
            assertThat(userData(disc, 16, 1)).containsOnly(26);
        }
        assertThat(DiscImages.companions(folder.resolve("x.nrg")).files()).isEmpty();
    }

    @Test
    void version1_writtenAtOnce_hasPositionsInMinutes() throws IOException {
        byte[] audio = numbered(2352, 0, 160);
        byte[] footer = hex("""
                43554553 00000020                        # CUES
                01 00 00 00 00000000
                01 01 00 00 00000000  01 01 01 00 00000200  01 aa 01 00 0000020a
                44414f49 00000034                        # DAOI
                00000034 00000000000000000000000000 00 0000 01 01
                000000000000000000000000 0930 07 00 0001 00000000 00056220 0005be00
                4e45524f 0005be00                        # NERO
                """);
        try (DiscImage image = open(audio, footer)) {
            Track track = image.disc().tracks().get(0);
            assertThat(track.start().value()).isZero();
            assertThat(image.disc().leadOut().value()).isEqualTo(10);
            assertThat(image.disc().mediaCatalogNumber()).isEmpty();
            assertThat(userData(image.disc(), 0, 1)).containsOnly((byte) 150);
            assertThat(userData(image.disc(), -150, 1)).containsOnly(0);
            assertThat(userData(image.disc(), -149, 1)).containsOnly(1);
        }
    }

    @Test
    void writtenTrackByTrack_pregapsAreNotStored() throws IOException {
        byte[] first = noise(2048 * 6, 1);
        byte[] second = numbered(2336, 6, 4);
        String etnf = """
                45544e46 00000028                        # ETNF
                00000000 00003000 00000000 00000000 00000000
                00003000 00002480 00000003 00000006 00000000
                53494e46 00000004 00000002
                454e4421 00000000 4e45524f 00005480
                """;
        String etn2 = """
                45544e32 00000040                        # ETN2
                0000000000000000 0000000000003000 00000000 00000000 0000000000000000
                0000000000003000 0000000000002480 00000003 00000006 0000000000000000
                454e4421 00000000 4e455235 0000000000005480
                """;
        for (String footer : new String[] {etnf, etn2}) {
            try (DiscImage image = open(joined(first, second), hex(footer))) {
                Disc disc = image.disc();
                assertThat(disc.tracks()).extracting(Track::mode).containsExactly(TrackMode.MODE1, TrackMode.MODE2_XA);
                assertThat(disc.tracks().get(1).pregap().value()).isEqualTo(6);
                assertThat(disc.tracks().get(1).start().value()).isEqualTo(156);
                assertThat(disc.leadOut().value()).isEqualTo(160);
                assertThat(blocks(disc, 0, 6)).isEqualTo(first);
                assertThat(blocks(disc, 159, 1)).containsOnly(9);
            }
        }
    }

    @Test
    void laterSessions_lieBehindTheGapsBetween() throws IOException {
        byte[] first = noise(2048 * 6, 1);
        byte[] second = noise(2048 * 4, 2);
        byte[] footer = hex("""
                45544e46 00000014 00000000 00003000 00000000 00000000 00000000
                53494e46 00000004 00000001
                45544e46 00000014 00003000 00002000 00000000 00000006 00000000
                53494e46 00000004 00000001
                454e4421 00000000 4e45524f 00005000
                """);
        try (DiscImage image = open(joined(first, second), footer)) {
            Disc disc = image.disc();
            assertThat(disc.sessions()).extracting(it -> it.leadOut().value()).containsExactly(6L, 11410L);
            assertThat(disc.tracks()).extracting(Track::number).containsExactly(1, 2);
            assertThat(disc.tracks().get(1).start().value()).isEqualTo(11406);
            assertThat(blocks(disc, 11406, 4)).isEqualTo(second);
        }
    }

    @Test
    void laterSession_writtenAtOnceWithoutItsPregap_hasAnEmptyOne() throws IOException {
        byte[] first = noise(2048 * 6, 1);
        byte[] second = noise(2048 * 4, 2);
        byte[] footer = hex("""
                43554558 00000010 41010100 00000000 41aa0100 00000006
                44414f58 00000040 00000040 00000000000000000000000000 00 0000 01 01
                000000000000000000000000 0800 00 00 0001
                    0000000000000000 0000000000000000 0000000000003000
                43554558 00000010 41020100 00002c8e 41aa0100 00002c92
                44414f58 00000040 00000040 00000000000000000000000000 00 0000 02 02
                000000000000000000000000 0800 00 00 0001
                    0000000000003000 0000000000003000 0000000000005000
                454e4421 00000000 4e455235 0000000000005000
                """);
        try (DiscImage image = open(joined(first, second), footer)) {
            Disc disc = image.disc();
            assertThat(disc.sessions()).extracting(it -> it.leadOut().value()).containsExactly(6L, 11410L);
            assertThat(disc.tracks().get(1).pregap().value()).isEqualTo(11256);
            assertThat(disc.tracks().get(1).start().value()).isEqualTo(11406);
            assertThat(blocks(disc, 11256, 150)).containsOnly(0);
            assertThat(blocks(disc, 11406, 4)).isEqualTo(second);
        }
    }

    @Test
    void dvd_isToldByItsMedium() throws IOException {
        byte[] footer = hex("""
                45544e32 00000020
                0000000000000000 0000000000003000 00000000 00000000 0000000000000000
                4d545950 00000004 00000008
                454e4421 00000000 4e455235 0000000000003000
                """);
        try (DiscImage image = open(noise(0x3000, 1), footer)) {
            assertThat(image.disc().medium()).isEqualTo(MediumType.DVD);
            assertThat(image.disc().leadOut().value()).isEqualTo(6);
        }
    }

    @Test
    void faults_areTold() throws IOException {
        byte[] track = new byte[2048 * 6];
        assertFault(
                track,
                "4e45524f 00004000",
                "its last bytes say that the table of tracks starts at byte 16384, which cannot be in a file of 12296"
                        + " bytes: it was cut, or is damaged");
        assertFault(
                track,
                "4e455235 ffffffffffffffff",
                "its last bytes say that the table of tracks starts at byte 18446744073709551615, which cannot be in a"
                        + " file of 12300 bytes: it was cut, or is damaged");
        assertFault(track, "454e4421 00000000 4e45524f 00003000", "its table tells of no tracks");
        assertFault(
                track,
                "45544e46 ffffffff 4e45524f 00003000",
                "chunk 'ETNF' tells of 4294967295 bytes, but only 0 follow");
        assertFault(track, "45544e46 00000000 4e45524f 00003000", "session 1 has no tracks");
        assertFault(
                track,
                "45544e46 00000014 00000000 00003000 00000009 00000000 00000000 4e45524f 00003000",
                "track 1 has mode 9, which is not known");
        assertFault(
                track,
                "45544e46 00000014 00000000 00003001 00000000 00000000 00000000 4e45524f 00003000",
                "track 1 lies from byte 0 to byte 12289, which is no whole number of sectors of 2048");
        assertFault(
                track,
                "45544e46 00000014 00001000 00003000 00000000 00000000 00000000 4e45524f 00003000",
                "track 1 is of 6 sectors of 2048 bytes from byte 4096 on: the file has only 12324 bytes, it was cut");
        assertFault(
                track,
                "44414f49 00000016 " + "00".repeat(22) + "4e45524f 00003000",
                "its table of tracks tells no addresses");
        String cue = "43554553 00000008 01 01 00 00 00000000";
        assertFault(
                track,
                cue + "44414f49 00000001 00 4e45524f 00003000",
                "its table of tracks has 1 bytes, which is too few");
        String header = "00".repeat(20) + "0101" + "00".repeat(12);
        assertFault(
                track,
                cue + "44414f49 00000034" + header + "0930 00 00 0001 00000000 00000000 00000800 4e45524f 00003000",
                "track 1 has sectors of 2352 bytes, its mode has 2048");
        assertFault(
                track,
                cue + "44414f49 00000034" + header + "0800 00 00 0001 00000000 00000000 00000800 4e45524f 00003000",
                "track 1 has no index 1");
    }

    private void assertFault(byte[] sectors, String footer, String message) throws IOException {
        ImageBytes.assertFault(Files.write(folder.resolve("x.nrg"), joined(sectors, hex(footer))), message);
    }

    private DiscImage open(byte[] sectors, byte[] footer) throws IOException {
        return DiscImages.open(Files.write(folder.resolve("x.nrg"), joined(sectors, footer)));
    }
}
