package io.spindle.app;

import io.spindle.iso.library.Library;
import io.spindle.iso.library.LibraryDisc;
import io.spindle.iso.library.LibraryOptions;
import io.spindle.iso.packed.PackedFiles;
import io.spindle.nbd.NbdListener;
import io.spindle.nbd.NbdServer;
import io.spindle.nbd.NbdServerOptions;
import io.spindle.transport.ListenAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spindle boot}. */
@Command(
        name = "boot",
        mixinStandardHelpOptions = true,
        description = "Serves one image and starts QEMU that boots from it; ends with QEMU and its exit code.",
        footer = {
            "",
            "Examples:",
            "  spindle boot debian.iso",
            "  spindle boot debian.iso -- -m 4096 -accel kvm",
            "  spindle boot memtest.iso -- -nographic"
        })
final class BootCommand implements Callable<Integer> {
    private static final int QEMU_END_SECONDS = 5;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "IMAGE", description = "The image file.")
    private Path image;

    @Parameters(index = "1..*", paramLabel = "QEMU ARGUMENTS", description = "Further arguments of QEMU, after --.")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        if (!Files.isRegularFile(image)) {
            throw new UsageFault(image + " is not a file: name an image");
        }
        if (!QemuCommand.isInstalled(System.getenv().getOrDefault("PATH", ""))) {
            throw new IOException("qemu-system-x86_64 is not installed: apt install qemu-system-x86 qemu-block-extra"
                    + " (Debian, Ubuntu), dnf install qemu-system-x86 (Fedora), brew install qemu (macOS)");
        }
        Path folder = Files.createTempDirectory("spindle");
        try {
            return boot(folder);
        } finally {
            remove(folder);
        }
    }

    private int boot(Path folder) throws Exception {
        PackedFiles packed = PackedImages.ready(image, spec.commandLine().getErr());
        LibraryOptions options = new LibraryOptions(List.of(image), folder.resolve("names"), Duration.ZERO, packed);
        NbdListener listener = new NbdListener(new ListenAddress.Unix(folder.resolve("nbd.sock")), Optional.empty());
        try (Library library = Library.open(options, event -> {})) {
            LibraryDisc disc = library.discs().stream()
                    .findFirst()
                    .orElseThrow(() ->
                            new IOException(Descriptions.of(library.skipped().get(0))));
            if (!disc.hasBlocks()) {
                throw new IOException(image + " is " + Descriptions.NO_BLOCKS);
            }
            NbdServer server = NbdServer.start(
                    NbdServerOptions.of(List.of(listener)), new LibraryCatalog(library, Optional.empty()));
            if (disc.inspection().boots().isEmpty()) {
                spec.commandLine().getErr().println("spindle: " + image + " has no boot record; QEMU starts anyway");
            }
            int exit = run(listener, disc, folder);
            server.stop(Duration.ZERO).join();
            return exit;
        }
    }

    private int run(NbdListener listener, LibraryDisc disc, Path folder) throws Exception {
        List<String> words =
                QemuCommand.words(listener, disc.name(), disc.inspection().boots());
        words.addAll(arguments);
        Process qemu = new ProcessBuilder(words).inheritIO().start();
        Thread end = new Thread(() -> endWithUs(qemu, folder), "end");
        Runtime.getRuntime().addShutdownHook(end);
        return qemu.waitFor();
    }

    /** On a signal nobody waits for the thread that called us. */
    private static void endWithUs(Process qemu, Path folder) {
        qemu.destroy();
        try {
            if (!qemu.waitFor(QEMU_END_SECONDS, TimeUnit.SECONDS)) {
                qemu.destroyForcibly();
            }
            remove(folder);
        } catch (IOException | InterruptedException e) {
            qemu.destroyForcibly();
        }
    }

    private static void remove(Path folder) throws IOException {
        for (String name : List.of("names", "names.lock", "nbd.sock")) {
            Files.deleteIfExists(folder.resolve(name));
        }
        Files.deleteIfExists(folder);
    }
}
