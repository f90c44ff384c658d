package io.spindle.app;

import io.spindle.iso.extraction.Extraction;
import io.spindle.iso.filesystem.FileNode;
import io.spindle.iso.filesystem.Volume;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spindle extract}. */
@Command(
        name = "extract",
        mixinStandardHelpOptions = true,
        description = {
            "Copies files from an image into a folder.",
            "Nothing in the folder is overwritten and nothing is written outside of it. Links that may lead out of it,"
                    + " devices, pipes and sockets are left out. The exit code is 1 when anything was left out."
        },
        footer = {
            "",
            "Examples:",
            "  spindle extract debian.iso -d debian              all of it",
            "  spindle extract debian.iso /boot/grub -d grub     what is in that directory",
            "  spindle extract debian.iso /README.txt -d .       one file"
        })
final class ExtractCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private TreeFlags flags;

    @Parameters(index = "1", arity = "0..1", paramLabel = "PATH", description = "A directory or file on the image.")
    private String path = "";

    @Option(
            names = {"-d", "--directory"},
            required = true,
            paramLabel = "DIR",
            description = "The folder to copy into; it is made when it is not there.")
    private Path folder;

    @Override
    public Integer call() throws Exception {
        try (OpenImage image = flags.open(spec.commandLine().getErr());
                StopRequest stop = new StopRequest()) {
            Volume volume = flags.volume(image);
            FileNode node = TreeFlags.find(volume, path, false);
            PrintWriter err = spec.commandLine().getErr();
            ProgressLine progress = new ProgressLine(err, Boolean.getBoolean("spindle.terminal"));
            Extraction extraction = new Extraction(volume, folder, (file, done, total) -> {
                progress.show(file, done, total);
                return !stop.came();
            });
            Extraction.Result result;
            try {
                result = extraction.run(node);
            } catch (CancellationException e) {
                err.println("spindle: stopped: not all files are in " + folder + "; those that are there are whole");
                return 1;
            } finally {
                progress.clear();
            }
            result.findings().forEach(finding -> err.println(Descriptions.of(finding)));
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%d files, %d folders, %d links, %s into %s%n",
                            result.files(),
                            result.folders(),
                            result.links(),
                            Descriptions.size(result.bytes()),
                            folder);
            return result.complete() ? 0 : 1;
        }
    }
}
