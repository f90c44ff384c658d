package io.spindle.app;

import io.spindle.iso.library.Library;
import io.spindle.iso.library.LibraryDisc;
import io.spindle.iso.library.LibraryOptions;
import io.spindle.nbd.ListenAddress;
import io.spindle.nbd.NbdListener;
import io.spindle.nbd.NbdServer;
import io.spindle.nbd.NbdServerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code spindle boot}. */
@Command(
        name = "boot",
        mixinStandardHelpOptions = true,
        description = "Serves one image and starts QEMU that boots from it; ends with QEMU.",
        footer = {"", "Example:", "  spindle boot debian.iso -- -m 4096 -accel kvm"})
final class BootCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "IMAGE", description = "The image file.")
    private Path image;

    @Parameters(index = "1..*", paramLabel = "QEMU ARGUMENTS", description = "Further arguments of QEMU, after --.")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        if (!Files.isRegularFile(image)) {
            throw new UsageFault(image + " is not a file: name an image");
        }
        if (QemuCommand.program().isEmpty()) {
            throw new IllegalStateException(
                    "qemu-system-x86_64 is not installed: apt install qemu-system-x86"
                            + " qemu-block-extra (Debian, Ubuntu), dnf install qemu-system-x86 (Fedora), brew install qemu (macOS)");
        }
        Path folder = Files.createTempDirectory("spindle-boot");
        try {
            return boot(folder);
        } finally {
            Files.deleteIfExists(folder.resolve("names"));
            Files.deleteIfExists(folder.resolve("names.lock"));
            Files.deleteIfExists(folder.resolve("nbd.sock"));
            Files.deleteIfExists(folder);
        }
    }

    private int boot(Path folder) throws Exception {
        LibraryOptions options = new LibraryOptions(List.of(image), folder.resolve("names"), Duration.ZERO);
        ListenAddress address = new ListenAddress.Unix(folder.resolve("nbd.sock"));
        try (Library library = Library.open(options, event -> {})) {
            if (library.discs().isEmpty()) {
                throw new IllegalStateException(
                        image + " " + library.skipped().get(0).reason());
            }
            LibraryDisc disc = library.discs().get(0);
            NbdServerOptions listening = NbdServerOptions.of(List.of(new NbdListener(address, Optional.empty())));
            NbdServer server = NbdServer.start(listening, new LibraryCatalog(library, Optional.empty()));
            List<String> words =
                    QemuCommand.words(address, disc.name(), disc.inspection().boots());
            words.addAll(arguments);
            Process qemu = new ProcessBuilder(words).inheritIO().start();
            Runtime.getRuntime().addShutdownHook(new Thread(qemu::destroy, "stop-qemu"));
            int exit = qemu.waitFor();
            server.stop(Duration.ZERO).join();
            return exit;
        }
    }
}
