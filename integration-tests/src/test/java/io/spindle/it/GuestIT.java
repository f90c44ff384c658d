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
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Linux mounts what is served, and every byte is right. */
@Execution(ExecutionMode.CONCURRENT)
final class GuestIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int[] FILE_SIZES = {0, 1, 2047, 2048, 2049, 65_536, 300_001, 5_000_000};

    @TempDir
    private Path folder;

    @Test
    @Needs(
            value = {Peer.QEMU, Peer.LINUX, Peer.BUSYBOX, Peer.XORRISO},
            toShow = "a Linux guest mounts an ISO 9660 disc and sums up every file")
    void linux_iso9660_everyChecksumIsRight() throws Exception {
        Path image = folder.resolve("files.iso");
        Command.of("xorriso", "-as", "mkisofs", "-quiet", "-R", "-J", "-V", "FILES", "-o", image, tree())
                .output();
        assertThat(guest(image, "iso9660")).contains("deep/er/5000000: OK", "all is right");
    }

    @Test
    @Needs(
            value = {Peer.QEMU, Peer.LINUX, Peer.BUSYBOX, Peer.GENISOIMAGE},
            toShow = "a Linux guest mounts a UDF disc and sums up every file")
    void linux_udf_everyChecksumIsRight() throws Exception {
        Path image = folder.resolve("files.iso");
        Command.of("genisoimage", "-quiet", "-udf", "-R", "-J", "-V", "FILES", "-o", image, tree())
                .output();
        assertThat(guest(image, "udf")).contains("deep/er/5000000: OK", "all is right");
    }

    @Test
    @Needs(
            value = {Peer.QEMU, Peer.LINUX, Peer.BUSYBOX},
            toShow = "a Linux guest reads a disc beyond 4 GiB, up to its last sector")
    void linux_beyondFourGigabytes_readsTheRightSectors() throws Exception {
        String script = """
                for sector in 0 1 2097151 2097152 4194303; do
                    dd if=/dev/sr0 bs=2048 skip=$sector count=1 2>/dev/null | hexdump -n 8 -e '8/1 "%02x" "\\n"'
                done
                blockdev --getsize64 /dev/sr0
                """;
        try (SpindleProcess spindle = SpindleProcess.serve("--pattern", "8G");
                LinuxGuest guest = LinuxGuest.start(spindle.url("pattern"), script)) {
            assertThat(guest.awaitEnd(LIMIT).lines())
                    .containsExactly(
                            "0000000000000000",
                            "0000000000000001",
                            "00000000001fffff",
                            "0000000000200000",
                            "00000000003fffff",
                            "8589934592");
        }
    }

    private String guest(Path image, String fileSystem) throws IOException {
        String script = """
                set -e
                mount -t %s -o ro /dev/sr0 /mnt
                cd /mnt
                sha256sum -c sums
                echo all is right
                """.formatted(fileSystem);
        try (SpindleProcess spindle = SpindleProcess.serve(image);
                LinuxGuest guest = LinuxGuest.start(spindle.url("files.iso"), script)) {
            return guest.awaitEnd(LIMIT);
        }
    }

    private Path tree() throws Exception {
        Path tree = folder.resolve("tree");
        Path deep = Files.createDirectories(tree.resolve("deep/er"));
        StringBuilder sums = new StringBuilder();
        for (int sizeBytes : FILE_SIZES) {
            byte[] content = Images.noise(sizeBytes, sizeBytes);
            Files.write(deep.resolve(Integer.toString(sizeBytes)), content);
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(content);
            sums.append(HexFormat.of().formatHex(sum))
                    .append("  deep/er/")
                    .append(sizeBytes)
                    .append('\n');
        }
        Files.writeString(tree.resolve("sums"), sums);
        return tree;
    }
}
