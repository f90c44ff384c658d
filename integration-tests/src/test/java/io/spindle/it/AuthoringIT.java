package io.spindle.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spindle.it.harness.Command;
import io.spindle.it.harness.EventStream;
import io.spindle.it.harness.Images;
import io.spindle.it.harness.NbdShell;
import io.spindle.it.harness.Needs;
import io.spindle.it.harness.Peer;
import io.spindle.it.harness.SpindleProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Discs that Spindle makes of folders, against what other programs read from them. */
final class AuthoringIT {
    private static final String DATE = "1600000000";

    @TempDir
    private Path folder;

    private Path tree;
    private Path image;

    @BeforeEach
    void makeTree() throws IOException {
        tree = SampleTree.make(folder.resolve("tree"));
        image = folder.resolve("made.iso");
    }

    @Test
    @Needs(
            value = {Peer.BSDTAR, Peer.XORRISO},
            toShow = "Rock Ridge that Spindle wrote, as libarchive and xorriso read it")
    void rockRidge_made_isTheFolder() throws IOException {
        create(image, tree, "--keep-owners");
        Path out = Files.createDirectory(folder.resolve("bsdtar"));
        run("bsdtar", "-xf", image, "-C", out);
        Map<String, String> found = DiscTree.ofFolder(out);
        Map<String, String> expected = DiscTree.ofFolder(tree);
        // bsdtar 3.6 forgets a slash where a link goes on in another entry; xorriso reads it.
        found.remove("long link");
        expected.remove("long link");
        assertThat(DiscTree.differences(found, expected)).isEmpty();
        assertThat(found).hasSizeGreaterThan(20);
        Path other = folder.resolve("xorriso");
        run("xorriso", "-osirrox", "on", "-indev", image, "-extract", "/", other);
        assertThat(DiscTree.differences(DiscTree.ofFolder(other), DiscTree.ofFolder(tree)))
                .isEmpty();
        assertThat(Files.getLastModifiedTime(other.resolve("plain")))
                .isEqualTo(FileTime.fromMillis(1_577_934_245_000L));
    }

    @Test
    @Needs(
            value = {Peer.SEVEN_ZIP, Peer.ISOINFO},
            toShow = "Joliet and UDF that Spindle wrote, as 7-Zip reads them, and names of ISO 9660, as isoinfo does")
    void jolietAndUdf_made_areWhat7zipExtracts() throws IOException {
        create(image, tree, "--udf", "--iso-level", "1");
        Path joliet = folder.resolve("joliet");
        run("7z", "x", "-tiso", "-o" + joliet, image);
        Map<String, String> expected = withoutLinks(DiscTree.ofFolder(tree));
        // A name of 98 characters has 64 of them in Joliet.
        String kanji = expected.keySet().stream()
                .filter(path -> path.endsWith(".txt") && path.length() > 90)
                .findFirst()
                .orElseThrow();
        Map<String, String> shortened = new TreeMap<>(expected);
        shortened.put(kanji.substring(0, 60) + ".txt", shortened.remove(kanji));
        assertThat(DiscTree.differences(DiscTree.ofFolder(joliet), shortened)).isEmpty();
        // 7-Zip opens no volume of UDF that holds a link.
        shell("find tree -type l -delete");
        create(image, tree, "--udf", "-f");
        Path udf = folder.resolve("udf");
        run("7z", "x", "-tudf", "-o" + udf, image);
        assertThat(DiscTree.differences(DiscTree.ofFolder(udf), expected)).isEmpty();
        create(image, tree, "--iso-level", "1", "-f");
        assertThat(Command.of("isoinfo", "-f", "-i", image).output().lines())
                .hasSizeGreaterThan(20)
                .allMatch(path -> path.matches("(/[A-Z0-9_]{1,8})*(/[A-Z0-9_]{1,8}\\.[A-Z0-9_]{0,3};1)?"))
                .doesNotHaveDuplicates();
    }

    @Test
    @Needs(value = Peer.MKUDFFS, toShow = "udfinfo takes the UDF volume for whole")
    void udf_made_isWholeToUdfinfo() {
        create(image, tree, "--udf", "-V", "A label");
        assertThat(Command.of("udfinfo", image).output())
                .contains("label=A label", "udfrev=1.02", "integrity=closed", "accesstype=readonly", "numdirs=15");
    }

    @Test
    void folder_twice_givesTheSameBytes() throws IOException {
        create(image, tree, "--udf");
        Path again = folder.resolve("again.iso");
        create(again, tree, "--udf");
        assertThat(again).hasSameBinaryContentAs(image);
        shell("cp -a tree copy && touch copy/sub && chmod 600 copy/plain");
        Command create = DiscTree.spindle("create", "-V", "SAME", "--udf").with("SOURCE_DATE_EPOCH", DATE);
        create.append(folder.resolve("1.iso"), tree).output();
        create.append(folder.resolve("2.iso"), folder.resolve("copy")).output();
        assertThat(folder.resolve("1.iso")).hasSameBinaryContentAs(folder.resolve("2.iso"));
        String info = DiscTree.spindle("info", folder.resolve("1.iso")).output();
        assertThat(info).contains("created      13 September 2020, 12:26");
    }

    @Test
    @Needs(
            value = {Peer.NBDCOPY, Peer.QEMU_IMG},
            toShow = "a served folder has the bytes of the image that 'create' writes, over NBD and in a drive")
    void folder_served_isTheImageThatIsWritten() throws IOException {
        create(image, tree);
        Path copied = folder.resolve("copied.iso");
        Path read = folder.resolve("read.iso");
        try (SpindleProcess spindle =
                SpindleProcess.serve("--folder", "tree.iso=" + tree, "--drive", "rig1=tree.iso")) {
            run("nbdcopy", spindle.url("tree.iso"), copied);
            run("qemu-img", "convert", "-O", "raw", spindle.iscsiUrl("rig1"), read);
        }
        assertThat(read).hasSameBinaryContentAs(image);
        assertThat(copied).hasSameBinaryContentAs(image);
    }

    @Test
    @Needs(value = Peer.NBDSH, toShow = "files changed while a folder is served give errors, and never other bytes")
    void files_changedWhileServed_giveErrorsAndAreToldOf() throws IOException {
        for (String name : new String[] {"changed", "grown", "cut", "removed", "replaced", "linked"}) {
            Images.random(tree.resolve(name), 5000, name.hashCode());
        }
        Images.random(Files.createDirectory(tree.resolve("moved")).resolve("inside"), 5000, 4);
        create(image, tree);
        Map<String, Long> places = places();
        try (SpindleProcess spindle = SpindleProcess.serve("--folder", "tree.iso=" + tree);
                EventStream events = new EventStream(spindle)) {
            Images.put(tree.resolve("changed"), 4000, new byte[] {1});
            Files.write(tree.resolve("grown"), new byte[1], java.nio.file.StandardOpenOption.APPEND);
            Files.write(tree.resolve("cut"), new byte[10]);
            Files.delete(tree.resolve("removed"));
            Path copy = Files.copy(tree.resolve("replaced"), tree.resolve("other"));
            Files.setLastModifiedTime(copy, Files.getLastModifiedTime(tree.resolve("replaced")));
            Files.move(copy, tree.resolve("replaced"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            Path secret = Files.copy(tree.resolve("linked"), folder.resolve("secret"));
            Files.delete(tree.resolve("linked"));
            Files.createSymbolicLink(tree.resolve("linked"), secret);
            Files.move(tree.resolve("moved"), folder.resolve("moved"));
            Files.createSymbolicLink(tree.resolve("moved"), folder.resolve("moved"));
            StringBuilder script = new StringBuilder("h.connect_uri(uri)\nwhole = open(image, 'rb').read()\n");
            for (String path : new String[] {"changed", "grown", "cut", "removed", "replaced", "linked"}) {
                script.append("fails(errno.EIO, h.pread, 2048, ")
                        .append(places.get(path))
                        .append(")\n");
                script.append("fails(errno.EIO, h.pread, 10, ")
                        .append(places.get(path) + 4990)
                        .append(")\n");
            }
            // The same file by way of a link is the same file, but nobody passes through the link.
            script.append("fails(errno.EIO, h.pread, 2048, ")
                    .append(places.get("moved/inside"))
                    .append(")\n");
            long plain = places.get("plain");
            script.append("at = ").append(plain).append("\n");
            script.append("assert h.pread(65536, at) == whole[at:at + 65536]\n");
            script.append("assert h.pread(65536, 32768) == whole[32768:98304]\n");
            NbdShell.run(spindle.url("tree.iso"), image, script.toString());
            assertThat(spindle.errors())
                    .contains("tree.iso: changed was changed; reads of it are errors")
                    .contains("tree.iso: grown has 5001 bytes now, it had 5000")
                    .contains("tree.iso: removed is not there any more")
                    .contains("tree.iso: replaced was replaced by another file")
                    .contains("tree.iso: linked is a link now")
                    .contains("tree.iso: moved/inside is behind a link now");
            assertThat(events.await("fault", 7))
                    .allMatch(it -> it.path("disc").asText().equals("tree.iso"))
                    .extracting(it ->
                            it.path("kind").asText() + " " + it.path("file").asText())
                    .containsExactly(
                            "changed changed",
                            "grown grown",
                            "cut cut",
                            "removed removed",
                            "replaced replaced",
                            "link linked",
                            "link moved/inside");
            assertThat(spindle.command("discs", "--json").output())
                    .contains("\"faults\":{\"count\":7,\"latest\":\"moved/inside is behind a link now\"}");
        }
    }

    @Test
    @Needs(value = Peer.BCHUNK, toShow = "a disc converted to BIN/CUE is what bchunk makes an ISO of")
    void image_asCueAndBin_isWhatBchunkConvertsBack() {
        create(image, tree);
        Path cue = folder.resolve("made.cue");
        DiscTree.spindle("convert", image, cue).output();
        run("bchunk", folder.resolve("made.bin"), cue, folder.resolve("chunk"));
        assertThat(folder.resolve("chunk01.iso")).hasSameBinaryContentAs(image);
        DiscTree.spindle("convert", cue, folder.resolve("back.iso")).output();
        assertThat(folder.resolve("back.iso")).hasSameBinaryContentAs(image);
        refused(2, "is what is read", "convert", "-f", cue, cue);
        refused(2, "name OUT.iso, OUT.iso.zst or OUT.cue", "convert", cue, folder.resolve("x.nrg"));
    }

    @Test
    @Needs(
            value = {Peer.ZSTD, Peer.NBDCOPY},
            toShow = "a packed image that Spindle wrote is expanded by zstd, and served as it is")
    void image_asSeekableZstd_isWhatZstdExpands_andIsServed() throws IOException {
        Images.random(tree.resolve("random"), 3_000_001, 1);
        create(image, tree);
        Path cue = folder.resolve("made.cue");
        Path discs = Files.createDirectory(folder.resolve("discs"));
        Path packed = discs.resolve("packed.iso.zst");
        DiscTree.spindle("convert", image, cue).output();
        assertThat(DiscTree.spindle("convert", "--json", cue, packed).output())
                .isEqualTo("{\"files\":[\"" + packed + "\"],\"notes\":[]}\n");
        run("zstd", "-q", "-d", packed, "-o", folder.resolve("expanded.iso"));
        assertThat(folder.resolve("expanded.iso")).hasSameBinaryContentAs(image);
        create(discs.resolve("made.iso.zst"), tree);
        assertThat(discs.resolve("made.iso.zst")).hasSameBinaryContentAs(packed);
        DiscTree.spindle("convert", packed, folder.resolve("back.iso")).output();
        assertThat(folder.resolve("back.iso")).hasSameBinaryContentAs(image);
        Files.copy(packed, discs.resolve("rested.iso.zst"));
        Images.rested(discs.resolve("rested.iso.zst"));
        try (SpindleProcess spindle = SpindleProcess.serve(discs.resolve("rested.iso.zst"))) {
            run("nbdcopy", spindle.url("rested.iso"), folder.resolve("copied.iso"));
        }
        assertThat(folder.resolve("copied.iso")).hasSameBinaryContentAs(image);
        refused(2, "is there already", "convert", cue, packed);
        refused(2, "make it first", "convert", cue, folder.resolve("none/x.iso.zst"));
        // What cannot be read to its end is under no name at all.
        Files.write(folder.resolve("cut.iso.zst"), Arrays.copyOf(Files.readAllBytes(packed), 2_000_000));
        refused(1, "damaged", "convert", folder.resolve("cut.iso.zst"), discs.resolve("x.iso"));
        assertThat(discs).isDirectoryNotContaining("glob:**x.iso*");
    }

    @Test
    void commands_wrongUse_sayWhatToDo() throws IOException {
        create(image, tree);
        refused(2, "--force replaces it", "create", image, tree);
        refused(2, "lies in the folder itself", "create", tree.resolve("x.iso"), tree);
        refused(2, "is not a folder", "create", folder.resolve("x.iso"), folder.resolve("none"));
        refused(1, "is not in the folder", "create", "-b", "none", folder.resolve("x.iso"), tree);
        refused(1, "cannot be a label", "create", "-V", "é", folder.resolve("x.iso"), tree);
        refused(2, "write 1, 2 or 3", "create", "--iso-level", "4", folder.resolve("x.iso"), tree);
        refused(2, "name one that becomes the disc", "serve", "--folder", "x=" + folder.resolve("none"));
        refused(2, "--user-data", "seed", folder.resolve("x"));
        refused(2, "go with --user-data", "seed", folder.resolve("x"), "--kickstart", image, "--config-drive");
        assertThat(DiscTree.spindle("create", "--help").output()).contains("--volid", "Examples:", "--isohybrid-mbr");
        assertThat(DiscTree.spindle("seed", "--help").output()).contains("--user-data", "Examples:");
        assertThat(DiscTree.spindle("create", "--dry-run", "--json", folder.resolve("x.iso"), tree)
                        .output())
                .contains("\"written\":false", "\"label\":\"TREE\"");
        try (var left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("tree", "made.iso");
        }
    }

    private static void refused(int exitCode, String words, Object... command) {
        Command.Result result = DiscTree.spindle(command).run();
        assertThat(result.errors()).contains(words);
        assertThat(result.exitCode()).isEqualTo(exitCode);
    }

    private static Map<String, String> withoutLinks(Map<String, String> whole) {
        Map<String, String> files = new TreeMap<>(whole);
        files.values().removeIf(what -> what.startsWith("L "));
        return files;
    }

    private Map<String, Long> places() throws IOException {
        JsonNode entries = new ObjectMapper()
                .readTree(DiscTree.spindle("ls", "-R", "--json", image).output())
                .get("entries");
        Map<String, Long> places = new TreeMap<>();
        for (JsonNode entry : entries) {
            if (!entry.path("extents").isEmpty()) {
                places.put(
                        entry.get("path").asText(),
                        entry.get("extents").get(0).get("offsetBytes").asLong());
            }
        }
        return places;
    }

    private static void create(Path out, Path from, Object... flags) {
        DiscTree.spindle("create").append(flags).append(out, from).output();
    }

    private static void run(Object... words) {
        Command.of(words).with("LC_ALL", "C.UTF-8").output();
    }

    private void shell(String line) {
        Command.of("sh", "-c", "cd " + folder + " && " + line).output();
    }
}
