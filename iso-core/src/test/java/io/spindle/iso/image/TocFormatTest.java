package io.spindle.iso.image;

import static io.spindle.iso.image.ImageBytes.blocks;
import static io.spindle.iso.image.ImageBytes.numbered;
import static io.spindle.iso.image.ImageBytes.read;
import static io.spindle.iso.image.ImageBytes.userData;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.ErrorFlags;
import io.spindle.iso.disc.SectorSelection;
import io.spindle.iso.disc.SubChannel;
import io.spindle.iso.disc.Track;
import io.spindle.iso.disc.TrackFlag;
import io.spindle.iso.disc.TrackMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TocFormatTest {
    @TempDir
    private Path folder;

    @Test
    void mixedDisc_dataThenAudio_isLaidOutInOrder() throws IOException {
        file("data.iso", numbered(2048, 0, 10));
        file("song.raw", numbered(2352, 20, 8));
        try (DiscImage image = open("""
                CD_ROM
                CATALOG "0012101954130"

                // Track 1
                TRACK MODE1
                NO COPY
                DATAFILE "data.iso" // all of it
                ZERO MODE1 00:00:02

                // Track 2
                TRACK AUDIO
                COPY
                NO PRE_EMPHASIS
                TWO_CHANNEL_AUDIO
                ISRC "USS1Z9900001"
                SILENCE 00:00:03
                START
                FILE "song.raw" 0 00:00:05
                INDEX 00:00:02
                INDEX 00:00:04
                TRACK AUDIO
                FOUR_CHANNEL_AUDIO
                PRE_EMPHASIS
                AUDIOFILE "song.raw" SWAP 00:00:05
                START 00:00:01
                """)) {
            Disc disc = image.disc();
            assertThat(image.format()).isEqualTo("TOC");
            assertThat(disc.mediaCatalogNumber()).contains("0012101954130");
            assertThat(disc.tracks()).extracting(Track::number).containsExactly(1, 2, 3);
            assertThat(disc.tracks())
                    .extracting(Track::mode)
                    .containsExactly(TrackMode.MODE1, TrackMode.AUDIO, TrackMode.AUDIO);
            assertThat(disc.tracks())
                    .extracting(track -> track.pregap().value())
                    .containsExactly(0L, 12L, 20L);
            assertThat(disc.tracks()).extracting(track -> track.start().value()).containsExactly(0L, 15L, 21L);
            assertThat(disc.tracks()).extracting(Track::lengthSectors).containsExactly(12L, 5L, 2L);
            assertThat(disc.tracks().get(1).laterIndexes())
                    .extracting(lba -> lba.value())
                    .containsExactly(17L, 19L);
            assertThat(disc.tracks().get(1).isrc()).contains("USS1Z9900001");
            assertThat(disc.tracks().get(1).flags()).containsExactly(TrackFlag.DIGITAL_COPY_PERMITTED);
            assertThat(disc.tracks().get(2).flags())
                    .containsExactlyInAnyOrder(TrackFlag.PRE_EMPHASIS, TrackFlag.FOUR_CHANNELS);
            assertThat(disc.leadOut().value()).isEqualTo(23);
            assertThat(blocks(disc, 9, 1)).containsOnly(9);
            assertThat(blocks(disc, 10, 2)).containsOnly(0);
            assertThat(userData(disc, 12, 3)).containsOnly(0);
            assertThat(userData(disc, 15, 1)).containsOnly(20);
            assertThat(userData(disc, 19, 1)).containsOnly(24);
            assertThat(userData(disc, 20, 1)).containsOnly(25);
        }
    }

    @Test
    void rawAudio_isBigEndian_unlessSwapped() throws IOException {
        byte[] sector = new byte[2352];
        sector[0] = 1;
        sector[1] = 2;
        file("a.raw", sector);
        Files.write(folder.resolve("a.wav"), CueFormatTest.wave(sector, "data", 2352));
        try (DiscImage image = open("""
                CD_DA
                TRACK AUDIO FILE "a.raw" 0
                TRACK AUDIO FILE "a.raw" SWAP 0
                TRACK AUDIO FILE "a.wav" 0
                TRACK AUDIO FILE "a.wav" SWAP 0
                """)) {
            assertThat(userData(image.disc(), 0, 1)).startsWith(2, 1);
            assertThat(userData(image.disc(), 1, 1)).startsWith(1, 2);
            assertThat(userData(image.disc(), 2, 1)).startsWith(1, 2);
            assertThat(userData(image.disc(), 3, 1)).startsWith(2, 1);
        }
    }

    @Test
    void audio_ofLessThanASample_isRefused() throws IOException {
        file("tail.raw", new byte[] {1, 2, 3});
        file("a.raw", new byte[2352]);
        assertThatThrownBy(() -> open("""
                CD_DA
                TRACK AUDIO
                FILE "tail.raw" 0
                FILE "a.raw" 0
                """))
                .isInstanceOf(ImageFormatException.class)
                .hasMessage("line 3: 'tail.raw' has only 3 bytes from byte 0 on, which is less than a sample of audio");
    }

    @Test
    void partsOfSamples_thatDoNotEndWithSectors_areJoined() throws IOException {
        byte[] samples = new byte[2352 + 8];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (i / 4 + i % 4 * 64);
        }
        file("a.raw", samples);
        Files.write(folder.resolve("a.wav"), CueFormatTest.wave(samples, "data", samples.length));
        // One sample of silence, three from the second on of the raw file, then the whole WAVE file.
        try (DiscImage image = open("""
                CD_DA
                TRACK AUDIO
                SILENCE 1
                FILE "a.raw" 1 3
                START
                FILE "a.wav" 0
                INDEX 00:00:01
                """)) {
            Track track = image.disc().tracks().get(0);
            assertThat(track.start().value()).isEqualTo(1);
            assertThat(image.disc().leadOut().value()).isEqualTo(2);
            byte[] audio = userData(image.disc(), 0, 2);
            assertThat(Arrays.copyOf(audio, 16)).isEqualTo(ImageBytes.hex("00000000 4101c181 4202c282 4303c383"));
            assertThat(Arrays.copyOfRange(audio, 16, 16 + samples.length)).isEqualTo(samples);
            assertThat(Arrays.copyOfRange(audio, 16 + samples.length, audio.length))
                    .containsOnly(0);
        }
    }

    @Test
    void trackModes_allOfThem_tellTheirSectors() throws IOException {
        file("a", numbered(2352, 1, 2));
        file("b", numbered(2048, 2, 2));
        file("c", numbered(2336, 3, 2));
        file("d", numbered(2324, 4, 2));
        file("e", numbered(2448, 5, 2));
        try (DiscImage image = open("""
                CD_ROM_XA
                TRACK MODE1 DATAFILE "b"
                TRACK MODE1_RAW DATAFILE "a"
                TRACK MODE2 DATAFILE "c"
                TRACK MODE2_FORM1 DATAFILE "b"
                TRACK MODE2_FORM2 DATAFILE "d"
                TRACK MODE2_FORM_MIX DATAFILE "c"
                TRACK MODE2_RAW DATAFILE "a"
                TRACK AUDIO RW_RAW DATAFILE "e"
                TRACK MODE1_RAW RW DATAFILE "e"
                """)) {
            assertThat(image.disc().tracks())
                    .extracting(Track::mode)
                    .containsExactly(
                            TrackMode.MODE1,
                            TrackMode.MODE1,
                            TrackMode.MODE2,
                            TrackMode.MODE2_XA,
                            TrackMode.MODE2_XA,
                            TrackMode.MODE2_XA,
                            TrackMode.MODE2_XA,
                            TrackMode.AUDIO,
                            TrackMode.MODE1);
            assertThat(image.disc().leadOut().value()).isEqualTo(18);
            SectorSelection graphics =
                    new SectorSelection(false, false, false, true, false, ErrorFlags.NONE, SubChannel.R_TO_W);
            assertThat(read(image.disc(), 14, 1, graphics)).hasSize(2448).containsOnly(5);
        }
    }

    @Test
    void dataFile_offsetAndLength_areBytesOrSectors() throws IOException {
        file("d", numbered(2048, 0, 9));
        try (DiscImage image = open("""
                CD_ROM
                TRACK MODE1
                DATAFILE "d" #4096 00:00:02
                DATAFILE "d" 2048
                FILE "d" 00:00:05 00:00:01
                DATAFILE "d" #16384 1000
                """)) {
            assertThat(image.disc().leadOut().value()).isEqualTo(5);
            assertThat(blocks(image.disc(), 0, 1)).containsOnly(2);
            assertThat(blocks(image.disc(), 1, 1)).containsOnly(3);
            assertThat(blocks(image.disc(), 2, 1)).containsOnly(0);
            assertThat(blocks(image.disc(), 3, 1)).containsOnly(5);
            byte[] last = blocks(image.disc(), 4, 1);
            assertThat(Arrays.copyOf(last, 1000)).containsOnly(8);
            assertThat(Arrays.copyOfRange(last, 1000, 2048)).containsOnly(0);
        }
    }

    @Test
    void cdText_ofTheFirstLanguage_becomesPacks() throws IOException {
        file("a.raw", numbered(2352, 1, 2));
        try (DiscImage image = open("""
                CD_DA
                CD_TEXT {
                  LANGUAGE_MAP { 0:EN 1 : 8 }
                  LANGUAGE 0 {
                    TITLE "Night \\"Cats\\" \\351"
                    PERFORMER "Orchestra"
                    SIZE_INFO { 0, 1, 2,
                                3 }
                    DISC_ID ""
                  }
                  LANGUAGE 1 { TITLE "Nachtkatzen" }
                }
                TRACK AUDIO
                CD_TEXT { LANGUAGE 0 { TITLE "Song" PERFORMER "" ISRC "x" } }
                PREGAP 0:0:1
                FILE "a.raw" 0
                """)) {
            byte[] packs = new byte[image.disc().cdText().remaining()];
            image.disc().cdText().get(packs);
            String text = new String(packs, StandardCharsets.ISO_8859_1);
            assertThat(text)
                    .contains("Night \"Cats\"", " é\0Song\0", "Orchestra\0")
                    .doesNotContain("Nacht");
            assertThat(image.disc().tracks().get(0).start().value()).isEqualTo(1);
        }
    }

    @Test
    void content_whateverTheName_tellsATocFromACueSheet() throws IOException {
        file("a.raw", numbered(2352, 1, 2));
        for (String toc : new String[] {
            "CD_DA TRACK AUDIO FILE \"a.raw\" 0",
            "// a comment\n\nCATALOG \"0012101954130\"\nTRACK AUDIO\nFILE \"a.raw\" 0",
            "CD_TEXT { LANGUAGE 0 { } } TRACK AUDIO FILE \"a.raw\" 0",
            "TRACK AUDIO FILE \"a.raw\" 0"
        }) {
            try (DiscImage image = DiscImages.open(Files.writeString(folder.resolve("x"), toc))) {
                assertThat(image.format()).isEqualTo("TOC");
            }
        }
        Path cue = Files.writeString(
                folder.resolve("y"), "CATALOG \"0012101954130\"\nFILE a.raw BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00");
        try (DiscImage image = DiscImages.open(cue)) {
            assertThat(image.format()).isEqualTo("CUE");
        }
    }

    @Test
    void companions_areTheFilesThatItNames() throws IOException {
        file("A.RAW", numbered(2352, 1, 2));
        Path toc = write("CD_DA TRACK AUDIO FILE \"a.raw\" 0 DATAFILE \"none\" FILE \"../x\" 0 \"unended");
        Companions companions = DiscImages.companions(toc);
        assertThat(companions.complete()).isFalse();
        assertThat(companions.files()).containsExactly(folder.toRealPath().resolve("A.RAW"));
    }

    @Test
    void faults_areToldWithTheirLine() throws IOException {
        file("a.raw", numbered(2352, 1, 2));
        file("a.wav", numbered(2352, 1, 2));
        String good = "CD_DA\nTRACK AUDIO\nFILE \"a.raw\" 0\n";
        assertFault("", "it has no TRACK");
        assertFault("CD_DA", "it has no TRACK");
        assertFault(good + "NONSENSE", "line 4: 'NONSENSE' is no statement of a TOC");
        assertFault(good + "\"text\"", "line 4: 'text' is no statement of a TOC");
        assertFault(good + "ISRC \"text", "line 4: a quotation mark is missing at the end of 'text'");
        assertFault("CATALOG 123", "line 1: CATALOG is followed by a text in quotation marks");
        assertFault("CATALOG \"123\"", "line 1: CATALOG '123' is not of 13 digits");
        assertFault(good + "ISRC \"1\"", "line 4: ISRC '1' is not of five letters or digits and seven digits");
        assertFault("CD_DA\nTRACK MODE9", "line 2: 'MODE9' is no mode of a track");
        assertFault("CD_DA\nTRACK AUDIO\nTRACK AUDIO", "line 2: this track has no data");
        assertFault("CD_DA\nCOPY", "line 2: COPY comes before any TRACK");
        assertFault("CD_DA\nSILENCE 0:0:1", "line 2: SILENCE comes before any TRACK");
        assertFault(good + "NO TITLE", "line 4: 'TITLE' is no flag of a track");
        assertFault(good + "FIFO \"x\" 100", "line 4: FIFO names no file: a disc is read more than once");
        assertFault(good + "FILE \"-\" 0", "line 4: FILE names no file");
        assertFault(good + "FILE \"a.mp3\" 0", "line 4: 'a.mp3' is not read: convert it to WAVE");
        assertFault(good + "FILE \"a.wav\" 0", "line 4: 'a.wav': it is no WAVE file");
        assertFault(good + "FILE \"none\" 0", "line 4: the file 'none' is not in the folder of the sheet");
        assertFault(good + "FILE \"../a.raw\" 0", "line 4: '../a.raw' leads out of the folder of the sheet");
        assertFault(good + "FILE \"a.raw\" x", "line 4: 'x' is no number and no position");
        assertFault(good + "SILENCE 0:0:75", "line 4: '0:0:75' has more than 59 seconds or 74 frames");
        assertFault(good + "INDEX 5", "line 4: '5' is no position: write minutes:seconds:frames");
        assertFault(good + "START 0:0:1 START 0:0:1", "line 4: this track has a pre-gap already");
        assertFault(good + "PREGAP 0:0:1", "line 4: PREGAP comes before the data of a track");
        assertFault(good + "START", "line 2: this track has nothing behind its pre-gap");
        assertFault(good + "START 0:0:2", "line 2: this track has nothing behind its pre-gap");
        assertFault(good + "FILE \"a.raw\" 0:0:2", "line 4: 'a.raw' has only 0 bytes from byte 4704 on");
        assertFault(
                good + "FILE \"a.raw\" 0:0:1 0:0:2",
                "line 4: 'a.raw' has only 2352 bytes from byte 2352 on, 4704 are wanted");
        assertFault("CD_DA CD_TEXT {", "line 1: '' is no part of CD_TEXT");
        assertFault("CD_DA CD_TEXT { LANGUAGE_MAP { 0", "line 1: the block of 'LANGUAGE_MAP' has no end");
        assertFault("CD_DA CD_TEXT { LANGUAGE 0 {", "line 1: the block of LANGUAGE has no end");
        assertFault("CD_DA CD_TEXT { LANGUAGE 0 { TITLE 5", "line 1: 'TITLE' is no item of CD-TEXT with its value");
    }

    private void assertFault(String toc, String message) throws IOException {
        ImageBytes.assertFault(write(toc), message);
    }

    private DiscImage open(String toc) throws IOException {
        return DiscImages.open(write(toc));
    }

    private Path write(String toc) throws IOException {
        return Files.writeString(folder.resolve("s.toc"), toc);
    }

    private void file(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
    }
}
