package io.spindle.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spindle.iso.inspection.Firmware;
import io.spindle.iso.inspection.Inspection;
import io.spindle.iso.inspection.UdfVolume;
import io.spindle.iso.inspection.VolumeDescriptor;

/** The report as a JSON document for programs. */
final class InfoDocument {
    private final ObjectNode root = new ObjectMapper().createObjectNode();

    private InfoDocument(ImageReport report) {
        Inspection inspection = report.inspection();
        root.put("format", report.format());
        root.put("sizeBytes", report.sizeBytes().orElse(null));
        root.put("label", inspection.label().orElse(null));
        root.put("jolietLabel", inspection.iso9660().jolietLabel().orElse(null));
        root.put("iso9660", inspection.iso9660().present());
        root.put("udf", inspection.udf().isPresent());
        root.put("udfLabel", inspection.udf().flatMap(UdfVolume::label).orElse(null));
        root.put("udfRevision", inspection.udf().flatMap(UdfVolume::revision).orElse(null));
        inspection.iso9660().primary().ifPresent(this::volume);
        report.verification()
                .ifPresentOrElse(
                        it -> root.set("verification", VerdictLines.document(it.verdict(), it.at())),
                        () -> root.putNull("verification"));
        content(report.content());
        boot(inspection);
        partitions(inspection);
        report.disc().fill(root);
        findings(report);
    }

    static String of(ImageReport report) {
        return new InfoDocument(report).root.toString();
    }

    private void volume(VolumeDescriptor volume) {
        ObjectNode node = root.putObject("volume");
        node.put("system", volume.system().orElse(null));
        node.put("set", volume.volumeSet().orElse(null));
        node.put("publisher", volume.publisher().orElse(null));
        node.put("preparer", volume.preparer().orElse(null));
        node.put("application", volume.application().orElse(null));
        node.put("created", volume.created().map(Object::toString).orElse(null));
        node.put("modified", volume.modified().map(Object::toString).orElse(null));
        node.put("spaceSizeBytes", volume.volumeSpaceSizeBytes());
    }

    private void content(ContentSummary content) {
        ArrayNode trees = root.putArray("trees");
        content.trees().forEach(tree -> trees.add(tree.key()));
        root.put("files", content.files());
        root.put("directories", content.directories());
        root.put("contentBytes", content.contentBytes());
        root.put("contentComplete", content.complete());
    }

    private void boot(Inspection inspection) {
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
    }

    private void partitions(Inspection inspection) {
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
        ArrayNode apple = root.putArray("applePartitions");
        inspection
                .apple()
                .partitions()
                .forEach(partition -> apple.addObject()
                        .put("name", partition.name())
                        .put("type", partition.type())
                        .put("startBytes", partition.startBytes())
                        .put("lengthBytes", partition.lengthBytes()));
    }

    private void findings(ImageReport report) {
        ArrayNode findings = root.putArray("findings");
        report.findings()
                .forEach(finding -> findings.addObject()
                        .put("severity", finding.severity().name())
                        .put("code", finding.code())
                        .put("offsetBytes", finding.offsetBytes())
                        .put("text", finding.text()));
    }
}
