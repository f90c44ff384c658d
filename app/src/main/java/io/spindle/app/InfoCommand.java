package io.spindle.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spindle.iso.image.DiscImage;
import io.spindle.iso.image.DiscImages;
import io.spindle.iso.inspection.BootCatalog.BootEntry;
import io.spindle.iso.inspection.Firmware;
import io.spindle.iso.inspection.Inspection;
import io.spindle.iso.inspection.Inspector;
import io.spindle.iso.inspection.PartitionTable.Partition;
import io.spindle.iso.inspection.UdfVolume;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
        description = "Tells what is on an image, how it boots, and what is wrong with it.",
        footer = {
            "",
            "Examples:",
            "  spindle info debian.iso",
            "  spindle info debian.iso --json",
            "  spindle info game.cue"
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
        if (!Files.isRegularFile(image)) {
            throw new UsageFault(image + " is not a file: name an image");
        }
        try (DiscImage opened = DiscImages.open(image)) {
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(document(opened));
            } else {
                print(out, opened);
            }
            out.flush();
        }
        return 0;
    }

    private void print(PrintWriter out, DiscImage opened) {
        if (opened.volume().isPresent()) {
            print(out, Inspector.inspect(opened.volume().get()));
        } else {
            out.println(image + ": no data track");
        }
        DiscReport report = new DiscReport(opened.disc());
        out.println("disc       " + opened.format() + ", " + report.summary());
        report.tracks().forEach(out::println);
    }

    private void print(PrintWriter out, Inspection inspection) {
        out.println(image + ": " + Descriptions.size(inspection.lengthBytes()) + " (" + inspection.lengthBytes()
                + " bytes)");
        out.println("label      " + inspection.label().orElse("-"));
        inspection.iso9660().jolietLabel().ifPresent(label -> out.println("joliet     " + label));
        inspection
                .udf()
                .ifPresent(udf -> out.println("udf        " + udf.label().orElse("-")));
        out.println("boots      " + Descriptions.boots(inspection.boots()));
        for (BootEntry entry : inspection.bootCatalog().entries()) {
            out.printf(
                    "el torito  platform 0x%02x, %s, emulation %s, sector %d, %d blocks of 512 bytes%n",
                    entry.platform(),
                    entry.bootable() ? "bootable" : "not bootable",
                    entry.emulation(),
                    entry.startSector(),
                    entry.loadSectors());
        }
        for (Partition partition : inspection.partitions().partitions()) {
            out.printf(
                    "%-9s  %s at byte %d, %d bytes%s%n",
                    inspection.partitions().scheme(),
                    partition.type(),
                    partition.startBytes(),
                    partition.lengthBytes(),
                    partition.efiSystem() ? ", EFI system" : "");
        }
        inspection.findings().forEach(it -> out.println(it.severity() + " " + it.code() + ": " + it.text()));
    }

    private static String document(DiscImage opened) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("format", opened.format());
        new DiscReport(opened.disc()).fill(root);
        opened.volume().ifPresent(volume -> fill(root, Inspector.inspect(volume)));
        return root.toString();
    }

    private static void fill(ObjectNode root, Inspection inspection) {
        root.put("sizeBytes", inspection.lengthBytes());
        root.put("label", inspection.label().orElse(null));
        root.put("jolietLabel", inspection.iso9660().jolietLabel().orElse(null));
        root.put("iso9660", inspection.iso9660().present());
        root.put("udf", inspection.udf().isPresent());
        root.put("udfLabel", inspection.udf().flatMap(UdfVolume::label).orElse(null));
        ArrayNode boots = root.putArray("boots");
        inspection.boots().stream().sorted().map(Firmware::name).forEach(boots::add);
        ArrayNode entries = root.putArray("elTorito");
        inspection
                .bootCatalog()
                .entries()
                .forEach(entry -> entries.addObject()
                        .put("platform", entry.platform())
                        .put("bootable", entry.bootable())
                        .put("emulation", entry.emulation())
                        .put("startSector", entry.startSector())
                        .put("loadSectors", entry.loadSectors()));
        root.put("partitionScheme", inspection.partitions().scheme());
        ArrayNode partitions = root.putArray("partitions");
        inspection
                .partitions()
                .partitions()
                .forEach(partition -> partitions
                        .addObject()
                        .put("type", partition.type())
                        .put("startBytes", partition.startBytes())
                        .put("lengthBytes", partition.lengthBytes())
                        .put("efiSystem", partition.efiSystem()));
        ArrayNode findings = root.putArray("findings");
        inspection
                .findings()
                .forEach(finding -> findings.addObject()
                        .put("severity", finding.severity().name())
                        .put("code", finding.code())
                        .put("offsetBytes", finding.offsetBytes())
                        .put("text", finding.text()));
    }
}
