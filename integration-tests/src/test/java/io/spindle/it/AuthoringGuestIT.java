package io.spindle.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.it.harness.Command;
import io.spindle.it.harness.Images;
import io.spindle.it.harness.LinuxGuest;
import io.spindle.it.harness.Needs;
import io.spindle.it.harness.Peer;
import io.spindle.it.harness.SpindleProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the kernel of Linux finds on a folder that is served as a disc, and on a disc with a file over 4 GiB; one guest judges
 * both.
 */
final class AuthoringGuestIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final long BIG_BYTES = 4_600_000_000L;

    @TempDir
    private Path folder;

    @Test
    @Needs(
            value = {Peer.QEMU, Peer.LINUX, Peer.BUSYBOX, Peer.NBDCOPY, Peer.SEVEN_ZIP, Peer.BSDTAR},
            toShow =
                    "a Linux guest mounts a served folder as Rock Ridge, Joliet, ISO 9660 and UDF, and a file of 4.6 GB")
    void folder_served_isWhatALinuxGuestMounts() throws IOException {
        Path tree = SampleTree.make(folder.resolve("tree"));
        Path big = Files.createDirectory(folder.resolve("big"));
        Images.hole(big.resolve("file"), BIG_BYTES);
        for (long offset : new long[] {0, 4_294_965_247L, 4_294_967_295L, BIG_BYTES - 1000}) {
            Images.put(big.resolve("file"), offset, Images.noise(1000, offset));
        }
        Path image = folder.resolve("usual.iso");
        DiscTree.spindle("create", image, tree).output();
        String told;
        try (SpindleProcess spindle =
                SpindleProcess.serve("--folder", "tree.iso=" + tree, "--folder", "big.iso=" + big)) {
            Path copied = folder.resolve("big.iso");
            Command.of("nbdcopy", spindle.url("big.iso"), copied).output();
            assertThat(Command.of("bsdtar", "-tvf", copied).output()).contains(" 4600000000 ");
            assertThat(Command.of("7z", "l", "-tudf", copied).output()).contains(" 4600000000 ");
            try (LinuxGuest guest = LinuxGuest.start(spindle.url("tree.iso"), List.of(copied), script())) {
                told = guest.awaitEnd(LIMIT);
            }
        }
        Map<String, String> whole = DiscTree.ofFolder(tree);
        List<String> differences = new ArrayList<>();
        differences.addAll(DiscTree.differences(DiscTree.ofGuest(told, "rock"), whole));
        differences.addAll(DiscTree.differences(DiscTree.ofGuest(told, "udf"), whole));
        for (String kind : List.of("joliet", "iso9660")) {
            Map<String, String> theirs = new TreeMap<>();
            DiscTree.ofGuest(told, kind).forEach((path, what) -> theirs.put(path.replaceAll("\\.?;1$", ""), what));
            Map<String, String> ours = DiscTree.ofSpindle(image, folder.resolve(kind), "--tree", kind);
            differences.addAll(DiscTree.differences(theirs, ours));
            assertThat(ours).hasSizeGreaterThan(20);
        }
        assertThat(differences).isEmpty();
        String parts = Command.of("sh", "-c", "cd " + big + "\n" + parts()).output();
        assertThat(told).contains("big iso9660\n" + parts, "big udf\n" + parts);
    }

    private static String script() {
        StringBuilder script = new StringBuilder("set -e\nuntil [ -b /dev/sda ]; do sleep 0.1; done\n");
        mounted(script, "/dev/sr0", "-t iso9660 -o ro,utf8", DiscTree.script("rock"));
        mounted(script, "/dev/sr0", "-t iso9660 -o ro,utf8,norock", DiscTree.script("joliet"));
        mounted(script, "/dev/sr0", "-t iso9660 -o ro,norock,nojoliet,map=off", DiscTree.script("iso9660"));
        mounted(script, "/dev/sr0", "-t udf -o ro,utf8", DiscTree.script("udf"));
        mounted(script, "/dev/sda", "-t iso9660 -o ro", "echo big iso9660\n" + parts());
        mounted(script, "/dev/sda", "-t udf -o ro", "echo big udf\n" + parts());
        return script.toString();
    }

    private static void mounted(StringBuilder script, String device, String mount, String what) {
        script.append("mount ").append(mount).append(' ').append(device).append(" /mnt\ncd /mnt\n");
        script.append(what).append("cd /\numount /mnt\n");
    }

    /** Around 4 GiB, where one extent ends and the next begins, and the end. */
    private static String parts() {
        return """
                ls -ln file | awk '{print $5}'
                dd if=file bs=2048 skip=2097140 count=20 2>/dev/null | sha256sum
                dd if=file bs=2048 skip=2246000 2>/dev/null | sha256sum
                """;
    }
}
