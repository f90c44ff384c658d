package io.spindle.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An installed Linux kernel that can be booted as a guest.
 *
 * @param image what QEMU loads
 * @param release names its folder of modules
 */
public record LinuxKernel(Path image, String release) {
    private static final Path BOOT = Path.of("/boot");
    private static final String PREFIX = "vmlinuz-";

    /** The newest one that is readable and has modules. */
    public static Optional<LinuxKernel> find() {
        if (!Files.isDirectory(BOOT)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(BOOT)) {
            return files.filter(Files::isReadable)
                    .filter(file -> file.getFileName().toString().startsWith(PREFIX))
                    .sorted(Comparator.reverseOrder())
                    .map(file ->
                            new LinuxKernel(file, file.getFileName().toString().substring(PREFIX.length())))
                    .filter(kernel -> Files.isDirectory(Path.of("/lib/modules", kernel.release)))
                    .findFirst();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** The files of the module and of all that it needs, in the order in which they are to be loaded. */
    List<Path> modules(String name) {
        return Command.of("modprobe", "--set-version", release, "--show-depends", name)
                .output()
                .lines()
                .filter(line -> line.startsWith("insmod "))
                .map(line -> Path.of(line.split(" ")[1]))
                .toList();
    }
}
