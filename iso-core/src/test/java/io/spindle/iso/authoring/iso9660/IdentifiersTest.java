package io.spindle.iso.authoring.iso9660;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.iso.authoring.tree.MemoryTree;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What files are called where their names do not fit. */
final class IdentifiersTest {
    @Test
    void level1_namesThatDoNotFit_areCutAndNumbered() {
        assertThat(named(Identifiers.LEVEL_1, "readme.txt", "isolinux.cfg", "vmlinuz", "initrd.img-6.1", ".profile"))
                .containsOnly(
                        Map.entry("readme.txt", "README.TXT;1"),
                        Map.entry("isolinux.cfg", "ISOLINUX.CFG;1"),
                        Map.entry("vmlinuz", "VMLINUZ.;1"),
                        Map.entry("initrd.img-6.1", "INITRD_I.1;1"),
                        Map.entry(".profile", "_PROFILE.;1"));
        assertThat(named(Identifiers.LEVEL_1, "a long name.html", "a long nose.html", "A_LONG_N.HTM"))
                .containsOnly(
                        Map.entry("A_LONG_N.HTM", "A_LONG_N.HTM;1"),
                        Map.entry("a long name.html", "A_LON000.HTM;1"),
                        Map.entry("a long nose.html", "A_LON001.HTM;1"));
    }

    @Test
    void level2_names_have31CharactersAndAnExtension() {
        String name = "a name that is much longer than all that.tar.gz";
        assertThat(named(Identifiers.LEVEL_2, name, "grün", "x.", "folder.d/file"))
                .containsOnly(
                        Map.entry(name, "A_NAME_THAT_IS_MUCH_LONGER_T.GZ;1"),
                        Map.entry("grün", "GR_N.;1"),
                        Map.entry("x.", "X_.;1"),
                        Map.entry("folder.d", "FOLDER_D"));
    }

    @Test
    void exactNames_areKept_andOthersGiveWay() {
        assertThat(named(Identifiers.LEVEL_2, "foo bar", "foo_bar"))
                .containsOnly(Map.entry("foo_bar", "FOO_BAR.;1"), Map.entry("foo bar", "FOO_BAR000.;1"));
        assertThat(named(Identifiers.JOLIET, "Makefile", "makefile"))
                .containsOnly(Map.entry("Makefile", "Makefile"), Map.entry("makefile", "makefile000"));
    }

    @Test
    void joliet_namesOfWindows_areNotBroken() {
        String longName = "x".repeat(70) + ".text";
        assertThat(named(Identifiers.JOLIET, "a:b?.txt", "ends.", "ends ", "foo .txt", longName))
                .containsOnly(
                        Map.entry("a:b?.txt", "a_b_.txt"),
                        Map.entry("ends ", "ends_"),
                        Map.entry("ends.", "ends_000"),
                        Map.entry("foo .txt", "foo .txt"),
                        Map.entry(longName, "x".repeat(59) + ".text"));
    }

    @Test
    void joliet_cut_leavesNoHalfCharacter() {
        String clef = "\uD834\uDD1E";
        assertThat(named(Identifiers.JOLIET, "y".repeat(63) + clef))
                .containsOnly(Map.entry("y".repeat(63) + clef, "y".repeat(63)));
    }

    @Test
    void namesThatAreCutAlike_areAllDifferentAndInOrder() {
        String[] names = IntStream.range(0, 3000)
                .mapToObj(i -> "always the same thirty-one characters " + i + ".text")
                .toArray(String[]::new);
        for (Identifiers kind : Identifiers.values()) {
            List<String> identifiers = kind
                    .of(MemoryTree.of(files(names), 0).root().children())
                    .stream()
                    .map(it -> text(kind, it.identifier()))
                    .toList();
            assertThat(identifiers).doesNotHaveDuplicates().hasSize(3000).isSorted();
        }
    }

    private static Map<String, String> named(Identifiers kind, String... names) {
        return kind.of(MemoryTree.of(files(names), 0).root().children()).stream()
                .collect(Collectors.toMap(it -> it.node().name().text(), it -> text(kind, it.identifier())));
    }

    private static Map<String, byte[]> files(String... names) {
        Map<String, byte[]> files = new TreeMap<>();
        Arrays.stream(names).forEach(name -> files.put(name, new byte[1]));
        return files;
    }

    private static String text(Identifiers kind, byte[] identifier) {
        return new String(
                identifier, kind == Identifiers.JOLIET ? StandardCharsets.UTF_16BE : StandardCharsets.US_ASCII);
    }
}
