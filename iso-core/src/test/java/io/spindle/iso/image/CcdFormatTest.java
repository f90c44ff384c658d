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

import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.SubChannel;
import io.spindle.iso.disc.Track;
import io.spindle.iso.disc.TrackMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CcdFormatTest {
    /** A data track of 20 sectors, and an audio track of 10 with a pre-gap of 2. */
    private static final String MIXED =
            """
            [CloneCD]
            Version=3
            [Disc]
            TocEntries=5
            Sessions=1
            DataTracksScrambled=0
            CDTextLength=0
            CATALOG=0012101954130
            [CDText]
            Entries=1
            Entry 0=80 00 00 00 4e 69 67 68 74 20 43 61 74 73 20 49
            [Session 1]
            PreGapMode=1
            PreGapSubC=0
            """ + entry(0, 1, 0xA0, 4, 0) + entry(1, 1, 0xA1, 0, 0) + entry(2, 1, 0xA2, 0, 32)
                    + entry(3, 1, 1, 4, 0) + entry(4, 1, 2, 2, 22) + """
            [TRACK 1]
            MODE=1
            INDEX 1=0
            [TRACK 2]
            MODE=0
            ISRC=USS1Z9900001
            INDEX 0=20
            INDEX 1=22
            INDEX 2=25
            """;

    @TempDir
    private Path folder;

    private static String entry(int number, int session, int point, int control, int lba) {
        return String.format(
                "[Entry %d]\r\nSession=%d\r\nPoint=0x%02x\r\nADR=0x01\r\nControl=0x%02x\r\nTrackNo=0\r\nAMin=0\r\n"
                        + "ASec=0\r\nAFrame=0\r\nALBA=-150\r\nZero=0\r\nPMin=0\r\nPSec=2\r\nPFrame=0\r\nPLBA=%d\r\n",
                number, session, point, control, lba);
    }

    @Test
    void mixedDisc_isLaidOutAsItsEntriesSay() throws IOException {
        byte[] data = noise(2048 * 20, 1);
        Files.write(folder.resolve("Game.IMG"), joined(raw(data), numbered(2352, 20, 12)));
        byte[] linear = noise(96 * 32, 2);
        // Q of sector 0, and nothing else of sector 0.
        Arrays.fill(linear, 0, 96, (byte) 0);
        System.arraycopy(HexFormat.of().parseHex("410101000000000002002832"), 0, linear, 12, 12);
        Files.write(folder.resolve("game.sub"), linear);
        try (DiscImage image = open(MIXED)) {
            Disc disc = image.disc();
            assertThat(image.format()).isEqualTo("CloneCD");
            assertThat(disc.mediaCatalogNumber()).contains("0012101954130");
            assertThat(disc.tracks()).extracting(Track::mode).containsExactly(TrackMode.MODE1, TrackMode.AUDIO);
            Track audio = disc.tracks().get(1);
            assertThat(audio.pregap().value()).isEqualTo(20);
            assertThat(audio.start().value()).isEqualTo(22);
            assertThat(audio.lengthSectors()).isEqualTo(10);
            assertThat(audio.laterIndexes()).extracting(lba -> lba.value()).containsExactly(25L);
            assertThat(audio.control()).isEqualTo(2);
            assertThat(audio.isrc()).contains("USS1Z9900001");
            assertThat(disc.leadOut().value()).isEqualTo(32);
            assertThat(blocks(disc, 0, 20)).isEqualTo(data);
            assertThat(userData(disc, 31, 1)).containsOnly(31);
            byte[] q = read(disc, 0, 1, whole(SubChannel.Q));
            assertThat(HexFormat.of().formatHex(q, 2352, 2368)).isEqualTo("41010100000000000200283200000000");
            byte[] all = read(disc, 31, 1, whole(SubChannel.RAW));
            for (int bit = 0; bit < 96; bit++) {
                int w = linear[31 * 96 + 7 * 12 + bit / 8] >> 7 - bit % 8 & 1;
                assertThat(all[2352 + bit] & 1).isEqualTo(w);
            }
            byte[] packs = new byte[disc.cdText().remaining()];
            disc.cdText().get(packs);
            // The pack with its CRC stands in the description of libburn.
            assertThat(HexFormat.of().formatHex(packs)).isEqualTo("800000004e6967687420436174732049383a");
            assertThat(new String(packs, StandardCharsets.ISO_8859_1)).contains("Night Cats I");
        }
        assertThat(DiscImages.companions(folder.resolve("game.ccd")).files())
                .containsExactly(
                        folder.toRealPath().resolve("Game.IMG"),
                        folder.toRealPath().resolve("game.sub"));
    }

    @Test
    void withoutSubChannels_theyAreMade() throws IOException {
        Files.write(folder.resolve("game.img"), joined(raw(noise(2048 * 20, 1)), numbered(2352, 20, 12)));
        try (DiscImage image = open(MIXED)) {
            byte[] q = read(image.disc(), 0, 1, whole(SubChannel.Q));
            assertThat(HexFormat.of().formatHex(q, 2352, 2368)).isEqualTo("41010100000000000200283200000080");
        }
        assertThat(DiscImages.companions(folder.resolve("game.ccd")).complete()).isFalse();
    }

    @Test
    void modes_thatAreWrong_areThoseOfTheSectors() throws IOException {
        Files.write(folder.resolve("game.img"), joined(raw(noise(2048 * 20, 1)), numbered(2352, 20, 12)));
        String wrong = MIXED.replace("MODE=1", "MODE=2").replace("MODE=0", "MODE=1");
        try (DiscImage image = open(wrong)) {
            assertThat(image.disc().tracks()).extracting(Track::mode).containsExactly(TrackMode.MODE1, TrackMode.AUDIO);
        }
    }

    @Test
    void laterSession_withOrWithoutItsPregapInTheImage_isFound() throws IOException {
        String sheet = "[CloneCD]\n[Disc]\nTocEntries=4\n" + entry(0, 1, 1, 0, 0) + entry(1, 1, 0xA2, 0, 10)
                + entry(2, 2, 2, 4, 11410) + entry(3, 2, 0xA2, 0, 11430) + "[TRACK 1]\nMODE=0\nINDEX 1=0\n"
                + "[TRACK 2]\nMODE=1\nINDEX 1=150\n";
        byte[] audio = numbered(2352, 1, 10);
        byte[] data = noise(2048 * 20, 3);
        for (byte[] pregap : new byte[][] {new byte[0], numbered(2352, 0, 150)}) {
            Files.write(folder.resolve("game.img"), joined(audio, pregap, raw(data)));
            try (DiscImage image = open(sheet)) {
                Disc disc = image.disc();
                assertThat(disc.sessions())
                        .extracting(it -> it.leadOut().value())
                        .containsExactly(10L, 11430L);
                assertThat(disc.tracks().get(1).pregap().value()).isEqualTo(11260);
                assertThat(disc.tracks().get(1).start().value()).isEqualTo(11410);
                assertThat(userData(disc, 9, 1)).containsOnly(10);
                assertThat(blocks(disc, 11410, 20)).isEqualTo(data);
            }
        }
    }

    @Test
    void firstSection_whateverTheName_tellsIt() throws IOException {
        Files.write(folder.resolve("x.img"), joined(raw(noise(2048 * 20, 1)), numbered(2352, 20, 12)));
        Path other = Files.writeString(folder.resolve("x.txt"), "\n" + MIXED);
        try (DiscImage image = DiscImages.open(other)) {
            assertThat(image.format()).isEqualTo("CloneCD");
        }
    }

    @Test
    void faults_areTold() throws IOException {
        assertFault(MIXED, "the file 'game.img' is not in the folder of the sheet");
        byte[] whole = joined(raw(noise(2048 * 20, 1)), numbered(2352, 20, 12));
        Files.write(folder.resolve("game.img"), Arrays.copyOf(whole, whole.length - 1));
        assertFault(
                MIXED,
                "track 2 is of 12 sectors of 2352 bytes from byte 47040 on: the file has only 75263 bytes, it was cut");
        Files.write(folder.resolve("game.img"), whole);
        Files.write(folder.resolve("game.sub"), new byte[96]);
        assertFault(
                MIXED, "track 1 is of 20 sectors of 96 bytes from byte 0 on: the file has only 96 bytes, it was cut");
        Files.delete(folder.resolve("game.sub"));
        Files.createSymbolicLink(folder.resolve("game.sub"), Path.of("/etc/hostname"));
        assertFault(MIXED, "'game.sub' is a symbolic link out of the folder of the sheet");
        Files.delete(folder.resolve("game.sub"));
        Files.write(folder.resolve("game.img"), new byte[0]);
        assertFault(
                MIXED, "track 1 is of 20 sectors of 2352 bytes from byte 0 on: the file has only 0 bytes, it was cut");
        Files.write(folder.resolve("game.img"), whole);
        assertFault("", "it has no entry of a track");
        assertFault("Version=3", "line 1: 'Version=3' is no section and no value in one");
        assertFault("[CloneCD]\nnonsense", "line 2: 'nonsense' is no section and no value in one");
        assertFault("[CloneCD", "line 1: '[CloneCD' is no section");
        assertFault("[Entry 12345678]", "line 1: '[Entry 12345678]' is no section");
        assertFault("[Entry 1]\nSession=1", "line 1: this section tells no POINT");
        assertFault("[Entry 1]\nSession=x", "line 2: 'x' is no number");
        assertFault(MIXED.replace("Scrambled=0", "Scrambled=1"), "line 6: scrambled data tracks are not read");
        assertFault(MIXED.replace("Entry 0=80", "Entry 0=8"), "line 11: this is no pack of CD-TEXT of 16 bytes");
        assertFault(MIXED.replace("Point=0xa2", "Point=0xa3"), "session 1 has no entry of a lead-out");
        assertFault(
                MIXED.replace("PLBA=22", "PLBA=900"),
                "track 1 is of 898 sectors of 2352 bytes from byte 0 on: the file has only 75264 bytes, it was cut");
        assertFault(MIXED.replace("PLBA=32", "PLBA=-1"), "track 2 ends at sector -1, but it starts at sector 22");
    }

    private void assertFault(String sheet, String message) throws IOException {
        ImageBytes.assertFault(Files.writeString(folder.resolve("game.ccd"), sheet), message);
    }

    private DiscImage open(String sheet) throws IOException {
        return DiscImages.open(Files.writeString(folder.resolve("game.ccd"), sheet));
    }
}
