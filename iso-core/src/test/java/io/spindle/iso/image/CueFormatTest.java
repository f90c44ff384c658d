package io.spindle.iso.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spindle.iso.bytes.ByteSources;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.MediumType;
import io.spindle.iso.disc.SectorSelection;
import io.spindle.iso.disc.SectorType;
import io.spindle.iso.disc.Session;
import io.spindle.iso.disc.SubChannel;
import io.spindle.iso.disc.Track;
import io.spindle.iso.disc.TrackFlag;
import io.spindle.iso.disc.TrackMode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CueFormatTest {
    @TempDir
    private Path folder;

    @Test
    void singleFileOfBlocks_isTheFileItself() throws IOException {
        sectors("d.bin", 2048, 5);
        try (DiscImage image = open("""
                FILE "d.bin" BINARY
                  TRACK 01 MODE1/2048
                    INDEX 01 00:00:00
                """)) {
            Disc disc = image.disc();
            assertThat(image.format()).isEqualTo("CUE");
            assertThat(disc.medium()).isEqualTo(MediumType.CD);
            assertThat(disc.userData()).isSameAs(image.files().get(0));
            assertThat(disc.userData().mappedFile()).isPresent();
            assertThat(disc.leadOut().value()).isEqualTo(5);
            assertThat(disc.cdText().remaining()).isZero();
        }
    }

    @Test
    void mixedSectorLengths_inOneFile_areCountedFromIndexToIndex() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < 10; i++) {
            bytes.write(filled(2048, i));
        }
        for (int i = 10; i < 20; i++) {
            bytes.write(filled(2352, i));
        }
        Files.write(folder.resolve("m.bin"), bytes.toByteArray());
        try (DiscImage image = open("""
                FILE "m.bin" BINARY
                  TRACK 01 MODE1/2048
                    INDEX 01 00:00:00
                  TRACK 02 AUDIO
                    PREGAP 00:02:00
                    INDEX 01 00:00:10
                    INDEX 02 00:00:14
                """)) {
            Disc disc = image.disc();
            Track audio = disc.tracks().get(1);
            assertThat(disc.tracks().get(0).lengthSectors()).isEqualTo(10);
            assertThat(audio.pregap().value()).isEqualTo(10);
            assertThat(audio.start().value()).isEqualTo(160);
            assertThat(audio.lengthSectors()).isEqualTo(10);
            assertThat(audio.laterIndexes()).extracting(it -> it.value()).containsExactly(164L);
            assertThat(audio(disc, 9 + 150, 2)).startsWith(0, 0).endsWith(10, 10);
            assertThat(audio(disc, 169, 1)).containsOnly(19);
            assertThat(ByteSources.read(disc.userData(), 9 * 2048, 2048)).containsOnly(9);
        }
    }

    @Test
    void gapsInFiles_acrossFiles_liesBeforeIndex1() throws IOException {
        sectors("1.bin", 2352, 6);
        sectors("2.bin", 2352, 4);
        try (DiscImage image = open("""
                FILE 1.bin BINARY
                  TRACK 04 AUDIO
                    INDEX 00 00:00:00
                    INDEX 01 00:00:01
                  TRACK 05 AUDIO
                    INDEX 00 00:00:04
                FILE 2.bin BINARY
                    INDEX 01 00:00:00
                    POSTGAP 00:00:03
                """)) {
            List<Track> tracks = image.disc().tracks();
            assertThat(tracks).extracting(Track::number).containsExactly(4, 5);
            assertThat(tracks.get(0).pregap().value()).isZero();
            assertThat(tracks.get(0).start().value()).isEqualTo(1);
            assertThat(tracks.get(0).lengthSectors()).isEqualTo(3);
            assertThat(tracks.get(1).pregap().value()).isEqualTo(4);
            assertThat(tracks.get(1).start().value()).isEqualTo(6);
            assertThat(tracks.get(1).lengthSectors()).isEqualTo(7);
            assertThat(image.disc().leadOut().value()).isEqualTo(13);
            assertThat(audio(image.disc(), 5, 1)).containsOnly(5);
            assertThat(audio(image.disc(), 6, 1)).containsOnly(0);
            assertThat(audio(image.disc(), 9, 1)).containsOnly(3);
            assertThat(audio(image.disc(), 12, 1)).containsOnly(0);
        }
    }

    @Test
    void fileBeforeItsFirstIndex_isPregap() throws IOException {
        sectors("1.bin", 2352, 6);
        try (DiscImage image = open("""
                FILE 1.bin BINARY
                  TRACK 01 AUDIO
                    INDEX 01 00:00:02
                """)) {
            Track track = image.disc().tracks().get(0);
            assertThat(track.pregap().value()).isZero();
            assertThat(track.start().value()).isEqualTo(2);
            assertThat(track.lengthSectors()).isEqualTo(4);
            assertThat(audio(image.disc(), 1, 1)).containsOnly(1);
        }
    }

    @Test
    void trackTypes_allOfThem_tellModeAndSector() throws IOException {
        sectors("a.bin", 2448, 3);
        sectors("b.bin", 2352, 3);
        sectors("c.bin", 2048, 3);
        sectors("d.bin", 2324, 3);
        sectors("e.bin", 2336, 3);
        StringBuilder sheet = new StringBuilder();
        String[][] rows = {
            {"a.bin", "CDG"},
            {"b.bin", "AUDIO"},
            {"c.bin", "MODE1/2048"},
            {"b.bin", "MODE1/2352"},
            {"c.bin", "mode2/2048"},
            {"d.bin", "MODE2/2324"},
            {"e.bin", "MODE2/2336"},
            {"b.bin", "MODE2/2352"},
            {"e.bin", "CDI/2336"},
            {"b.bin", "CDI/2352"}
        };
        for (int i = 0; i < rows.length; i++) {
            sheet.append(
                    String.format("FILE %s BINARY\nTRACK %02d %s\nINDEX 01 00:00:00\n", rows[i][0], i + 1, rows[i][1]));
        }
        try (DiscImage image = open(sheet.toString())) {
            assertThat(image.disc().tracks())
                    .extracting(Track::mode)
                    .containsExactly(
                            TrackMode.AUDIO,
                            TrackMode.AUDIO,
                            TrackMode.MODE1,
                            TrackMode.MODE1,
                            TrackMode.MODE2_XA,
                            TrackMode.MODE2_XA,
                            TrackMode.MODE2_XA,
                            TrackMode.MODE2_XA,
                            TrackMode.MODE2_XA,
                            TrackMode.MODE2_XA);
            assertThat(image.disc().leadOut().value()).isEqualTo(30);
            assertThat(image.disc().sectors().typeOf(15)).isEqualTo(SectorType.MODE_2_FORM_2);
            // The sub-channels of CD+G stand behind each sector.
            byte[] graphics = read(
                    image.disc(),
                    2,
                    1,
                    new SectorSelection(
                            false,
                            false,
                            false,
                            true,
                            false,
                            SectorSelection.USER_DATA.errorFlags(),
                            SubChannel.R_TO_W));
            assertThat(graphics).hasSize(2448).containsOnly(2);
        }
    }

    @Test
    void motorola_audio_isReadTheOtherWayRound() throws IOException {
        byte[] sector = new byte[2352];
        sector[0] = 1;
        sector[1] = 2;
        Files.write(folder.resolve("m.bin"), sector);
        try (DiscImage image = open("FILE m.bin MOTOROLA\nTRACK 01 AUDIO\nINDEX 01 00:00:00")) {
            assertThat(audio(image.disc(), 0, 1)).startsWith(2, 1);
        }
    }

    @Test
    void wave_lastSector_isFilledWithSilence() throws IOException {
        byte[] samples = filled(2352 + 100, 9);
        Files.write(folder.resolve("w.wav"), wave(samples, "data", samples.length));
        try (DiscImage image = open("FILE w.wav WAVE\nTRACK 01 AUDIO\nINDEX 01 00:00:00")) {
            assertThat(image.disc().leadOut().value()).isEqualTo(2);
            byte[] both = audio(image.disc(), 0, 2);
            assertThat(Arrays.copyOf(both, 2452)).containsOnly(9);
            assertThat(Arrays.copyOfRange(both, 2452, 4704)).containsOnly(0);
        }
    }

    @Test
    void flagsCatalogIsrcAndTexts_areOnTheDisc() throws IOException {
        sectors("a.bin", 2352, 3);
        try (DiscImage image = open("""
                REM GENRE Rock
                CATALOG 0012101954130
                TITLE "Night Cats II"
                PERFORMER United Cat Orchestra
                FILE "a.bin" BINARY
                  TRACK 01 AUDIO
                    TITLE "The "Song" of Joy"
                    FLAGS DCP PRE 4CH SCMS
                    ISRC us-s1z-99-00001
                    INDEX 01 00:00:00
                  TRACK 02 AUDIO
                    FLAGS
                    INDEX 01 00:00:01
                """)) {
            Disc disc = image.disc();
            assertThat(disc.mediaCatalogNumber()).contains("0012101954130");
            Track track = disc.tracks().get(0);
            assertThat(track.flags())
                    .containsExactlyInAnyOrder(
                            TrackFlag.DIGITAL_COPY_PERMITTED, TrackFlag.PRE_EMPHASIS, TrackFlag.FOUR_CHANNELS);
            assertThat(track.control()).isEqualTo(0b1011);
            assertThat(track.isrc()).contains("USS1Z9900001");
            assertThat(disc.tracks().get(1).control()).isZero();
            byte[] packs = new byte[disc.cdText().remaining()];
            disc.cdText().get(packs);
            assertThat(HexFormat.of().formatHex(packs, 0, 18)).isEqualTo("800000004e6967687420436174732049383a");
            assertThat(new String(packs, StandardCharsets.ISO_8859_1))
                    .contains("I\0The \"Song\"", " of Joy\0")
                    .contains("United Cat O");
        }
    }

    @Test
    void cdTextFile_anyOfItsForms_givesItsPacks() throws IOException {
        sectors("a.bin", 2352, 1);
        byte[] packs = filled(36, 0x41);
        String sheet = "CDTEXTFILE \"a.cdt\"\nTITLE x\nFILE a.bin BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00";
        byte[] withHeader =
                ByteBuffer.allocate(40).putInt(0x00260000).put(packs).array();
        for (byte[] form : List.of(packs, Arrays.copyOf(packs, 37), withHeader)) {
            Files.write(folder.resolve("a.cdt"), form);
            try (DiscImage image = open(sheet)) {
                byte[] read = new byte[image.disc().cdText().remaining()];
                image.disc().cdText().get(read);
                assertThat(read).isEqualTo(packs);
            }
        }
        Files.write(folder.resolve("a.cdt"), new byte[35]);
        assertFault(sheet, "line 1: 'a.cdt': a file of 35 bytes is not made of packs of 18");
    }

    @Test
    void sessions_ofRemarks_haveLeadOutsAndLeadInsBetween() throws IOException {
        sectors("1.bin", 2352, 10);
        sectors("2.bin", 2048, 20);
        sectors("3.bin", 2048, 30);
        try (DiscImage image = open("""
                REM SESSION 01
                FILE "1.bin" BINARY
                  TRACK 01 AUDIO
                    INDEX 01 00:00:00
                REM SESSION 02
                FILE "2.bin" BINARY
                  TRACK 02 MODE1/2048
                    INDEX 01 00:00:00
                REM SESSION 03
                FILE "3.bin" BINARY
                  TRACK 03 MODE1/2048
                    PREGAP 00:02:00
                    INDEX 01 00:00:00
                """)) {
            List<Session> sessions = image.disc().sessions();
            assertThat(sessions).extracting(it -> it.leadOut().value()).containsExactly(10L, 11430L, 18360L);
            assertThat(image.disc().tracks())
                    .extracting(it -> it.pregap().value())
                    .containsExactly(0L, 11260L, 18180L);
            assertThat(image.disc().tracks())
                    .extracting(it -> it.start().value())
                    .containsExactly(0L, 11410L, 18330L);
            assertThat(ByteSources.read(image.disc().userData(), 18_359L * 2048, 2048))
                    .containsOnly(29);
        }
    }

    @Test
    void companions_otherCaseAndFolders_areFoundInsideOnly() throws IOException {
        Files.createDirectory(folder.resolve("Tracks"));
        sectors("Tracks/One.BIN", 2048, 1);
        Path sheet = Files.writeString(
                folder.resolve("s.cue"),
                "FILE \"tracks\\one.bin\" BINARY\n"
                        + "FILE gone.bin BINARY\nFILE \"../x\" BINARY\nCDTEXTFILE s.cue\nnonsense");
        assertThat(DiscImages.companions(sheet).complete()).isFalse();
        assertThat(DiscImages.companions(sheet).files())
                .containsExactly(
                        folder.toRealPath().resolve("Tracks/One.BIN"),
                        folder.toRealPath().resolve("s.cue"));
        try (DiscImage image = open("FILE \".\\tracks/one.bin\" BINARY\nTRACK 1 MODE1/2048\nINDEX 1 0:0:0")) {
            assertThat(image.disc().leadOut().value()).isEqualTo(1);
        }
        sectors("Tracks/ONE.bin", 2048, 1);
        assertFault(
                "FILE \"tracks/one.bin\" BINARY\nTRACK 1 MODE1/2048\nINDEX 1 0:0:0",
                "line 1: several files are called 'tracks/one.bin' but for the case of letters");
    }

    @Test
    void files_outsideOfTheFolder_areRefused() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        sectors("secret.bin", 2048, 1);
        Files.createSymbolicLink(inner.resolve("link.bin"), folder.resolve("secret.bin"));
        Files.createSymbolicLink(inner.resolve("up"), folder);
        for (String name : List.of(
                "../secret.bin",
                "x/../../secret.bin",
                "/etc/passwd",
                "\\\\server\\share\\x.bin",
                "C:\\x.bin",
                "c:x.bin",
                "link.bin",
                "up/secret.bin")) {
            Path sheet = Files.writeString(
                    inner.resolve("s.cue"), "FILE \"" + name + "\" BINARY\nTRACK 01 MODE1/2048\nINDEX 01 00:00:00");
            assertThatThrownBy(() -> DiscImages.open(sheet))
                    .isInstanceOf(ImageFormatException.class)
                    .hasMessageStartingWith("line 1: '" + name + "'")
                    .hasMessageMatching("(?s).*(absolute path|leads out of the folder|symbolic link out of).*");
            assertThat(DiscImages.companions(sheet).files()).isEmpty();
        }
    }

    @Test
    void text_anyEncodingAndLineEnds_isRead() throws IOException {
        sectors("Grün.bin", 2048, 1);
        String sheet = "FILE \"Grün.bin\" BINARY\r\n\ttrack 01 mode1/2048\r\n  Index 01 00:00:00\r\n";
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1)) {
            Files.write(folder.resolve("s.cue"), sheet.getBytes(charset));
            DiscImages.open(folder.resolve("s.cue")).close();
        }
        Files.write(folder.resolve("s.cue"), ("\uFEFF" + sheet).getBytes(StandardCharsets.UTF_8));
        DiscImages.open(folder.resolve("s.cue")).close();
        Files.write(folder.resolve("mac"), sheet.replace("\r\n", "\r").getBytes(StandardCharsets.UTF_8));
        try (DiscImage image = DiscImages.open(folder.resolve("mac"))) {
            assertThat(image.format()).isEqualTo("CUE");
        }
    }

    @Test
    void file_withoutSheetsText_isSectors() throws IOException {
        sectors("x.iso", 2048, 2);
        try (DiscImage image = DiscImages.open(folder.resolve("x.iso"))) {
            assertThat(image.format()).isEqualTo("ISO");
            assertThat(image.disc().userData()).isSameAs(image.files().get(0));
        }
        assertThat(DiscImages.companions(folder.resolve("x.iso")).files()).isEmpty();
        Files.write(folder.resolve("empty.iso"), new byte[0]);
        assertThatThrownBy(() -> DiscImages.open(folder.resolve("empty.iso"))).hasMessage("the file is empty");
        assertThatThrownBy(() -> DiscImages.open(folder)).isInstanceOf(IOException.class);
    }

    @Test
    void iso_withFoldersOfVideo_isADvdOrBdHoweverShort() throws IOException {
        for (MediumType medium : MediumType.values()) {
            String name = medium == MediumType.CD ? "DATA" : medium == MediumType.DVD ? "VIDEO_TS" : "BDMV";
            Files.write(folder.resolve("v.iso"), isoWithFolder(name));
            try (DiscImage image = DiscImages.open(folder.resolve("v.iso"))) {
                assertThat(image.disc().medium()).isEqualTo(medium);
            }
        }
    }

    /** A volume whose root at sector 18 has one directory. */
    private static byte[] isoWithFolder(String name) {
        ByteBuffer iso = ByteBuffer.allocate(20 * 2048);
        iso.put(16 * 2048, "\1CD001\1".getBytes(StandardCharsets.ISO_8859_1));
        bothEndian(iso, 16 * 2048 + 80, 20);
        iso.putShort(16 * 2048 + 128, (short) 0x0008).putShort(16 * 2048 + 130, (short) 0x0800);
        record(iso, 16 * 2048 + 156, 18, "\0");
        iso.put(17 * 2048, "\377CD001\1".getBytes(StandardCharsets.ISO_8859_1));
        record(iso, 18 * 2048, 18, "\0");
        record(iso, 18 * 2048 + 34, 18, "\1");
        record(iso, 18 * 2048 + 68, 19, name);
        return iso.array();
    }

    private static void record(ByteBuffer iso, int at, int sector, String name) {
        int length = 33 + name.length() + (name.length() % 2 == 0 ? 1 : 0);
        iso.put(at, (byte) length);
        bothEndian(iso, at + 2, sector);
        bothEndian(iso, at + 10, 2048);
        iso.put(at + 25, (byte) 2).put(at + 28, (byte) 1).put(at + 31, (byte) 1);
        iso.put(at + 32, (byte) name.length());
        iso.put(at + 33, name.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void bothEndian(ByteBuffer iso, int at, int value) {
        iso.putInt(at, Integer.reverseBytes(value)).putInt(at + 4, value);
    }

    @Test
    void files_ofARefusedSheet_areClosed() throws IOException {
        sectors("a.bin", 2048, 1);
        Path sheet = Files.writeString(folder.resolve("s.cue"), "FILE a.bin BINARY\nTRACK 1 MODE1/2048\nINDEX 1 0:0:1");
        long before = openFiles();
        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> DiscImages.open(sheet)).isInstanceOf(ImageFormatException.class);
        }
        assertThat(openFiles()).isLessThan(before + 50);
    }

    private static long openFiles() throws IOException {
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }

    @Test
    void faults_areToldWithTheirLine() throws IOException {
        sectors("a.bin", 2352, 3);
        Files.write(folder.resolve("odd.bin"), new byte[2352 * 2 + 1]);
        String good = "FILE a.bin BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n";
        assertFault("", "the sheet has no TRACK");
        assertFault("REM\n\nFILES a.bin BINARY", "line 3: 'FILES' is no command of a CUE sheet");
        assertFault("CATALOG", "line 1: CATALOG '' is not of 13 digits");
        assertFault("CATALOG 123456789b123", "line 1: CATALOG '123456789b123' is not of 13 digits");
        assertFault("FILE a.bin", "line 1: FILE names no type that is known: write BINARY, MOTOROLA or WAVE");
        assertFault("FILE a.flac FLAC", "line 1: FLAC files are not read: convert it to WAVE");
        assertFault("FILE \"\" BINARY", "line 1: FILE names no file");
        assertFault("TRACK 01 AUDIO", "line 1: TRACK comes before any FILE");
        assertFault("FILE a.bin BINARY\nTRACK 01", "line 2: TRACK has a number and a type: write TRACK 01 MODE1/2352");
        assertFault("FILE a.bin BINARY\nTRACK 100 AUDIO", "line 2: '100' is no number from 0 to 99");
        assertFault("FILE a.bin BINARY\nTRACK 0 AUDIO", "line 2: track 0");
        assertFault("FILE a.bin BINARY\nTRACK 01 MODE3_FORM1", "line 2: 'MODE3_FORM1' is no type of a track");
        assertFault("FILE a.bin BINARY\nTRACK 01 AUDIO", "line 2: track 1 has no INDEX 01");
        assertFault("FILE a.bin BINARY\nTRACK 01 AUDIO\nINDEX 00 00:00:00", "line 2: track 1 has no INDEX 01");
        assertFault("INDEX 01 00:00:00", "line 1: INDEX comes before any TRACK");
        assertFault("PREGAP 00:00:00", "line 1: PREGAP comes before any TRACK");
        assertFault("FLAGS DCP", "line 1: FLAGS comes before any TRACK");
        assertFault(good + "FLAGS DCB", "line 4: 'DCB' is no flag of a track");
        assertFault(good + "ISRC 12", "line 4: ISRC '12' is not of five letters or digits and seven digits");
        assertFault(good + "PREGAP 00:02:00", "line 4: PREGAP comes before INDEX");
        assertFault(good + "TRACK 03 AUDIO\nINDEX 01 00:00:01", "line 4: track 3 behind track 1");
        assertFault(good + "INDEX 03 00:00:01", "line 4: INDEX 3 does not follow: the first is 00 or 01");
        assertFault(good + "INDEX 02 00:00:75", "line 4: '00:00:75' has 75 frames: a second has 75");
        assertFault(good + "INDEX 02 00:90:00", "line 4: '00:90:00' is no position: write minutes:seconds:frames");
        assertFault(good + "INDEX 02 xx:yy:0", "line 4: 'xx:yy:0' is no position: write minutes:seconds:frames");
        assertFault(good + "INDEX 02", "line 4: INDEX has a number and a position: write INDEX 01 00:00:00");
        assertFault(
                good + "INDEX 02 00:00:03", "line 4: INDEX lies at byte 7056 of the file, which has only 7056 bytes");
        assertFault(
                good + "INDEX 02 00:00:02\nINDEX 03 00:00:01",
                "line 5: this INDEX lies before the one that it follows");
        assertFault(
                good + "TRACK 02 AUDIO\nINDEX 01 00:00:02\nTRACK 03 AUDIO\nINDEX 01 00:00:02",
                "line 4: track 2 has no sectors");
        assertFault(good + "REM SESSION 03", "line 4: session 3 does not follow session 1 and its tracks");
        assertFault("REM SESSION 02", "line 1: session 2 does not follow session 1 and its tracks");
        assertFault("FILE a.bin BINARY\n" + good, "line 1: no INDEX lies in this file");
        assertFault(
                "FILE odd.bin BINARY\nTRACK 01 MODE1/2352\nINDEX 01 00:00:00",
                "line 3: from here to its end the file has 4705 bytes: that is no whole number of sectors of 2352");
        assertFault(
                "FILE none.bin BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00",
                "line 1: the file 'none.bin' is not in the folder of the sheet");
        assertFault("FILE a.bin WAVE\nTRACK 01 AUDIO\nINDEX 01 00:00:00", "line 1: 'a.bin': it is no WAVE file");
        assertFault(
                "\u0007\u202E" + "x".repeat(99), "line 1: '??" + "X".repeat(78) + "...' is no command of a CUE sheet");
    }

    @Test
    void sheet_ofMoreThan1MiB_isRefused() throws IOException {
        Path sheet = Files.writeString(folder.resolve("s.cue"), "REM\n".repeat(262_145));
        assertThatThrownBy(() -> DiscImages.open(sheet)).hasMessage("a CUE sheet of more than 1 MiB is none");
    }

    private void assertFault(String sheet, String message) throws IOException {
        Path path = Files.writeString(folder.resolve("s.cue"), sheet);
        assertThatThrownBy(() -> DiscImages.open(path))
                .isInstanceOf(ImageFormatException.class)
                .hasMessage(message);
    }

    private DiscImage open(String sheet) throws IOException {
        return DiscImages.open(Files.writeString(folder.resolve("sheet.cue"), sheet));
    }

    /** A file whose sectors are filled with their numbers. */
    private void sectors(String name, int sectorBytes, int count) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            bytes.write(filled(sectorBytes, i));
        }
        Files.write(folder.resolve(name), bytes.toByteArray());
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    static byte[] wave(byte[] samples, String dataName, long toldBytes) {
        ByteBuffer out = ByteBuffer.allocate(44 + samples.length).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + samples.length);
        out.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        out.putShort((short) 1).putShort((short) 2).putInt(44_100).putInt(176_400);
        out.putShort((short) 4).putShort((short) 16);
        out.put(dataName.getBytes(StandardCharsets.US_ASCII))
                .putInt((int) toldBytes)
                .put(samples);
        return out.array();
    }

    private static byte[] audio(Disc disc, long lba, int count) throws IOException {
        return read(disc, lba, count, SectorSelection.USER_DATA);
    }

    private static byte[] read(Disc disc, long lba, int count, SectorSelection selection) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(count * 2448);
        disc.sectors().read(lba, count, selection, out);
        return Arrays.copyOf(out.array(), out.position());
    }
}
