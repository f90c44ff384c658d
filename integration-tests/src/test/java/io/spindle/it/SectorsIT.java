package io.spindle.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.DiscLayout;
import io.spindle.iso.disc.ErrorFlags;
import io.spindle.iso.disc.Extent;
import io.spindle.iso.disc.Lba;
import io.spindle.iso.disc.MediumType;
import io.spindle.iso.disc.SectorSelection;
import io.spindle.iso.disc.SectorType;
import io.spindle.iso.disc.Session;
import io.spindle.iso.disc.StoredForm;
import io.spindle.iso.disc.SubChannel;
import io.spindle.iso.disc.Track;
import io.spindle.iso.disc.TrackMode;
import io.spindle.iso.image.DiscImage;
import io.spindle.iso.image.DiscImages;
import io.spindle.it.harness.Command;
import io.spindle.it.harness.Images;
import io.spindle.it.harness.Needs;
import io.spindle.it.harness.Peer;
import io.spindle.it.harness.VideoCd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sectors against those of programs that mastered discs, emulators' tools and readers, byte for byte. */
final class SectorsIT {
    private static final int RAW_BYTES = 2352;
    private static final SectorSelection SUB_HEADER_AND_USER_DATA =
            new SectorSelection(false, false, true, true, false, ErrorFlags.NONE, SubChannel.NONE);

    @TempDir
    private Path folder;

    @Test
    @Needs(value = Peer.VCDIMAGER, toShow = "EDC and ECC of Mode 2 Form 1 and Form 2")
    void mode2_madeOfUserData_isWhatVcdimagerMakes() throws IOException {
        Files.write(folder.resolve("noise"), Images.noise(2048 * 300, 1));
        VideoCd video = VideoCd.in(folder, "--add-file=" + folder.resolve("noise") + ",NOISE.DAT");
        byte[] theirs = Files.readAllBytes(video.bin());
        Map<String, byte[]> firstDifference = new HashMap<>();
        int exact = 0;
        int compared = 0;
        try (DiscImage image = DiscImages.open(video.cue())) {
            for (int lba = 0; lba < theirs.length / RAW_BYTES; lba++) {
                byte[] sector = Arrays.copyOfRange(theirs, lba * RAW_BYTES, (lba + 1) * RAW_BYTES);
                byte[] ours = madeAgain(image.disc(), lba);
                byte[] difference = xor(sector, ours);
                String subHeader = HexFormat.of().formatHex(sector, 16, 24);
                if (subHeader.equals("0000080000000800") || subHeader.equals("0000200000002000")) {
                    assertSame(ours, sector);
                    exact++;
                }
                // The codes are linear: another sub-header changes those of every sector by the same bits.
                byte[] first = firstDifference.putIfAbsent(subHeader, difference);
                if (first != null) {
                    assertSame(first, difference);
                    compared++;
                }
            }
        }
        assertThat(exact).isGreaterThan(450);
        assertThat(compared).isGreaterThan(800);
    }

    /** The sector made of nothing but its user data, its address being that of sector 0. */
    private static byte[] madeAgain(Disc disc, long lba) throws IOException {
        SectorType type = disc.sectors().typeOf(lba);
        byte[] userData = read(disc, lba, 1, SectorSelection.USER_DATA);
        StoredForm form = type == SectorType.MODE_2_FORM_1 ? StoredForm.USER_DATA : StoredForm.FORM_2_USER_DATA;
        Disc again = disc(TrackMode.MODE2_XA, form, userData);
        byte[] sector = read(again, 0, 1, SectorSelection.RAW);
        System.arraycopy(read(disc, lba, 1, SectorSelection.RAW), 12, sector, 12, 3);
        return sector;
    }

    @Test
    @Needs(value = Peer.VCDIMAGER, toShow = "sync and headers of sectors of 2336 bytes")
    void sectorsOf2336_readRaw_areThoseOfVcdimager() throws IOException {
        VideoCd video = VideoCd.in(folder);
        byte[] theirs = Files.readAllBytes(video.bin());
        int count = theirs.length / RAW_BYTES;
        ByteBuffer cut = ByteBuffer.allocate(count * 2336);
        for (int i = 0; i < count; i++) {
            cut.put(theirs, i * RAW_BYTES + 16, 2336);
        }
        Files.write(folder.resolve("cut.bin"), cut.array());
        Path sheet = Files.writeString(
                folder.resolve("cut.cue"),
                Files.readString(video.cue())
                        .replace("MODE2/2352", "MODE2/2336")
                        .replace(video.bin().toString(), "cut.bin")
                        .replace(video.bin().getFileName().toString(), "cut.bin"));
        try (DiscImage image = DiscImages.open(sheet)) {
            assertSame(read(image.disc(), 0, count, SectorSelection.RAW), theirs);
        }
    }

    @Test
    @Needs(value = Peer.CHDMAN, toShow = "ECC of Mode 1")
    void mode1_madeOfUserData_isWhatMameMakes() throws IOException {
        int count = 400;
        byte[] ours = read(
                Disc.ofUserData(new MemoryByteSource(Images.noise(2048 * count, 2))), 0, count, SectorSelection.RAW);
        long sizeBytes = chd("good", ours);
        // Right parity is not stored but made again, by their code and not by ours.
        assertSame(ours, Files.readAllBytes(folder.resolve("good.again.bin")));
        byte[] wrong = ours.clone();
        for (int i = 0; i < count; i++) {
            wrong[i * RAW_BYTES + 2076 + i % 276] ^= 1;
        }
        assertThat(chd("wrong", wrong) - sizeBytes).isGreaterThan(count * 250L);
    }

    /** The size of the sectors in MAME's format, which leaves out the parity that it finds right. */
    private long chd(String name, byte[] sectors) throws IOException {
        Files.write(folder.resolve(name + ".bin"), sectors);
        Path sheet = sheet(name, "FILE \"" + name + ".bin\" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n");
        Path chd = folder.resolve(name + ".chd");
        Command.of("chdman", "createcd", "-i", sheet, "-o", chd, "-c", "cdzl").output();
        Path again = folder.resolve(name + ".again.bin");
        Command.of("chdman", "extractcd", "-i", chd, "-o", folder.resolve(name + ".again.cue"), "-ob", again)
                .output();
        return Files.size(chd);
    }

    @Test
    @Needs(value = Peer.BCHUNK, toShow = "user data and audio of a sheet of raw sectors")
    void mixedSheet_userDataAndAudio_areWhatBchunkTakesOut() throws IOException {
        byte[] blocks = Images.noise(2048 * 60, 3);
        byte[] audio = Images.noise(RAW_BYTES * 500, 4);
        byte[] raw = read(Disc.ofUserData(new MemoryByteSource(blocks)), 0, 60, SectorSelection.RAW);
        ByteBuffer both =
                ByteBuffer.allocate(raw.length + audio.length).put(raw).put(audio);
        Files.write(folder.resolve("both.bin"), both.array());
        Path sheet = sheet("both", """
                FILE "both.bin" BINARY
                  TRACK 01 MODE1/2352
                    INDEX 01 00:00:00
                  TRACK 02 AUDIO
                    INDEX 01 00:00:60
                  TRACK 03 AUDIO
                    INDEX 01 00:04:00
                """);
        Command.of("bchunk", folder.resolve("both.bin"), sheet, folder.resolve("out"))
                .output();
        try (DiscImage image = DiscImages.open(sheet)) {
            byte[] out = new byte[blocks.length];
            image.disc().userData().read(0, ByteBuffer.wrap(out));
            assertThat(Files.readAllBytes(folder.resolve("out01.iso")))
                    .isEqualTo(out)
                    .isEqualTo(blocks);
            assertSame(
                    read(image.disc(), 60, 240, SectorSelection.USER_DATA),
                    Files.readAllBytes(folder.resolve("out02.cdr")));
            assertSame(
                    read(image.disc(), 300, 260, SectorSelection.USER_DATA),
                    Files.readAllBytes(folder.resolve("out03.cdr")));
        }
    }

    @Test
    @Needs(
            value = {Peer.CD_READ, Peer.VCDIMAGER},
            toShow = "user data of Form 1 and Form 2")
    void videoCd_userData_isWhatLibcdioReads() throws IOException {
        VideoCd video = VideoCd.in(folder);
        try (DiscImage image = DiscImages.open(video.cue())) {
            long film = image.disc().tracks().get(1).start().value() + 30;
            assertThat(image.disc().sectors().typeOf(16)).isEqualTo(SectorType.MODE_2_FORM_1);
            assertThat(image.disc().sectors().typeOf(film)).isEqualTo(SectorType.MODE_2_FORM_2);
            assertSame(read(image.disc(), 16, 8, SectorSelection.USER_DATA), cdRead("m2f1", video, 16, 8));
            // Of Form 2 it reads as many bytes as there are of user data, but from the sub-header on.
            byte[] ours = read(image.disc(), film, 8, SUB_HEADER_AND_USER_DATA);
            byte[] theirs = cdRead("m2f2", video, film, 8);
            for (int i = 0; i < 8; i++) {
                assertSame(
                        Arrays.copyOfRange(ours, i * 2332, i * 2332 + 2324),
                        Arrays.copyOfRange(theirs, i * 2324, i * 2324 + 2324));
            }
        }
    }

    private byte[] cdRead(String mode, VideoCd video, long lba, int count) throws IOException {
        Path out = folder.resolve(mode);
        Command.of("cd-read", "-m", mode, "-c", video.cue(), "-s", lba, "-e", lba + count - 1, "-o", out)
                .output();
        return Files.readAllBytes(out);
    }

    @Test
    @Needs(value = Peer.SOX, toShow = "audio in WAVE and in both byte orders")
    void audioFiles_ofSox_areTheSameSamples() throws IOException {
        Path wave = folder.resolve("a.wav");
        Command.of("sox", "-n", "-r", 44_100, "-c", 2, "-b", 16, wave, "synth", "1.5", "sine", "440", "sine", "555")
                .output();
        for (String order : List.of("-L", "-B")) {
            Command.of("sox", wave, "-t", "raw", order, "-e", "signed-integer", folder.resolve("a" + order))
                    .output();
        }
        // A program that writes to a pipe cannot go back and tell the length.
        Command.of(
                        "sh",
                        "-c",
                        "cat " + folder.resolve("a-L")
                                + " | sox -t raw -r 44100 -c 2 -b 16 -e signed-integer -L - -t wav - | cat > "
                                + folder.resolve("piped.wav"))
                .output();
        byte[] samples = Files.readAllBytes(folder.resolve("a-L"));
        assertThat(samples).hasSize(264_600);
        byte[] sectors = Arrays.copyOf(samples, 113 * RAW_BYTES);
        for (String file : List.of("\"a.wav\" WAVE", "\"piped.wav\" WAVE", "\"a-L\" BINARY", "\"a-B\" MOTOROLA")) {
            Path sheet = sheet("audio", "FILE " + file + "\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n");
            try (DiscImage image = DiscImages.open(sheet)) {
                assertThat(image.disc().leadOut().value()).isEqualTo(113);
                assertSame(read(image.disc(), 0, 113, SectorSelection.RAW), sectors);
            }
        }
    }

    @Test
    @Needs(value = Peer.CDRSKIN, toShow = "CD-TEXT")
    void cdText_ofASheet_isReadByLibburn() throws IOException {
        Files.write(folder.resolve("a.bin"), new byte[RAW_BYTES * 600]);
        Path sheet = sheet("text", """
                TITLE "Night Cats II, with a title that takes several packs"
                PERFORMER "United Cat Orchestra"
                FILE "a.bin" BINARY
                  TRACK 01 AUDIO
                    TITLE "Song of Joy"
                    PERFORMER "Felix and The Purrs"
                    SONGWRITER "Friedrich Schiller"
                    INDEX 01 00:00:00
                  TRACK 02 AUDIO
                    PERFORMER "Catwalk Beauties"
                    INDEX 01 00:04:00
                """);
        Path packs = folder.resolve("packs");
        try (DiscImage image = DiscImages.open(sheet)) {
            byte[] bytes = new byte[image.disc().cdText().remaining()];
            image.disc().cdText().get(bytes);
            Files.write(packs, bytes);
        }
        assertThat(Command.of("cdrskin", "textfile_to_v07t=" + packs).output().lines())
                .contains(
                        "Text Code           = 8859",
                        "Language Code       = English",
                        "Album Title         = Night Cats II, with a title that takes several packs",
                        "Artist Name         = United Cat Orchestra",
                        "First Track Number  = 1",
                        "Last Track Number   = 2",
                        "Track 01 Title      = Song of Joy",
                        "Track 01 Artist     = Felix and The Purrs",
                        "Track 01 Songwriter = Friedrich Schiller",
                        "Track 02 Title      = ",
                        "Track 02 Artist     = Catwalk Beauties");
    }

    /** Tells where many bytes differ instead of showing them all. */
    private static void assertSame(byte[] ours, byte[] theirs) {
        assertThat(ours.length).isEqualTo(theirs.length);
        assertThat(Arrays.mismatch(ours, theirs)).as("first byte that differs").isEqualTo(-1);
    }

    private Path sheet(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name + ".cue"), text);
    }

    private static Disc disc(TrackMode mode, StoredForm form, byte[] stored) {
        Session session = new Session(1, List.of(Track.plain(1, mode, new Lba(0), 1)), new Lba(1));
        return new DiscLayout(MediumType.CD, List.of(session), Optional.empty(), ByteBuffer.allocate(0))
                .over(List.of(Extent.stored(0, 1, mode, form, new MemoryByteSource(stored))));
    }

    private static byte[] read(Disc disc, long lba, int count, SectorSelection selection) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(count * RAW_BYTES);
        disc.sectors().read(lba, count, selection, out);
        return Arrays.copyOf(out.array(), out.position());
    }

    private static byte[] xor(byte[] one, byte[] other) {
        byte[] difference = new byte[one.length];
        for (int i = 0; i < one.length; i++) {
            difference[i] = (byte) (one[i] ^ other[i]);
        }
        return difference;
    }
}
