package io.spindle.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.spindle.iso.authoring.AuthoringOptions;
import io.spindle.iso.authoring.AuthoringOptions.Udf;
import io.spindle.iso.authoring.ImagePlan;
import io.spindle.iso.authoring.ImagePlanner;
import io.spindle.iso.authoring.seed.Seed;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spindle seed}. */
@Command(
        name = "seed",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a small disc that tells a machine how to set itself up: for cloud-init (NoCloud, label cidata, or a config"
                    + " drive, label config-2), Anaconda (OEMDRV), debian-installer or Windows Setup.",
            "The same files give the same disc. Put it into a watched folder, or into a drive of the machine."
        },
        footer = {
            "",
            "Examples:",
            "  spindle seed rig1 --user-data user.yaml      rig1.iso, hostname rig1",
            "  spindle seed ~/isos/rig1 --user-data user.yaml --network-config net.yaml",
            "  spindle seed rig1 --config-drive --user-data user.yaml",
            "  spindle seed rig1 --kickstart ks.cfg",
            "  spindle seed win --autounattend autounattend.xml"
        })
final class SeedCommand implements Callable<Integer> {
    private static final long MAXIMUM_FILE_BYTES = 64 << 20;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "The image to write, NAME.iso unless NAME ends with .iso or .img.")
    private Path name;

    @ArgGroup(multiplicity = "1")
    private Kind kind;

    @Option(
            names = "--config-drive",
            description = "With --user-data: a config drive of OpenStack, in place of NoCloud.")
    private boolean configDrive;

    @Option(names = "--meta-data", paramLabel = "FILE", description = "With --user-data: who the machine is.")
    private Path metaData;

    @Option(names = "--network-config", paramLabel = "FILE", description = "With --user-data: its network.")
    private Path networkConfig;

    @Option(
            names = "--vendor-data",
            paramLabel = "FILE",
            description = "With --user-data: what its owner may override.")
    private Path vendorData;

    @Option(
            names = "--hostname",
            paramLabel = "NAME",
            description = "For meta-data that is made up. Default: the name of the image.")
    private String hostname;

    @Option(
            names = {"-f", "--force"},
            description = "Replace the image if it is there.")
    private boolean force;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    /** Exactly one of them. */
    private static final class Kind {
        @Option(
                names = "--user-data",
                paramLabel = "FILE",
                required = true,
                description = "For cloud-init: '#cloud-config' and YAML, or a script.")
        private Path userData;

        @Option(names = "--kickstart", paramLabel = "FILE", required = true, description = "For Anaconda: ks.cfg.")
        private Path kickstart;

        @Option(
                names = "--preseed",
                paramLabel = "FILE",
                required = true,
                description = "For debian-installer, which has to be told where it is: preseed.cfg.")
        private Path preseed;

        @Option(
                names = "--autounattend",
                paramLabel = "FILE",
                required = true,
                description = "For Windows Setup: autounattend.xml.")
        private Path autounattend;
    }

    @Override
    public Integer call() throws Exception {
        if (kind.userData == null
                && (configDrive
                        || Stream.of(metaData, networkConfig, vendorData).anyMatch(it -> it != null))) {
            throw new UsageFault("--config-drive, --meta-data, --network-config and --vendor-data go with --user-data");
        }
        Path out = name.toString().matches("(?i).*\\.(iso|img)") ? name : Path.of(name + ".iso");
        ImageOutput.check(out, force);
        Seed seed = seed(out);
        Optional<Long> date = SourceDate.of(System.getenv());
        AuthoringOptions options =
                AuthoringOptions.USUAL.withLabel(seed.label()).withUdf(Udf.NO).withSourceDate(date);
        ImagePlan plan = ImagePlanner.plan(seed.tree(date.orElse(Seed.DATE_SECONDS)), options);
        ImageOutput.write(plan, out, spec.commandLine().getErr());
        report(seed, plan, out);
        return 0;
    }

    private Seed seed(Path out) throws IOException {
        if (kind.kickstart != null) {
            return Seed.kickstart(content(kind.kickstart));
        }
        if (kind.preseed != null) {
            return Seed.preseed(content(kind.preseed));
        }
        if (kind.autounattend != null) {
            return Seed.autounattend(content(kind.autounattend));
        }
        String called = out.getFileName().toString().replaceAll("\\.[^.]*$", "");
        Seed.CloudInit cloudInit = new Seed.CloudInit(
                Optional.ofNullable(hostname).orElse(called),
                content(kind.userData),
                optional(metaData),
                optional(networkConfig),
                optional(vendorData));
        return configDrive ? Seed.configDrive(cloudInit) : Seed.noCloud(cloudInit);
    }

    private static Optional<byte[]> optional(Path file) throws IOException {
        return file == null ? Optional.empty() : Optional.of(content(file));
    }

    private static byte[] content(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UsageFault(file + " is not a file");
        }
        if (Files.size(file) > MAXIMUM_FILE_BYTES) {
            throw new UsageFault(file + " has over 64 MiB, too much for a seed; 'spindle create' takes folders");
        }
        return Files.readAllBytes(file);
    }

    private void report(Seed seed, ImagePlan plan, Path out) throws IOException {
        PrintWriter printed = spec.commandLine().getOut();
        TreeSet<String> files = new TreeSet<>(seed.files().keySet());
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("file", out.toString());
            document.put("sizeBytes", plan.lengthBytes());
            document.put("label", seed.label());
            document.put("files", files);
            document.put("notes", seed.notes());
            printed.println(new ObjectMapper().writeValueAsString(document));
        } else {
            seed.notes().forEach(note -> spec.commandLine().getErr().println("note: " + note));
            printed.printf(
                    "%s: %s, label %s, %s%n",
                    out, Descriptions.size(plan.lengthBytes()), seed.label(), String.join(", ", files));
        }
        printed.flush();
    }
}
