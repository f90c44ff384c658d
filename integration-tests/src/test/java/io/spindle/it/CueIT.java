package io.spindle.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.SectorSelection;
import io.spindle.it.harness.Command;
import io.spindle.it.harness.Images;
import io.spindle.it.harness.Needs;
import io.spindle.it.harness.Peer;
import io.spindle.it.harness.SpindleProcess;
import io.spindle.it.harness.VideoCd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CUE sheets as users and clients meet them. */
final class CueIT {
    private static final Pattern CD_INFO_TRACK = Pattern.compile("(?m)^ *(\\d+): \\d\\d:\\d\\d:\\d\\d +(\\d+) (\\w+)");

    @TempDir
    private Path root;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(root.resolve("discs"));
    }

    @Test
    @Needs(
            value = {Peer.NBDCOPY, Peer.NBDINFO, Peer.GENISOIMAGE},
            toShow = "the data track of a sheet of raw sectors, as a block device")
    void rawSheet_copiedByNbd_isTheImageThatItWasMadeOf() throws IOException {
        byte[] iso = iso();
        rawSheet("game", iso);
        Images.rested(Images.random(folder.resolve("song.bin"), 2352 * 400, 5));
        sheet("song", "FILE \"SONG.BIN\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n");
        Images.rested(Files.write(folder.resolve("plain.iso"), iso));
        try (SpindleProcess spindle = SpindleProcess.serve(folder)) {
            assertThat(spindle.discs())
                    .extracting(SpindleProcess.ServedDisc::name)
                    .containsExactly("game.cue", "plain.iso", "song.cue");
            assertThat(spindle.disc("game.cue").sizeBytes()).isEqualTo(iso.length);
            assertThat(spindle.disc("song.cue").urls()).isEmpty();
            Path copy = root.resolve("copy");
            Command.of("nbdcopy", spindle.url("game.cue"), copy).output();
            assertThat(Files.mismatch(copy, folder.resolve("plain.iso"))).isEqualTo(-1);
            String list = Command.of("nbdinfo", "--list", "--no-content", "nbd://127.0.0.1:" + spindle.port())
                    .output();
            assertThat(list).contains("export=\"game.cue\"").doesNotContain("song", "game.bin");
        }
        JsonNode info = info("game");
        assertThat(info.get("label").asText()).isEqualTo("GAME");
        assertThat(info.findValue("medium").asText()).isEqualTo("CD");
    }

    @Test
    @Needs(
            value = {Peer.CD_INFO, Peer.VCDIMAGER},
            toShow = "where the tracks of sheets lie")
    void layouts_ofSheets_areThoseOfLibcdio() throws IOException {
        assertThat(starts(info("video", VideoCd.in(folder).cue()))).isEqualTo(cdInfo("video"));
        byte[] iso = Images.noise(2048 * 300, 6);
        rawSheet("mixed", iso);
        Images.random(folder.resolve("mixed.bin.audio"), 2352 * 1000, 7);
        Files.write(folder.resolve("both.bin"), concatenated("mixed.bin", "mixed.bin.audio"));
        sheet("both", """
                FILE "both.bin" BINARY
                  TRACK 01 MODE1/2352
                    INDEX 01 00:00:00
                  TRACK 02 AUDIO
                    INDEX 00 00:04:00
                    INDEX 01 00:06:00
                  TRACK 03 AUDIO
                    FLAGS DCP
                    INDEX 01 00:10:05
                    INDEX 02 00:12:00
                """);
        assertThat(starts(info("both"))).hasSize(4).isEqualTo(cdInfo("both"));
    }

    @Test
    void sheetWithAFault_isNamedWithItsLine() throws IOException {
        Images.random(folder.resolve("a.bin"), 2352 * 10, 8);
        Path sheet = sheet("a", "FILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:99\n");
        Command.Result result =
                Command.of(SpindleProcess.PROGRAM, "info", sheet).run();
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.errors()).contains("line 3: '00:00:99' has 99 frames: a second has 75");
        assertThat(result.errors()).doesNotContain("Exception", "\tat ");
    }

    private byte[] iso() throws IOException {
        Path tree = Files.createDirectory(root.resolve("tree"));
        Images.random(tree.resolve("file"), 1_000_000, 1);
        Path iso = root.resolve("made.iso");
        Command.of("genisoimage", "-quiet", "-V", "GAME", "-o", iso, tree).output();
        return Files.readAllBytes(iso);
    }

    /** A sheet of one data track in raw sectors. */
    private void rawSheet(String name, byte[] blocks) throws IOException {
        int count = blocks.length / 2048;
        ByteBuffer raw = ByteBuffer.allocate(count * 2352);
        Disc.ofUserData(new MemoryByteSource(blocks)).sectors().read(0, count, SectorSelection.RAW, raw);
        Images.rested(Files.write(folder.resolve(name + ".bin"), raw.array()));
        sheet(name, "FILE \"" + name + ".bin\" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n");
    }

    private byte[] concatenated(String one, String other) throws IOException {
        byte[] first = Files.readAllBytes(folder.resolve(one));
        byte[] second = Files.readAllBytes(folder.resolve(other));
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    private Path sheet(String name, String text) throws IOException {
        return Images.rested(Files.writeString(folder.resolve(name + ".cue"), text));
    }

    private JsonNode info(String name) throws IOException {
        return info(name, folder.resolve(name + ".cue"));
    }

    private static JsonNode info(String name, Path sheet) throws IOException {
        return new ObjectMapper()
                .readTree(Command.of(SpindleProcess.PROGRAM, "info", "--json", sheet)
                        .output());
    }

    /** Number, kind and first sector of each track, and where the lead-out starts. */
    private static List<String> starts(JsonNode info) {
        List<String> starts = new ArrayList<>();
        JsonNode session = info.findValue("sessions").get(0);
        session.get("tracks").forEach(track -> {
            String mode = track.get("mode").asText();
            String kind = mode.equals("AUDIO") ? "audio" : mode.equals("MODE1") ? "data" : "XA";
            starts.add(track.get("number").asText() + " " + kind + " "
                    + track.get("start").asText());
        });
        starts.add("170 leadout " + session.get("leadOut").asText());
        return starts;
    }

    private List<String> cdInfo(String name) {
        String printed = Command.of(
                        "cd-info", "--no-device-info", "--no-analyze", "--cue-file=" + folder.resolve(name + ".cue"))
                .output();
        List<String> starts = new ArrayList<>();
        Matcher track = CD_INFO_TRACK.matcher(printed);
        while (track.find()) {
            starts.add(track.group(1) + " " + track.group(3) + " " + Integer.parseInt(track.group(2)));
        }
        return starts;
    }
}
