package io.spindle.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spindle info}. */
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        description = "Tells what is on an image, who made it, how it boots, and what is wrong with it.",
        footer = {
            "",
            "Examples:",
            "  spindle info debian.iso",
            "  spindle info debian.iso --json",
            "  spindle info game.cue            a sheet (.cue, .toc, .ccd, .mds) stands for its files"
        })
final class InfoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "IMAGE", description = "The image file.")
    private Path image;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        try (OpenImage opened =
                OpenImage.of(image, Optional.empty(), spec.commandLine().getErr())) {
            ImageReport report = ImageReport.of(image, opened);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(InfoDocument.of(report));
            } else {
                new InfoPage(out, Boolean.getBoolean("spindle.terminal")).print(report);
            }
            out.flush();
        }
        return 0;
    }
}
