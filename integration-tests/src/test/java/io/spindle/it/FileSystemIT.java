package io.spindle.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spindle.it.harness.Command;
import io.spindle.it.harness.Images;
import io.spindle.it.harness.Needs;
import io.spindle.it.harness.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Spindle finds on images that other programs made, against what other programs find there. */
final class FileSystemIT {
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
            value = {Peer.GENISOIMAGE, Peer.BSDTAR},
            toShow = "Rock Ridge of genisoimage, with relocated directories, as libarchive reads it")
    void rockRidge_ofGenisoimage_isWhatBsdtarExtracts() throws IOException {
        run("genisoimage", "-quiet", "-R", "-o", image, tree);
        Map<String, String> found = DiscTree.ofSpindle(image, folder.resolve("out"));
        Map<String, String> expected = bsdtar();
        // bsdtar hides the place of relocated directories, Linux does not.
        expected.put("rr_moved", "D");
        // bsdtar 3.6 forgets a slash where a link goes on in another entry.
        expected.put("long link", "L " + Files.readSymbolicLink(tree.resolve("long link")));
        same(found, expected);
        found.remove("rr_moved");
        same(found, DiscTree.ofFolder(tree));
    }

    @Test
    @Needs(
            value = {Peer.XORRISO, Peer.BSDTAR},
            toShow = "Rock Ridge of xorriso, deep and with long links and names, as libarchive reads it")
    void rockRidge_ofXorriso_isWhatBsdtarExtracts() throws IOException {
        run("xorriso", "-as", "mkisofs", "-quiet", "-R", "-J", "-joliet-long", "-o", image, tree);
        Map<String, String> found = DiscTree.ofSpindle(image, folder.resolve("out"));
        same(found, bsdtar());
        same(found, DiscTree.ofFolder(tree));
    }

    @Test
    @Needs(
            value = {Peer.GENISOIMAGE, Peer.SEVEN_ZIP},
            toShow = "Joliet with long names, as 7-Zip reads it")
    void joliet_ofGenisoimage_isWhat7zipExtracts() throws IOException {
        run("genisoimage", "-quiet", "-J", "-joliet-long", "-input-charset", "utf-8", "-o", image, tree);
        Map<String, String> found = DiscTree.ofSpindle(image, folder.resolve("out"), "--tree", "joliet");
        same(found, sevenZip());
    }

    @Test
    @Needs(
            value = {Peer.GENISOIMAGE, Peer.SEVEN_ZIP},
            toShow = "UDF of a bridge disc, as 7-Zip reads it")
    void udf_ofGenisoimage_isWhat7zipExtracts() throws IOException {
        run("genisoimage", "-quiet", "-udf", "-J", "-input-charset", "utf-8", "-o", image, tree);
        Map<String, String> found = DiscTree.ofSpindle(image, folder.resolve("out"));
        same(found, sevenZip());
        assertThat(info().get("trees").get(0).asText()).isEqualTo("udf");
    }

    @Test
    @Needs(
            value = {Peer.XORRISO, Peer.ISOINFO},
            toShow = "sizes and places of files of plain ISO 9660, as isoinfo reads them")
    void plain_ofXorriso_hasTheExtentsOfIsoinfo() throws IOException {
        run("xorriso", "-as", "mkisofs", "-quiet", "-o", image, tree);
        Map<String, String> expected = new TreeMap<>();
        String directory = "";
        for (String line :
                Command.of("isoinfo", "-l", "-i", image).output().lines().toList()) {
            if (line.startsWith("Directory listing of ")) {
                directory = line.substring(21).strip().substring(1);
            } else if (line.startsWith("-")) {
                String[] parts = line.split("\\[\\s*|\\s\\d\\d\\]\\s+");
                String size = parts[0].strip().split("\\s+")[4];
                String name = parts[2].strip().replaceAll("\\.?;1$", "");
                expected.put(directory + name, size + " at " + Long.parseLong(parts[1].strip()) * 2048);
            }
        }
        Map<String, String> found = new TreeMap<>();
        for (JsonNode entry : list("--tree", "iso9660")) {
            if (entry.get("kind").asText().equals("file")) {
                JsonNode extents = entry.get("extents");
                String size = entry.get("sizeBytes").asText();
                String at = extents.isEmpty()
                        ? ""
                        : extents.get(0).get("offsetBytes").asText();
                found.put(entry.get("path").asText(), size + " at " + at);
            }
        }
        // Where a file without bytes lies is of no matter.
        expected.replaceAll((path, place) -> place.startsWith("0 at") ? "0 at " : place);
        assertThat(found).isEqualTo(expected).hasSizeGreaterThan(10);
    }

    @Test
    @Needs(
            value = {Peer.GENISOIMAGE, Peer.MKZFTREE},
            toShow = "files that mkzftree compressed are expanded")
    void zisofs_ofMkzftree_isExpanded() throws IOException {
        run("mkzftree", tree, folder.resolve("compressed"));
        run("genisoimage", "-quiet", "-R", "-z", "-o", image, folder.resolve("compressed"));
        Map<String, String> found = DiscTree.ofSpindle(image, folder.resolve("out"));
        found.remove("rr_moved");
        same(found, DiscTree.ofFolder(tree));
        assertThat(list().findValues("compressed")).anyMatch(JsonNode::asBoolean);
    }

    @Test
    @Needs(
            value = {Peer.XORRISO, Peer.BSDTAR, Peer.SEVEN_ZIP},
            toShow = "a file of 4.6 GB in several extents is one file with the right bytes")
    void file_beyondFourGigabytes_isOneFile() throws IOException {
        Path big = Images.hole(Files.createDirectory(folder.resolve("big")).resolve("file"), 4_600_000_000L);
        for (long offset : new long[] {0, 4_294_965_247L, 4_294_967_295L, 4_599_999_000L}) {
            Images.put(big, offset, Images.noise(1000, offset));
        }
        shell("xorriso -as mkisofs -quiet -iso-level 3 -R big | cp --sparse=always /dev/stdin made.iso");
        JsonNode entry = list().get(0);
        assertThat(entry.get("sizeBytes").asLong()).isEqualTo(4_600_000_000L);
        assertThat(Command.of("bsdtar", "-tvf", image).output()).contains(" 4600000000 ");
        assertThat(Command.of("7z", "l", image).output()).contains(" 4600000000 ");
        shell(DiscTree.spindle().words().get(0) + " cat made.iso /file | cmp - big/file");
        DiscTree.spindle("extract", image, "-d", folder.resolve("out")).output();
        shell("cmp out/file big/file && test $(du -k out/file | cut -f1) -lt 100000");
    }

    @Test
    @Needs(
            value = {Peer.XORRISO, Peer.BSDTAR},
            toShow = "the last of several sessions of xorriso counts")
    void sessions_ofXorriso_theLastCounts() throws IOException {
        run("xorriso", "-outdev", image, "-volid", "FIRST", "-map", tree, "/", "-commit");
        Files.writeString(folder.resolve("new"), "second session");
        run("xorriso", "-dev", image, "-volid", "SECOND", "-map", folder.resolve("new"), "/new", "-rm", "/hard");
        Map<String, String> found = DiscTree.ofSpindle(image, folder.resolve("out"));
        same(found, bsdtar());
        assertThat(found).containsKey("new").doesNotContainKey("hard");
        assertThat(info().get("label").asText()).isEqualTo("SECOND");
        // xorriso keeps the first session's descriptors 32 sectors further on.
        Map<String, String> first = DiscTree.ofSpindle(image, folder.resolve("first"), "--session-sector", "32");
        same(first, DiscTree.ofFolder(tree));
    }

    @Test
    @Needs(value = Peer.GENISOIMAGE, toShow = "a session that genisoimage put behind another one")
    void sessions_ofGenisoimage_areFoundByTheirSector() throws IOException {
        run("genisoimage", "-quiet", "-R", "-V", "FIRST", "-o", image, tree);
        long sectors = (Files.size(image) / 2048 + 150) / 16 * 16;
        Files.writeString(Files.createDirectory(folder.resolve("more")).resolve("new"), "second session");
        shell("genisoimage -quiet -R -V SECOND -C 0," + sectors
                + " -M made.iso -o second more && dd if=second of=made.iso" + " bs=2048 seek=" + sectors
                + " status=none");
        Map<String, String> second =
                DiscTree.ofSpindle(image, folder.resolve("out"), "--session-sector", Long.toString(sectors));
        Map<String, String> expected = DiscTree.ofFolder(tree);
        expected.putAll(DiscTree.ofFolder(folder.resolve("more")));
        expected.put("rr_moved", "D");
        same(second, expected);
        assertThat(DiscTree.ofSpindle(image, folder.resolve("out1"))).doesNotContainKey("new");
    }

    @Test
    @Needs(value = Peer.XORRISO, toShow = "who made a disc, and how much is on it")
    void info_ofXorriso_tellsOfTheVolume() throws IOException {
        run("xorriso -as mkisofs -quiet -R -V LABEL -publisher PUBLISHER -p PREPARER -A APPLICATION"
                + " --set_all_file_dates 2020010203040500 --modification-date=2020010203040500 -o " + image + " "
                + tree);
        JsonNode info = info();
        assertThat(info.get("volume").get("publisher").asText()).isEqualTo("PUBLISHER");
        assertThat(info.get("volume").get("preparer").asText()).isEqualTo("PREPARER");
        assertThat(info.get("volume").get("application").asText()).isEqualTo("APPLICATION");
        assertThat(info.get("volume").get("created").asText()).isEqualTo("2020-01-02T03:04:05Z");
        assertThat(info.get("directories").asLong())
                .isEqualTo(DiscTree.ofFolder(tree).values().stream()
                        .filter("D"::equals)
                        .count());
        assertThat(DiscTree.spindle("info", image).output())
                .contains("LABEL", "publisher    PUBLISHER", "created      2 January 2020, 03:04 +00:00");
        assertThat(DiscTree.spindle("ls", "-l", image, "/plain").output())
                .contains("-rw-r--r--", " 65536 ", "2020-01-02 03:04:05 plain");
    }

    @Test
    @Needs(value = Peer.XORRISO, toShow = "exit codes and words of ls, cat and extract")
    void commands_wrongUse_sayWhatToDo() throws IOException {
        run("xorriso", "-as", "mkisofs", "-quiet", "-R", "-o", image, tree);
        assertThat(DiscTree.spindle("cat", image, "/no/such").run())
                .satisfies(result -> assertThat(result.exitCode()).isEqualTo(1))
                .satisfies(result -> assertThat(result.errors()).contains("'spindle ls' shows what is"));
        assertThat(DiscTree.spindle("cat", image, "/sub").run().errors()).contains("is no file");
        assertThat(DiscTree.spindle("ls", "--tree", "fat", image).run().exitCode())
                .isEqualTo(2);
        assertThat(DiscTree.spindle("ls", "--tree", "udf", image).run().errors())
                .contains("holds no tree udf, only rock-ridge, iso9660");
        assertThat(DiscTree.spindle("extract", image).run().exitCode()).isEqualTo(2);
        assertThat(DiscTree.spindle("ls", folder.resolve("none")).run().exitCode())
                .isEqualTo(2);
        assertThat(DiscTree.spindle("ls", tree.resolve("plain")).run().errors())
                .contains("holds no file system of ISO 9660 or UDF");
        assertThat(DiscTree.spindle("cat", image, "/link").output()).isEqualTo("in a folder\n".repeat(10_000));
    }

    @Test
    @Needs(
            value = {Peer.GENISOIMAGE, Peer.XORRISO, Peer.MKUDFFS},
            toShow = "broken images are told of or read, never a crash")
    void images_changedAtRandom_areReadOrToldOf() throws IOException {
        run("genisoimage", "-quiet", "-R", "-J", "-udf", "-o", folder.resolve("0"), tree);
        run("xorriso", "-as", "mkisofs", "-quiet", "-R", "-J", "-o", folder.resolve("1"), tree);
        shell("mkudffs --new-file -m cdrw -b 2048 -r 1.50 2 8192 >/dev/null");
        Random random = new Random(6);
        for (int round = 0; round < 6; round++) {
            byte[] bytes = Files.readAllBytes(folder.resolve(Integer.toString(round % 3)));
            for (int change = 0; change < 200; change++) {
                // The first 300 sectors hold the descriptors and directories, and most of their bytes are zeros.
                int at = 16 * 2048 + random.nextInt(284 * 2048);
                if (bytes[at] != 0) {
                    bytes[at] = (byte) random.nextInt();
                }
            }
            Path broken = Files.write(folder.resolve("broken"), bytes);
            for (String[] words : new String[][] {{"ls", "-R"}, {"info"}, {"extract", "-d", folder + "/out" + round}}) {
                Command.Result result =
                        DiscTree.spindle((Object[]) words).append(broken).run();
                assertThat(result.exitCode()).isBetween(0, 1);
                assertThat(result.errors()).doesNotContain("Exception", "Error:");
            }
        }
    }

    private static void same(Map<String, String> found, Map<String, String> expected) {
        assertThat(DiscTree.differences(found, expected)).isEmpty();
        assertThat(found).hasSizeGreaterThan(15);
    }

    private Map<String, String> bsdtar() throws IOException {
        Path out = Files.createDirectory(folder.resolve("bsdtar"));
        Command.of("bsdtar", "-xf", image, "-C", out).with("LC_ALL", "C.UTF-8").output();
        return DiscTree.ofFolder(out);
    }

    private Map<String, String> sevenZip() throws IOException {
        Path out = folder.resolve("7z");
        Command.of("7z", "x", "-o" + out, image).with("LC_ALL", "C.UTF-8").output();
        return DiscTree.ofFolder(out);
    }

    private JsonNode list(String... flags) throws IOException {
        String printed = DiscTree.spindle("ls", "-R", "--json")
                .append((Object[]) flags)
                .append(image)
                .output();
        return new ObjectMapper().readTree(printed).get("entries");
    }

    private JsonNode info() throws IOException {
        return new ObjectMapper()
                .readTree(DiscTree.spindle("info", "--json", image).output());
    }

    private static void run(Object... words) {
        Object[] split = words.length == 1 ? words[0].toString().split(" ") : words;
        Command.of(split).with("LC_ALL", "C.UTF-8").output();
    }

    private void shell(String line) {
        Command.of("sh", "-c", "cd " + folder + " && " + line).output();
    }
}
