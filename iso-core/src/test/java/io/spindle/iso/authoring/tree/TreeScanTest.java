package io.spindle.iso.authoring.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is taken of a folder, and what is refused. */
final class TreeScanTest {
    @TempDir
    private Path folder;

    @Test
    void nodes_areSorted_andFoldersGoLevelByLevel() throws IOException {
        Files.createDirectories(folder.resolve("b/inner"));
        Files.write(folder.resolve("b/inner/deep"), new byte[3]);
        Files.write(folder.resolve("a"), new byte[2]);
        Files.write(folder.resolve("B"), new byte[1]);
        SourceTree tree = TreeScan.of(folder);
        assertThat(tree.nodes().stream().map(SourceNode::path))
                .containsExactly("", "B", "a", "b", "b/inner", "b/inner/deep");
        assertThat(tree.nodes().stream().map(SourceNode::index)).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(tree.root().find("B/INNER/deep")).isEmpty();
        assertThat(tree.root().find("b/inner/DEEP").orElseThrow().sizeBytes()).isEqualTo(3);
    }

    @Test
    void links_areTakenAsLinks_andNeverFollowed() throws IOException {
        Files.createDirectory(folder.resolve("folder"));
        Files.createSymbolicLink(folder.resolve("folder/loop"), Path.of(".."));
        Files.createSymbolicLink(folder.resolve("away"), Path.of("/etc"));
        SourceTree tree = TreeScan.of(folder);
        assertThat(tree.nodes().stream().map(SourceNode::kind))
                .containsExactly(
                        SourceNode.Kind.FOLDER, SourceNode.Kind.LINK, SourceNode.Kind.FOLDER, SourceNode.Kind.LINK);
        assertThat(tree.nodes().get(1).linkTarget()).isEqualTo(new byte[] {'/', 'e', 't', 'c'});
    }

    @Test
    void namesOfOneFile_standForItTogether() throws IOException {
        Files.write(folder.resolve("one"), new byte[1]);
        Files.createLink(folder.resolve("two"), folder.resolve("one"));
        Files.write(folder.resolve("three"), new byte[1]);
        List<SourceNode> nodes = TreeScan.of(folder).nodes();
        assertThat(nodes.get(3).path()).isEqualTo("two");
        assertThat(nodes.get(3).first()).isSameAs(nodes.get(1));
        assertThat(nodes.stream().skip(1).map(SourceNode::names)).containsExactly(2, 1, 2);
    }

    @Test
    void tooDeepOrTooMany_isRefused() throws IOException {
        Path deep = folder;
        for (int i = 0; i < 64; i++) {
            deep = Files.createDirectory(deep.resolve("d"));
        }
        assertThatThrownBy(() -> TreeScan.of(folder))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("more than 64 folders below each other");
        assertThatThrownBy(() -> TreeScan.of(folder, 10))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("more than 10 files and folders");
        assertThatThrownBy(() -> TreeScan.of(folder.resolve("none"))).hasMessageContaining("is not a folder");
    }
}
