package io.spindle.iso.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.spindle.iso.authoring.AuthoringOptions.Udf;
import io.spindle.iso.authoring.tree.MemoryTree;
import io.spindle.iso.authoring.tree.SourceTree;
import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.iso.contents.DiscContents;
import io.spindle.iso.filesystem.FileNode;
import io.spindle.iso.filesystem.FileTree;
import io.spindle.iso.filesystem.ParseLimits;
import io.spindle.iso.filesystem.TreeKind;
import io.spindle.iso.filesystem.Volume;
import io.spindle.iso.inspection.Finding;
import io.spindle.iso.inspection.Inspector;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever files are called, a disc of them is whole to our own readers: each file once in each tree, with its bytes. */
final class AuthoringFuzzTest {
    private static final int MAXIMUM_NAME_BYTES = 255;
    private static final int MAXIMUM_DEPTH = 20;

    @FuzzTest(maxDuration = "30s")
    void names_asAFuzzerLikes_areAllOnTheDisc(byte[] paths) throws IOException {
        check(files(new String(paths, StandardCharsets.UTF_8)));
    }

    @Test
    @Timeout(120)
    void names_atRandom_areAllOnTheDisc() throws IOException {
        Random random = new Random(7);
        String letters = "aaAbB..  _-;:*?\\/\n\u0001\u00e9\u0416\u5927" + "\uD834\uDD1E" + "~%$";
        for (int round = 0; round < 60; round++) {
            StringBuilder paths = new StringBuilder();
            int most = 1 << random.nextInt(9);
            for (int at = 0; at < 3000; at++) {
                int letter = letters.codePointAt(random.nextInt(letters.length()));
                paths.appendCodePoint(random.nextInt(most + 1) == 0 ? '\0' : letter);
            }
            check(files(paths.toString()));
        }
    }

    /** Paths between zeros, as a file system could hold them; each file holds its own path. */
    private static Map<String, byte[]> files(String paths) {
        Map<String, byte[]> files = new TreeMap<>();
        for (String path : paths.split("\0")) {
            StringBuilder clean = new StringBuilder();
            int depth = 0;
            for (String name : path.split("/")) {
                String kept = name.codePoints()
                        .filter(c -> Character.getType(c) != Character.SURROGATE && c != 0xFFFD)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
                boolean usable = !kept.isEmpty() && !kept.equals(".") && !kept.equals("..");
                if (usable
                        && kept.getBytes(StandardCharsets.UTF_8).length <= MAXIMUM_NAME_BYTES
                        && depth < MAXIMUM_DEPTH) {
                    clean.append(depth++ == 0 ? "" : "/").append(kept);
                }
            }
            if (depth > 0) {
                files.put(clean.toString(), clean.toString().getBytes(StandardCharsets.UTF_8));
            }
        }
        // A name is a file or a folder, not both.
        files.keySet()
                .removeIf(path -> ((TreeMap<String, byte[]>) files)
                        .tailMap(path + "/").keySet().stream()
                                .limit(1)
                                .anyMatch(other -> other.startsWith(path + "/")));
        return files;
    }

    private static void check(Map<String, byte[]> files) throws IOException {
        SourceTree tree = MemoryTree.of(files, 1_000_000_000L);
        ImagePlan plan =
                ImagePlanner.plan(tree, AuthoringOptions.USUAL.withLabel("X").withUdf(Udf.YES));
        MemoryByteSource image;
        try (FolderDisc disc = new FolderDisc(plan, fault -> {})) {
            ByteBuffer bytes = ByteBuffer.allocate((int) disc.lengthBytes());
            disc.read(0, bytes);
            image = new MemoryByteSource(bytes.array());
        }
        assertThat(Inspector.inspect(image).findings()).isEmpty();
        DiscContents contents = DiscContents.open(image, 0, ParseLimits.generous());
        assertThat(contents.volumes()).hasSize(4);
        for (Volume volume : contents.volumes()) {
            check(volume, files);
        }
    }

    private static void check(Volume volume, Map<String, byte[]> files) throws IOException {
        Map<String, String> found = new HashMap<>();
        new FileTree(volume, ParseLimits.generous()).walk("", volume.root(), (directory, nodes) -> {
            for (FileNode node : nodes) {
                if (!node.isDirectory()) {
                    String before = found.put(FileTree.join(directory, node.name()), content(volume, node));
                    assertThat(before)
                            .as("two of %s in %s", node.name(), volume.kind())
                            .isNull();
                }
            }
        });
        assertThat(volume.findings())
                .filteredOn(it -> it.severity() != Finding.Severity.INFO)
                .isEmpty();
        assertThat(found.values()).containsExactlyInAnyOrderElementsOf(files.keySet());
        if (volume.kind() == TreeKind.ROCK_RIDGE) {
            assertThat(found).allSatisfy((path, content) -> assertThat(path).isEqualTo(content));
        }
    }

    private static String content(Volume volume, FileNode node) {
        try {
            var source = volume.open(node);
            ByteBuffer bytes = ByteBuffer.allocate((int) source.lengthBytes());
            source.read(0, bytes);
            return new String(bytes.array(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
