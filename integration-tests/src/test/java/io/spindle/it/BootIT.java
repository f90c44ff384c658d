package io.spindle.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** QEMU boots what Spindle serves. */
final class BootIT {
    private static final String LINE = "Spindle: this virtual disc boots.";
    private static final Duration DEADLINE = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    @Test
    void demoDisc_printedCommandLine_boots() throws Exception {
        Peers.need("the printed command line", "qemu-system-x86_64");
        Path serial = folder.resolve("serial");
        try (SpindleProcess spindle = SpindleProcess.serve(folder, "--demo", "--nbd", "127.0.0.1:0")) {
            String line = spindle.disc("demo.iso").get("qemu").asText() + " -display none -serial file:" + serial;
            awaitSerial(new ProcessBuilder("sh", "-c", "exec " + line), serial);
        }
    }

    @Test
    void spindleBoot_imageFile_startsQemu() throws Exception {
        Peers.need("spindle boot", "qemu-system-x86_64", "nbdcopy");
        Path image = folder.resolve("demo.iso");
        Path serial = folder.resolve("serial");
        try (SpindleProcess spindle = SpindleProcess.serve(folder, "--demo", "--nbd", "127.0.0.1:0")) {
            assertThat(Run.of("nbdcopy", spindle.url("demo.iso"), image.toString())
                            .exit())
                    .isZero();
        }
        awaitSerial(
                new ProcessBuilder(
                        SpindleProcess.LAUNCHER.toString(),
                        "boot",
                        image.toString(),
                        "--",
                        "-display",
                        "none",
                        "-serial",
                        "file:" + serial),
                serial);
    }

    @Test
    void info_memtest_tellsBothFirmwares() throws Exception {
        Path memtest = Peers.file("spindle info of memtest86+", "/usr/lib/memtest86+/memtest86+x64.iso");
        Run info = Run.of(SpindleProcess.LAUNCHER.toString(), "info", memtest.toString(), "--json");
        assertThat(info.exit()).isZero();
        assertThat(info.output()).contains("\"boots\":[\"BIOS\",\"UEFI\"]", "\"label\":\"MT86PLUS_64\"");
    }

    private static void awaitSerial(ProcessBuilder command, Path serial) throws Exception {
        Process process = command.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            long end = System.nanoTime() + DEADLINE.toNanos();
            String seen = "";
            while (!seen.contains(LINE) && System.nanoTime() < end && process.isAlive()) {
                process.waitFor(100, TimeUnit.MILLISECONDS);
                seen = Files.exists(serial)
                        ? Files.readString(serial, java.nio.charset.StandardCharsets.ISO_8859_1)
                        : "";
            }
            assertThat(seen).contains(LINE);
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            process.waitFor();
        }
    }
}
