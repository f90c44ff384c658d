package io.spindle.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.it.harness.Await;
import io.spindle.it.harness.Command;
import io.spindle.it.harness.Images;
import io.spindle.it.harness.Needs;
import io.spindle.it.harness.Peer;
import io.spindle.it.harness.SpindleProcess;
import io.spindle.it.harness.UnixSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Discs that clamd looks at; it knows one malware only, by a signature that is written here. */
@Needs(
        value = {Peer.CLAMD, Peer.XORRISO, Peer.QEMU_IMG},
        toShow = "that malware is found on discs and not exported")
final class ScanIT {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final String MALWARE = "This stands for malware, and is none: 7f3a9d.";

    @TempDir
    private Path folder;

    private Path socket;
    private Process clamd;

    @BeforeEach
    void startClamd() throws IOException {
        // clamd gives its rights up, and must still be able to use its folder.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path signatures = Files.createDirectory(folder.resolve("signatures"));
        Path sample = Files.writeString(folder.resolve("sample"), MALWARE);
        String md5 = Command.of("md5sum", sample).output().substring(0, 32);
        Files.writeString(signatures.resolve("test.hdb"), md5 + ":" + MALWARE.length() + ":Test.Malware\n");
        String hex = HexFormat.of().formatHex("and this hides in a boot image".getBytes(StandardCharsets.US_ASCII));
        Files.writeString(signatures.resolve("test.ndb"), "Test.Boot:0:*:" + hex + "\n");
        socket = folder.resolve("clamd.sock");
        Path config = folder.resolve("clamd.conf");
        Files.writeString(
                config,
                "LocalSocket " + socket + "\nDatabaseDirectory " + signatures
                        + "\nForeground yes\nStreamMaxLength 1M\n");
        clamd = new ProcessBuilder("clamd", "--config-file=" + config)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("clamd.log").toFile())
                .start();
        Await.until("clamd", LIMIT, () -> UnixSocket.isOpen(socket), this::log);
    }

    @AfterEach
    void stopClamd() throws InterruptedException {
        clamd.destroy();
        clamd.waitFor();
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("clamd.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void disc_isExported_whenClamdFindsItsFilesClean_andNotOtherwise() throws Exception {
        Path isos = Files.createDirectory(folder.resolve("isos"));
        iso(isos.resolve("clean.iso"), "harmless", 1000);
        iso(isos.resolve("infected.iso"), MALWARE, 1000);
        iso(isos.resolve("large.iso"), "harmless", 2_000_000);
        hidden(isos.resolve("boot.iso"));
        Path config = folder.resolve("spindle.yaml");
        Files.writeString(config, "scan:\n  clamd: unix:" + socket + "\n");
        try (SpindleProcess server = SpindleProcess.serve(isos, "--config", config, "--no-http", "--pattern", "1M")) {
            String url = server.url("pattern");
            Await.value("the clean disc", LIMIT, () -> exported(url.replace("pattern", "clean.iso")), server::errors);
            String infected = refused(url.replace("pattern", "infected.iso"), server);
            assertThat(infected).contains("deep/file holds Test.Malware");
            String boot = refused(url.replace("pattern", "boot.iso"), server);
            assertThat(boot).contains("[El Torito 1] holds Test.Boot");
            String large = refused(url.replace("pattern", "large.iso"), server);
            assertThat(large).contains("noise cannot be scanned", "size limit exceeded", "scan.skip-larger");
        }
        Files.writeString(config, "scan:\n  clamd: unix:" + socket + "\n  skip-larger: 1M\n");
        try (SpindleProcess server = SpindleProcess.serve(isos, "--config", config, "--no-http", "--pattern", "1M")) {
            String url = server.url("pattern").replace("pattern", "large.iso");
            Await.value("the large disc", LIMIT, () -> exported(url), server::errors);
        }
    }

    @Test
    void imageByUrl_isScannedBeforeADriveHasIt() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        iso(elsewhere.resolve("clean.iso"), "harmless", 1000);
        iso(elsewhere.resolve("infected.iso"), MALWARE, 1000);
        Path config = folder.resolve("spindle.yaml");
        Files.writeString(
                config, "scan: {clamd: \"unix:" + socket + "\"}\nfetch: {allow: [\"file://" + elsewhere + "\"]}\n");
        try (SpindleProcess server =
                SpindleProcess.serve("--config", config, "--no-http", "--pattern", "1M", "--drive", "rig1")) {
            server.command("insert", "rig1", "file://" + elsewhere + "/clean.iso")
                    .output();
            server.command("eject", "rig1").output();
            Command.Result infected = server.command("insert", "rig1", "file://" + elsewhere + "/infected.iso")
                    .run();
            assertThat(infected.exitCode()).isNotZero();
            assertThat(infected.errors()).contains("did not pass the scan for malware", "deep/file holds Test.Malware");
        }
    }

    @Test
    void firstDiscOfADrive_comesWhenItIsScanned() throws Exception {
        Path isos = Files.createDirectory(folder.resolve("isos"));
        iso(isos.resolve("clean.iso"), "harmless", 1000);
        iso(isos.resolve("infected.iso"), MALWARE, 1000);
        Path config = folder.resolve("spindle.yaml");
        Files.writeString(config, "scan:\n  clamd: unix:" + socket + "\ndrives:\n  rig2:\n    disc: infected.iso\n");
        try (SpindleProcess server =
                SpindleProcess.serve(isos, "--config", config, "--no-http", "--drive", "rig1=clean.iso")) {
            Await.until(
                    "the clean disc",
                    LIMIT,
                    () -> server.command("drives").output().contains("clean.iso"),
                    server::errors);
            Await.until(
                    "the refusal",
                    LIMIT,
                    () -> server.errors().contains("drive rig2: infected.iso did not pass the scan for malware"),
                    server::errors);
        }
    }

    /** An EFI boot image behind all files, as on the discs of most distributions. */
    private void hidden(Path image) throws IOException {
        byte[] boot = Images.noise(200_000, 1);
        byte[] malware = "and this hides in a boot image".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(malware, 0, boot, 150_000, malware.length);
        Path file = Files.write(folder.resolve("efi.img"), boot);
        Path tree = Files.createTempDirectory(folder, "tree");
        Files.writeString(tree.resolve("file"), "harmless");
        Command.of("xorriso", "-as", "mkisofs", "-quiet", "-append_partition", "2", "0xef", file)
                .append("-e", "--interval:appended_partition_2:all::", "-no-emul-boot", "-o", image, tree)
                .output();
        Images.rested(image);
    }

    private static Optional<String> exported(String url) {
        Command.Result result = Command.of("qemu-img", "info", url).run();
        return result.exitCode() == 0 ? Optional.of(result.output()) : Optional.empty();
    }

    /** What a client is told once the scan has ended. */
    private static String refused(String url, SpindleProcess server) {
        return Await.value(
                "the end of the scan",
                LIMIT,
                () -> Optional.of(Command.of("qemu-img", "info", url).run().errors())
                        .filter(it -> !it.contains("is being scanned")),
                server::errors);
    }

    private void iso(Path image, String text, int noiseBytes) throws IOException {
        Path tree = Files.createTempDirectory(folder, "tree");
        Files.writeString(Files.createDirectory(tree.resolve("deep")).resolve("file"), text);
        Images.random(tree.resolve("noise"), noiseBytes, 1);
        Command.of("xorriso", "-as", "mkisofs", "-quiet", "-o", image, tree).output();
        Images.rested(image);
    }
}
