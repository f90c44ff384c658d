package io.spindle.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.spindle.iso.authoring.AuthoringOptions;
import io.spindle.iso.authoring.ImagePlan;
import io.spindle.iso.authoring.ImagePlanner;
import io.spindle.iso.authoring.tree.SourceNode;
import io.spindle.iso.authoring.tree.TreeScan;
import io.spindle.iso.inspection.Labels;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spindle create}. */
@Command(
        name = "create",
        description = {
            "Makes a disc image of a folder: ISO 9660 with Rock Ridge and Joliet, UDF where it is needed, bootable where"
                    + " boot loaders lie in the folder.",
            "The same folder gives the same bytes; SOURCE_DATE_EPOCH sets the date. 'spindle serve --folder NAME=DIR' serves"
                    + " the same image without writing it."
        },
        footer = {
            "",
            "Examples:",
            "  spindle create tools.iso tools                     a disc with what is in the folder",
            "  spindle create -V TOOLS --udf tools.iso tools      with a label, and a tree of UDF",
            "  spindle create seed.iso seed                       user-data and meta-data in it: label cidata",
            "  spindle create live.iso live --isohybrid-mbr /usr/lib/ISOLINUX/isohdpfx.bin",
            "                                                     boots from USB sticks too",
            "  spindle create --dry-run --json tools.iso tools    tells what would be written"
        })
final class CreateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private AuthoringFlags flags;

    /** The usual one comes with -V for the version, which is the label here, as with xorriso. */
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    private boolean help;

    @Parameters(
            index = "0",
            paramLabel = "OUT.iso",
            description = "The image to write; compressed if it ends with .iso.zst.")
    private Path out;

    @Parameters(index = "1", paramLabel = "DIR", description = "The folder whose files go on it.")
    private Path folder;

    @Option(
            names = {"-f", "--force"},
            description = "Replace OUT.iso if it is there.")
    private boolean force;

    @Option(names = "--dry-run", description = "Plan the disc, and write nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        AuthoringOptions options = flags.options();
        if (!Files.isDirectory(folder)) {
            throw new UsageFault(folder + " is not a folder: name the folder whose files go on the disc");
        }
        if (!dryRun) {
            ImageOutput.check(out, force);
            if (out.toAbsolutePath()
                    .normalize()
                    .startsWith(folder.toAbsolutePath().normalize())) {
                throw new UsageFault(out + " lies in the folder itself: write the image somewhere else");
            }
        }
        ImagePlan plan = ImagePlanner.plan(TreeScan.of(folder), options);
        if (!dryRun) {
            ImageOutput.write(plan, out, spec.commandLine().getErr());
        }
        report(plan);
        return 0;
    }

    private void report(ImagePlan plan) throws IOException {
        PrintWriter printed = spec.commandLine().getOut();
        if (json) {
            printed.println(new ObjectMapper().writeValueAsString(document(plan)));
        } else {
            plan.notes().forEach(note -> spec.commandLine().getErr().println("note: " + Labels.harmless(note)));
            printed.printf(
                    "%s%s: %s, label %s, %d files, %d folders, %s, boots: %s%n",
                    dryRun ? "would write " : "",
                    out,
                    Descriptions.size(plan.lengthBytes()),
                    plan.label(),
                    count(plan, SourceNode.Kind.FILE),
                    count(plan, SourceNode.Kind.FOLDER) - 1,
                    String.join("+", plan.trees()),
                    plan.boots().isEmpty() ? "no" : Labels.harmless(String.join(", ", plan.boots())));
        }
        printed.flush();
    }

    private Map<String, Object> document(ImagePlan plan) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("file", out.toString());
        document.put("written", !dryRun);
        document.put("sizeBytes", plan.lengthBytes());
        document.put("label", plan.label());
        document.put("files", count(plan, SourceNode.Kind.FILE));
        document.put("folders", count(plan, SourceNode.Kind.FOLDER) - 1);
        document.put("links", count(plan, SourceNode.Kind.LINK));
        document.put("trees", plan.trees());
        document.put("boots", plan.boots());
        document.put("notes", plan.notes());
        return document;
    }

    private static long count(ImagePlan plan, SourceNode.Kind kind) {
        return plan.tree().nodes().stream().filter(node -> node.kind() == kind).count();
    }
}
