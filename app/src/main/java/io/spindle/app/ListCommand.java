package io.spindle.app;

import io.spindle.iso.filesystem.FileNode;
import io.spindle.iso.filesystem.FileTree;
import io.spindle.iso.filesystem.ParseLimits;
import io.spindle.iso.filesystem.Volume;
import io.spindle.iso.inspection.Finding;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spindle ls}. */
@Command(
        name = "ls",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the files on an image.",
            "What is broken on the image is told on the error output, and the exit code is then 1."
        },
        footer = {
            "",
            "Examples:",
            "  spindle ls debian.iso                  the root directory",
            "  spindle ls -l debian.iso /boot/grub    with modes, sizes and dates",
            "  spindle ls -R debian.iso               all paths, one a line",
            "  spindle ls -R --json debian.iso        all that is known of each file, for programs",
            "  spindle ls --tree joliet debian.iso    as Windows sees it"
        })
final class ListCommand implements Callable<Integer> {
    private static final int BUFFER_CHARACTERS = 1 << 16;

    @Spec
    private CommandSpec spec;

    @Mixin
    private TreeFlags flags;

    @Parameters(index = "1", arity = "0..1", paramLabel = "PATH", description = "A directory or file on it.")
    private String path = "";

    @Option(
            names = {"-l", "--long"},
            description = "With mode, links, owner, group, size and time of change.")
    private boolean detailed;

    @Option(
            names = {"-R", "--recursive"},
            description = "With all that is below it, as paths.")
    private boolean recursive;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        try (OpenImage image = flags.open(spec.commandLine().getErr())) {
            Volume volume = flags.volume(image);
            FileNode node = TreeFlags.find(volume, path, false);
            List<Finding> findings = new ArrayList<>();
            // The writer of the command line flushes each line.
            PrintWriter out =
                    new PrintWriter(new BufferedWriter(spec.commandLine().getOut(), BUFFER_CHARACTERS));
            if (json) {
                try (ListingDocument document = new ListingDocument(out, volume)) {
                    findings.addAll(list(volume, node, document::entry));
                    findings.addAll(volume.findings());
                    document.findings(findings);
                }
            } else {
                LongListing listing = new LongListing(out);
                findings.addAll(list(volume, node, detailed ? listing::entry : listing::name));
                findings.addAll(volume.findings());
                findings.forEach(finding -> spec.commandLine().getErr().println(Descriptions.of(finding)));
            }
            out.flush();
            boolean broken = findings.stream().anyMatch(it -> it.severity() == Finding.Severity.ERROR);
            return broken ? 1 : 0;
        }
    }

    /** Takes the entries of a listing. */
    private interface Entries {
        void take(String shownPath, FileNode node) throws IOException;
    }

    private List<Finding> list(Volume volume, FileNode node, Entries entries) throws IOException {
        String base = path.replaceAll("/+", "/").replaceAll("^/|/$", "");
        if (!node.isDirectory()) {
            entries.take(base, node);
            return List.of();
        }
        if (!recursive) {
            for (FileNode child : volume.list(node)) {
                entries.take(json ? FileTree.join(base, child.name()) : child.name(), child);
            }
            return List.of();
        }
        return new FileTree(volume, ParseLimits.generous()).walk(base, node, (directory, nodes) -> {
            for (FileNode child : nodes) {
                take(entries, FileTree.join(directory, child.name()), child);
            }
        });
    }

    private static void take(Entries entries, String shownPath, FileNode node) {
        try {
            entries.take(shownPath, node);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
