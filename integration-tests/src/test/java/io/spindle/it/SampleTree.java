package io.spindle.it;

import io.spindle.it.harness.Command;
import io.spindle.it.harness.Images;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder with what readers of discs stumble over. */
final class SampleTree {
    private SampleTree() {}

    /** Long and foreign names, deep folders, links of each kind, empty things, sizes around a sector. */
    static Path make(Path tree) throws IOException {
        Path sub = Files.createDirectories(tree.resolve("sub"));
        Files.createDirectories(tree.resolve("empty folder"));
        Files.writeString(sub.resolve("file.txt"), "in a folder\n".repeat(10_000));
        Files.createFile(tree.resolve("empty"));
        for (int sizeBytes : new int[] {1, 2047, 2048, 2049}) {
            Images.random(sub.resolve("size." + sizeBytes), sizeBytes, sizeBytes);
        }
        Images.random(tree.resolve("plain"), 65_536, 1);
        Files.createLink(tree.resolve("hard"), tree.resolve("plain"));
        Path deep = Files.createDirectories(tree.resolve("1/2/3/4/5/6/7/8/9/10/11/12"));
        Files.writeString(deep.resolve("deep"), "twelve folders deep\n");
        Files.createSymbolicLink(tree.resolve("link"), Path.of("sub/file.txt"));
        Files.createSymbolicLink(sub.resolve("up"), Path.of("../plain"));
        Files.createSymbolicLink(tree.resolve("long link"), Path.of("sub/" + "../sub/".repeat(30) + "file.txt"));
        // Names beyond ASCII come from a shell: Java names files in the locale of the build.
        Command.of("sh", "-c", """
                cd "$1"
                echo umlaut > "$(printf 'gr\\303\\274n')"
                echo clef > "$(printf '%060d \\360\\235\\204\\236' 7)"
                echo kanji > "$(printf '\\345\\244\\247 %090d.txt' 7)"
                """, "-", tree).output();
        Files.setLastModifiedTime(
                tree.resolve("plain"), java.nio.file.attribute.FileTime.fromMillis(1_577_934_245_000L));
        return tree;
    }
}
