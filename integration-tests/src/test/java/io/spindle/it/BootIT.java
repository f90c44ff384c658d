package io.spindle.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.it.harness.Await;
import io.spindle.it.harness.Command;
import io.spindle.it.harness.Needs;
import io.spindle.it.harness.Peer;
import io.spindle.it.harness.SpindleProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command lines that users type, with the demo disc and QEMU. */
final class BootIT {
    private static final String LINE = "Spindle: this virtual disc boots.";
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    @Test
    @Needs(value = Peer.QEMU, toShow = "the printed command line")
    void demoDisc_printedCommandLineOverTcp_boots() throws Exception {
        try (SpindleProcess spindle = SpindleProcess.serve("--demo")) {
            boots(shell(spindle.disc("demo.iso").qemu()));
        }
    }

    @Test
    @Needs(value = Peer.QEMU, toShow = "the printed command line of a disc with a name that needs quoting")
    void oddName_printedCommandLineOverUnixSocket_boots() throws Exception {
        Path image = demoImage("it's a \"disc\", 100% ök.iso");
        List<String> listeners =
                List.of("--nbd-socket", folder.resolve("a socket, 1.sock").toString());
        try (SpindleProcess spindle = SpindleProcess.serveOn(listeners, image)) {
            boots(shell(spindle.discs().get(0).qemu()));
        }
    }

    @Test
    @Needs(
            value = {Peer.QEMU, Peer.NBDCOPY},
            toShow = "spindle boot")
    void spindleBoot_imageFile_startsQemuAndEndsWithIt() throws Exception {
        List<String> words = new ArrayList<>(List.of(SpindleProcess.PROGRAM.toString(), "boot"));
        words.addAll(List.of(demoImage("demo.iso").toString(), "--", "-display", "none"));
        words.addAll(List.of(
                "-serial",
                "file:" + folder.resolve("serial"),
                "-qmp",
                "unix:" + folder.resolve("qmp") + ",server=on,wait=off"));
        Process process = boots(words);
        assertThat(process.isAlive()).isFalse();
        assertThat(temporary()).isEmptyDirectory();
    }

    @Test
    void spindleBoot_withoutQemu_saysWhatToInstall() throws Exception {
        Path image = Files.write(folder.resolve("a.iso"), new byte[2048]);
        Path programs = everyProgramButQemu();
        Command.Result result = Command.of(SpindleProcess.PROGRAM, "boot", image)
                .with("PATH", programs)
                .with("JAVA_HOME", System.getProperty("java.home"))
                .run();
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.errors()).contains("qemu-system-x86_64 is not installed: apt install qemu-system-x86");
    }

    @Test
    void serve_sigterm_exitsWith0() throws Exception {
        try (SpindleProcess spindle = SpindleProcess.serve("--demo")) {
            assertThat(spindle.stop()).isZero();
        }
    }

    @Test
    void serveWithDrives_sigterm_exitsWith0_andWithoutAFault() throws Exception {
        try (SpindleProcess spindle = SpindleProcess.serve("--demo", "--drive", "rig1=demo.iso", "--drive", "rig2")) {
            assertThat(spindle.stop()).isZero();
            assertThat(spindle.errors()).doesNotContain("Exception", "WARN", "ERROR");
        }
    }

    /** What the launcher calls depends on what it still has to prepare, so nothing but QEMU is left out. */
    private Path everyProgramButQemu() throws IOException {
        Path programs = Files.createDirectory(folder.resolve("bin"));
        try (Stream<Path> installed = Files.list(Path.of("/usr/bin"))) {
            for (Path program : installed.toList()) {
                if (!program.getFileName().toString().startsWith("qemu")) {
                    Files.createSymbolicLink(programs.resolve(program.getFileName()), program);
                }
            }
        }
        return programs;
    }

    private Path demoImage(String name) throws IOException {
        Path image = folder.resolve(name);
        try (SpindleProcess spindle = SpindleProcess.serve("--demo")) {
            Command.of("nbdcopy", spindle.url("demo.iso"), image).output();
        }
        return image;
    }

    private List<String> shell(String line) {
        return List.of("sh", "-c", "exec " + line + " -display none -serial file:" + folder.resolve("serial"));
    }

    /** Waits until the disc has greeted over the serial line, then ends the machine as an operator would. */
    private Process boots(List<String> words) throws IOException {
        Path log = folder.resolve("log");
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("PATH", Command.SEARCH_PATH);
        builder.environment().put("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary());
        Process process = builder.start();
        try {
            Await.until(LINE, LIMIT, () -> text("serial").contains(LINE) || !process.isAlive(), () -> text("log"));
            assertThat(text("serial")).contains(LINE);
        } finally {
            process.destroy();
            process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
        }
        return process;
    }

    private Path temporary() throws IOException {
        return Files.createDirectories(folder.resolve("tmp"));
    }

    private String text(String name) {
        try {
            Path file = folder.resolve(name);
            return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException fault) {
            throw new AssertionError(fault);
        }
    }
}
