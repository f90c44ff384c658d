package io.spindle.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.ErrorFlags;
import io.spindle.iso.disc.SectorSelection;
import io.spindle.iso.disc.SubChannel;
import io.spindle.iso.disc.Track;
import io.spindle.iso.image.DiscImage;
import io.spindle.iso.image.DiscImages;
import io.spindle.it.harness.Command;
import io.spindle.it.harness.Images;
import io.spindle.it.harness.MixedDisc;
import io.spindle.it.harness.Needs;
import io.spindle.it.harness.Peer;
import io.spindle.it.harness.SpindleProcess;
import io.spindle.it.harness.VideoCd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of every uncompressed format against the programs that write or read them, byte for byte. */
final class ImageFormatsIT {
    private static final int RAW_BYTES = 2352;
    private static final Pattern CD_INFO_TRACK = Pattern.compile("(?m)^ *(\\d+): \\d\\d:\\d\\d:\\d\\d +(\\d+) \\w+");
    private static final Pattern CDRDAO_TRACK = Pattern.compile(
            "TRACK +(\\d+)[\\s\\S]*?START +\\S+\\( *(\\d+)\\)\\s+(?:INDEX.*\\s+)*END\\d* +\\S+\\( *(\\d+)\\)");

    @TempDir
    private Path folder;

    private byte[] blocks;
    private MixedDisc mixed;

    @BeforeEach
    void makeDisc() throws IOException {
        blocks = Images.noise(2048 * 320, 1);
        // Programs look for a volume descriptor, or take the data for something else.
        System.arraycopy("\1CD001\1".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1), 0, blocks, 16 * 2048, 7);
        mixed = mixed(blocks);
    }

    private static MixedDisc mixed(byte[] blocks) throws IOException {
        return new MixedDisc(
                raw(blocks, SectorSelection.RAW), Images.noise(RAW_BYTES * 150, 2), Images.noise(RAW_BYTES * 310, 3));
    }

    @Test
    @Needs(
            value = {Peer.VCDIMAGER, Peer.CDRDAO, Peer.CD_INFO},
            toShow = "the same disc as BIN/CUE, TOC and NRG")
    void videoCd_ofVcdimager_isTheSameDiscInEveryFormat() throws IOException {
        VideoCd.xml(folder.resolve("film.xml"), folder);
        Path cue = folder.resolve("video.cue");
        Path bin = folder.resolve("video.bin");
        vcdxbuild("-c", cue, "-b", bin);
        vcdxbuild("-i", "cdrdao", "--cdrdao-file=" + folder.resolve("video"));
        vcdxbuild("-i", "nrg", "--nrg-file=" + folder.resolve("video.nrg"));
        beside(cue);
        beside(folder.resolve("video.toc"));
        byte[] theirs = Files.readAllBytes(bin);
        int count = theirs.length / RAW_BYTES;
        List<String> starts = starts(cue);
        assertThat(starts).hasSize(3);
        assertThat(starts(folder.resolve("video.toc")))
                .isEqualTo(starts)
                .isEqualTo(cdrdao(folder.resolve("video.toc")));
        assertThat(starts(folder.resolve("video.nrg")))
                .isEqualTo(starts)
                .isEqualTo(cdInfo("--nrg-file=", folder.resolve("video.nrg")));
        try (DiscImage image = DiscImages.open(folder.resolve("video.toc"))) {
            assertThat(image.format()).isEqualTo("TOC");
            assertSame(read(image.disc(), 0, count), theirs);
        }
        try (DiscImage image = DiscImages.open(folder.resolve("video.nrg"))) {
            assertThat(image.format()).isEqualTo("NRG");
            // What it stores of sectors has no header; pre-gaps are not stored.
            for (Track track : image.disc().tracks()) {
                int start = (int) track.start().value();
                int length = (int) track.lengthSectors();
                byte[] ours = read(image.disc(), start, length);
                assertSame(ours, Arrays.copyOfRange(theirs, start * RAW_BYTES, (start + length) * RAW_BYTES));
            }
        }
    }

    private void vcdxbuild(Object... options) {
        Command.of("vcdxbuild", "-q", "-T", "1978-07-14 00:00:00")
                .append(options)
                .append(folder.resolve("film.xml"))
                .output();
    }

    /** Sheets name files as they were named to the program; those beside them are meant. */
    private void beside(Path sheet) throws IOException {
        Files.writeString(sheet, Files.readString(sheet).replace(folder + "/", ""));
    }

    @Test
    @Needs(
            value = {Peer.CDRDAO, Peer.CD_INFO, Peer.CHDMAN},
            toShow = "tracks of TOCs and their bytes")
    void toc_ofFilesAndGaps_isWhatCdrdaoAndChdmanRead() throws IOException {
        Files.write(folder.resolve("data.bin"), mixed.raw());
        Files.write(folder.resolve("song.bin"), mixed.audio());
        Path toc = Files.writeString(folder.resolve("mixed.toc"), """
                CD_ROM
                // data
                TRACK MODE1_RAW
                DATAFILE "data.bin" 00:04:20
                // audio
                TRACK AUDIO
                COPY
                SILENCE 00:02:00
                START
                FILE "song.bin" 0 00:04:10
                INDEX 00:01:00
                """);
        assertThat(starts(toc)).isEqualTo(List.of("1 0", "2 470", "170 780")).isEqualTo(cdrdao(toc));
        // It takes positions within a file for addresses.
        Path one = Files.writeString(folder.resolve("one.toc"), """
                CD_DA
                TRACK AUDIO
                FILE "song.bin" 0 00:02:00
                TRACK AUDIO
                FILE "song.bin" 00:02:00 00:02:10
                """);
        assertThat(starts(one)).isEqualTo(List.of("1 0", "2 150", "170 310")).isEqualTo(cdInfo("--toc-file=", one));
        byte[] theirs = extracted(toc);
        try (DiscImage image = DiscImages.open(toc)) {
            byte[] ours = read(image.disc(), 0, 780);
            // What it puts out leaves out the pre-gap.
            byte[] without = ByteBuffer.allocate(630 * RAW_BYTES)
                    .put(ours, 0, 320 * RAW_BYTES)
                    .put(ours, 470 * RAW_BYTES, 310 * RAW_BYTES)
                    .array();
            assertSame(without, theirs);
        }
    }

    @Test
    @Needs(
            value = {Peer.CDRDAO, Peer.SOX},
            toShow = "samples of pieces of files, in both byte orders")
    void tocOfSamples_isWhatCdrdaoShows() throws IOException {
        Path wave = folder.resolve("a.wav");
        Command.of("sox", "-n", "-r", 44_100, "-c", 2, "-b", 16, wave, "synth", "5", "sine", "440", "sine", "555")
                .output();
        Command.of("sox", wave, "-t", "raw", "-B", folder.resolve("b.raw")).output();
        Path toc = Files.writeString(folder.resolve("pieces.toc"), """
                CD_DA
                TRACK AUDIO
                SILENCE 100
                FILE "a.wav" 1000 88200
                FILE "b.raw" 5 13
                AUDIOFILE "b.raw" SWAP 00:01:00 00:01:33
                FILE "b.raw" 777 176400
                """);
        String shown = inFolder("cdrdao", "show-data", toc);
        ByteBuffer theirs = ByteBuffer.allocate(1 << 22).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        Pattern.compile("(?m)^ *\\d+: *(-?\\d+) +(-?\\d+)")
                .matcher(shown)
                .results()
                .forEach(sample ->
                        theirs.putShort(Short.parseShort(sample.group(1))).putShort(Short.parseShort(sample.group(2))));
        try (DiscImage image = DiscImages.open(toc)) {
            int count = (int) image.disc().leadOut().value();
            assertThat(count).isEqualTo(559);
            byte[] ours = read(image.disc(), 0, count);
            assertThat(theirs.position()).isGreaterThan(1_300_000);
            assertSame(Arrays.copyOf(ours, theirs.position()), Arrays.copyOf(theirs.array(), theirs.position()));
        }
    }

    @Test
    @Needs(
            value = {Peer.CHDMAN, Peer.CD_INFO},
            toShow = "tracks of NRG and their bytes")
    void nrgOfVersion2_isWhatChdmanAndLibcdioRead() throws IOException {
        Path nrg = mixed.nero(folder.resolve("mixed.nrg"), blocks, 150);
        assertThat(starts(nrg)).isEqualTo(List.of("1 0", "2 470", "170 780")).isEqualTo(cdInfo("--nrg-file=", nrg));
        assertDisc(nrg, true);
        // Of several pre-gaps that are stored it forgets those before.
        Path without = mixed.nero(folder.resolve("without.nrg"), blocks, 0);
        assertDisc(without, true);
        byte[] theirs = extracted(without);
        byte[] tracks = ByteBuffer.allocate(blocks.length + mixed.audio().length)
                .put(blocks)
                .put(mixed.audio())
                .array();
        assertSame(tracks, theirs);
    }

    @Test
    @Needs(
            value = {Peer.NRG2ISO, Peer.GENISOIMAGE},
            toShow = "data of NRG")
    void nrgOfBlocks_isWhatNrg2isoTakesOut() throws IOException {
        byte[] iso = iso();
        int end = 150 * 2048 + iso.length;
        ByteBuffer out = ByteBuffer.allocate(end + 400).position(150 * 2048).put(iso);
        out.putInt(0x43554553).putInt(32); // CUES, of minutes, seconds and frames
        out.putInt(0x41000000)
                .putInt(0)
                .putInt(0x41010000)
                .putInt(0)
                .putInt(0x41010100)
                .putInt(0x200);
        out.putInt(0x41AA0100).putInt(0x00001000);
        out.putInt(0x44414F49)
                .putInt(52)
                .putInt(52)
                .put(new byte[16])
                .put((byte) 1)
                .put((byte) 1); // DAOI
        out.put(new byte[12]).putShort((short) 2048).putShort((short) 0).putShort((short) 1);
        out.putInt(0).putInt(150 * 2048).putInt(end);
        out.putInt(0x454E4421).putInt(0).putInt(0x4E45524F).putInt(end); // END!, NERO
        Path nrg = Files.write(folder.resolve("old.nrg"), Arrays.copyOf(out.array(), out.position()));
        Command.of("nrg2iso", nrg, folder.resolve("theirs.iso")).output();
        try (DiscImage image = DiscImages.open(nrg)) {
            int length = (int) image.disc().userData().lengthBytes();
            byte[] ours = new byte[length];
            image.disc().userData().read(0, ByteBuffer.wrap(ours));
            assertSame(ours, iso);
            byte[] theirs = Files.readAllBytes(folder.resolve("theirs.iso"));
            assertSame(ours, Arrays.copyOf(theirs, length));
        }
    }

    @Test
    @Needs(value = Peer.CCD2ISO, toShow = "data of CloneCD")
    void cloneCd_isWhatCcd2isoTakesOut_withItsSubChannels() throws IOException {
        byte[] interleaved = raw(Images.noise(2048 * 780, 4), raw(SubChannel.RAW));
        byte[] linear = new byte[780 * 96];
        for (int sector = 0; sector < 780; sector++) {
            for (int bit = 0; bit < 96; bit++) {
                for (int channel = 0; channel < 8; channel++) {
                    int value = interleaved[sector * 2448 + RAW_BYTES + bit] >> 7 - channel & 1;
                    linear[sector * 96 + channel * 12 + bit / 8] |= (byte) (value << 7 - bit % 8);
                }
            }
        }
        Path ccd = mixed.cloneCd(folder, "mixed", linear);
        assertThat(starts(ccd)).isEqualTo(List.of("1 0", "2 470", "170 780"));
        assertDisc(ccd, true);
        try (DiscImage image = DiscImages.open(ccd)) {
            byte[] ours = new byte[780 * 2448];
            image.disc().sectors().read(0, 780, raw(SubChannel.RAW), ByteBuffer.wrap(ours));
            for (int sector = 0; sector < 780; sector++) {
                int at = sector * 2448 + RAW_BYTES;
                assertThat(Arrays.mismatch(ours, at, at + 96, interleaved, at, at + 96))
                        .isEqualTo(-1);
            }
        }
        // It takes nothing but data.
        Files.write(folder.resolve("data.img"), mixed.raw());
        Command.of("ccd2iso", folder.resolve("data.img"), folder.resolve("theirs.iso"))
                .output();
        assertSame(Files.readAllBytes(folder.resolve("theirs.iso")), blocks);
    }

    @Test
    @Needs(value = Peer.MDF2ISO, toShow = "data of Alcohol 120%, with and without sub-channels")
    void alcohol_isWhatMdf2isoTakesOut() throws IOException {
        Path mds = mixed.alcohol(folder, "mixed");
        assertThat(starts(mds)).isEqualTo(List.of("1 0", "2 470", "170 780"));
        assertDisc(mds, false);
        for (SubChannel subChannel : List.of(SubChannel.NONE, SubChannel.RAW)) {
            Path mdf = Files.write(folder.resolve("alone.mdf"), raw(blocks, raw(subChannel)));
            Command.of("mdf2iso", mdf, folder.resolve("theirs.iso")).output();
            assertThat(Arrays.equals(Files.readAllBytes(folder.resolve("theirs.iso")), blocks))
                    .isTrue();
            try (DiscImage image = DiscImages.open(mdf)) {
                assertThat(image.format()).isEqualTo("raw sectors");
                byte[] ours = new byte[blocks.length];
                image.disc().userData().read(0, ByteBuffer.wrap(ours));
                assertSame(ours, blocks);
            }
        }
    }

    @Test
    @Needs(
            value = {Peer.IAT, Peer.GENISOIMAGE},
            toShow = "raw sectors without a sheet")
    void rawSectors_areWhatIatTakesOut() throws IOException {
        byte[] iso = iso();
        for (SubChannel subChannel : List.of(SubChannel.NONE, SubChannel.RAW)) {
            Path bin = Files.write(folder.resolve("alone.bin"), raw(iso, raw(subChannel)));
            Command.of("iat", bin, folder.resolve("theirs.iso")).output();
            try (DiscImage image = DiscImages.open(bin)) {
                byte[] ours = new byte[iso.length];
                image.disc().userData().read(0, ByteBuffer.wrap(ours));
                assertSame(ours, Files.readAllBytes(folder.resolve("theirs.iso")));
            }
        }
    }

    @Test
    @Needs(
            value = {Peer.NBDCOPY, Peer.GENISOIMAGE},
            toShow = "data tracks of images of every format, as block devices")
    void dataTracks_copiedByNbd_areTheImageThatTheyWereMadeOf() throws IOException {
        byte[] iso = iso();
        mixed = mixed(iso);
        Path discs = Files.createDirectory(folder.resolve("discs"));
        mixed.cloneCd(discs, "clone", new byte[(iso.length / 2048 + 460) * 96]);
        mixed.alcohol(discs, "alcohol");
        mixed.nero(discs.resolve("nero.nrg"), iso, 150);
        Files.write(discs.resolve("alone.bin"), mixed.raw());
        Files.write(discs.resolve("song.bin"), mixed.audio());
        Files.write(discs.resolve("data.bin"), mixed.raw());
        Files.writeString(discs.resolve("toc.toc"), "CD_ROM TRACK MODE1_RAW DATAFILE \"DATA.BIN\"");
        try (var files = Files.list(discs)) {
            for (Path file : files.toList()) {
                Images.rested(file);
            }
        }
        Path plain = Files.write(folder.resolve("plain.iso"), iso);
        try (SpindleProcess spindle = SpindleProcess.serve(discs)) {
            assertThat(spindle.discs())
                    .extracting(SpindleProcess.ServedDisc::name)
                    .containsExactly("alcohol.mds", "alone.bin", "clone.ccd", "nero.nrg", "song.bin", "toc.toc");
            assertThat(spindle.disc("song.bin").urls()).isEmpty();
            for (String name : List.of("alcohol.mds", "alone.bin", "clone.ccd", "nero.nrg", "toc.toc")) {
                Path copy = folder.resolve("copy");
                Command.of("nbdcopy", spindle.url(name), copy).output();
                assertThat(Files.mismatch(copy, plain)).as(name).isEqualTo(-1);
            }
        }
    }

    @Test
    @Needs(value = Peer.GENISOIMAGE, toShow = "sessions of an image of CloneCD, and files of both of them")
    void sessions_ofCloneCd_areToldWithTheirFiles() throws IOException {
        byte[] first = session("first", "-V", "ONE");
        int leadOut = first.length / 2048;
        int start = leadOut + 11_400;
        byte[] second = session("second", "-V", "TWO", "-C", "0," + start, "-M", folder.resolve("first.iso"));
        Files.write(
                folder.resolve("multi.img"),
                ByteBuffer.allocate((first.length + second.length) / 2048 * RAW_BYTES)
                        .put(raw(first, SectorSelection.RAW))
                        .put(raw(second, SectorSelection.RAW))
                        .array());
        int end = start + second.length / 2048;
        Path ccd = Files.writeString(
                folder.resolve("multi.ccd"),
                "[CloneCD]\n" + entry(0, 1, "1", 0) + entry(1, 1, "0xa2", leadOut) + entry(2, 2, "2", start)
                        + entry(3, 2, "0xa2", end));
        String page = Command.of(SpindleProcess.PROGRAM, "info", ccd).output();
        assertThat(page).startsWith("TWO\n").contains("CloneCD, CD, 2 tracks in 2 sessions");
        assertThat(page.lines().map(line -> line.strip().replaceAll(" +", " ")))
                .contains(
                        "lead-out sector " + leadOut + ", end of session 1",
                        "lead-out sector " + end + ", end of session 2");
        JsonNode info = new ObjectMapper()
                .readTree(Command.of(SpindleProcess.PROGRAM, "info", "--json", ccd)
                        .output());
        assertThat(info.get("sizeBytes").asLong()).isEqualTo(end * 2048L);
        assertThat(info.get("sessions").get(1).get("tracks").get(0).get("start").asInt())
                .isEqualTo(start);
        assertThat(info.get("sessions").get(0).get("leadOut").asInt()).isEqualTo(leadOut);
        assertThat(Command.of(SpindleProcess.PROGRAM, "cat", ccd, "/first.txt").output())
                .isEqualTo("first");
        assertThat(Command.of(SpindleProcess.PROGRAM, "cat", ccd, "/second.txt").output())
                .isEqualTo("second");
    }

    private byte[] session(String name, Object... options) throws IOException {
        Path tree = Files.createDirectory(folder.resolve(name));
        Files.writeString(tree.resolve(name + ".txt"), name);
        Path iso = folder.resolve(name + ".iso");
        Command.of("genisoimage", "-quiet", "-R", "-o", iso)
                .append(options)
                .append(tree)
                .output();
        return Files.readAllBytes(iso);
    }

    private static String entry(int number, int session, String point, int lba) {
        return "[Entry " + number + "]\nSession=" + session + "\nPoint=" + point + "\nControl=4\nPLBA=" + lba + "\n";
    }

    /** The pieces of the mixed disc in an image of it. */
    private void assertDisc(Path file, boolean withPregap) throws IOException {
        try (DiscImage image = DiscImages.open(file)) {
            Disc disc = image.disc();
            assertSame(read(disc, 0, 320), mixed.raw());
            assertSame(read(disc, 320, 150), withPregap ? mixed.pregap() : new byte[150 * RAW_BYTES]);
            assertSame(read(disc, 470, 310), mixed.audio());
            byte[] data = new byte[blocks.length];
            disc.userData().read(0, ByteBuffer.wrap(data));
            assertSame(data, blocks);
        }
    }

    /** The sectors that MAME's program reads. */
    private byte[] extracted(Path image) throws IOException {
        Path chd = folder.resolve("x.chd");
        Path bin = folder.resolve("x.bin");
        Command.of("chdman", "createcd", "-f", "-i", image, "-o", chd, "-c", "none")
                .output();
        Command.of("chdman", "extractcd", "-f", "-i", chd, "-o", folder.resolve("x.cue"), "-ob", bin)
                .output();
        return Files.readAllBytes(bin);
    }

    private byte[] iso() throws IOException {
        Path tree = Files.createDirectories(folder.resolve("tree"));
        Images.random(tree.resolve("file"), 1_000_000, 5);
        Path iso = folder.resolve("made.iso");
        Command.of("genisoimage", "-quiet", "-V", "GAME", "-o", iso, tree).output();
        return Files.readAllBytes(iso);
    }

    private static byte[] raw(byte[] blocks, SectorSelection selection) throws IOException {
        int count = blocks.length / 2048;
        ByteBuffer out = ByteBuffer.allocate(count * 2448);
        Disc.ofUserData(new MemoryByteSource(blocks)).sectors().read(0, count, selection, out);
        return Arrays.copyOf(out.array(), out.position());
    }

    private static SectorSelection raw(SubChannel subChannel) {
        return new SectorSelection(true, true, true, true, true, ErrorFlags.NONE, subChannel);
    }

    private static byte[] read(Disc disc, long lba, int count) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(count * RAW_BYTES);
        disc.sectors().read(lba, count, SectorSelection.RAW, out);
        return Arrays.copyOf(out.array(), out.position());
    }

    /** Number and first sector of each track, and where the lead-out starts. */
    private static List<String> starts(Path file) throws IOException {
        try (DiscImage image = DiscImages.open(file)) {
            List<String> starts = new ArrayList<>();
            for (Track track : image.disc().tracks()) {
                starts.add(track.number() + " " + track.start().value());
            }
            starts.add("170 " + image.disc().leadOut().value());
            return starts;
        }
    }

    private List<String> cdInfo(String option, Path file) {
        String printed = inFolder("cd-info", "--no-device-info", "--no-analyze", option + file);
        return CD_INFO_TRACK
                .matcher(printed)
                .results()
                .map(track -> track.group(1) + " " + Integer.parseInt(track.group(2)))
                .toList();
    }

    private List<String> cdrdao(Path toc) {
        String printed = inFolder("cdrdao", "show-toc", toc);
        List<MatchResult> tracks = CDRDAO_TRACK.matcher(printed).results().toList();
        List<String> starts = new ArrayList<>();
        tracks.forEach(track -> starts.add(track.group(1) + " " + track.group(2)));
        starts.add("170 " + tracks.get(tracks.size() - 1).group(3));
        return starts;
    }

    /** What a program prints that looks for files where it runs. */
    private String inFolder(Object... words) {
        return Command.of("env", "-C", folder).append(words).output();
    }

    /** Tells where many bytes differ instead of showing them all. */
    private static void assertSame(byte[] ours, byte[] theirs) {
        assertThat(ours.length).isEqualTo(theirs.length);
        assertThat(Arrays.mismatch(ours, theirs)).as("first byte that differs").isEqualTo(-1);
    }
}
