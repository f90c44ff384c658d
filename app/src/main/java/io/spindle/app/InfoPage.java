package io.spindle.app;

import io.spindle.iso.filesystem.TreeKind;
import io.spindle.iso.inspection.ApplePartitionMap;
import io.spindle.iso.inspection.BootCatalog.BootEntry;
import io.spindle.iso.inspection.Finding;
import io.spindle.iso.inspection.Inspection;
import io.spindle.iso.inspection.Labels;
import io.spindle.iso.inspection.PartitionTable.Partition;
import io.spindle.iso.inspection.UdfVolume;
import io.spindle.iso.inspection.VolumeDescriptor;
import java.io.PrintWriter;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The report as a page for people: what it is, what is on it, how it boots, how it is divided, what is wrong. */
final class InfoPage {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm xxx", Locale.ENGLISH);
    private static final String ROW = "  %-12s %s%n";

    private final PrintWriter out;
    private final boolean terminal;

    InfoPage(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void print(ImageReport report) {
        Inspection inspection = report.inspection();
        heading(inspection.label().orElse("(no label)"));
        row("image", Labels.harmless(report.path().toString()));
        row("size", report.sizeBytes().map(InfoPage::size));
        row("disc", report.format() + ", " + report.disc().summary());
        row("length", report.disc().length());
        row(
                "verified",
                report.verification()
                        .map(it -> it.verdict().summary() + ", as of " + VerdictLines.date(it.at()))
                        .orElse("not yet: run 'spindle verify'"));
        if (report.disc().hasData()) {
            content(report.content());
            volume(inspection);
            boot(inspection);
            partitions(inspection);
        } else {
            row("holds", "audio, no data");
        }
        tracks(report.disc());
        findings(report.findings());
    }

    private void heading(String text) {
        out.println(terminal ? "\033[1m" + text + "\033[0m" : text);
    }

    private void section(String text) {
        out.println();
        heading(text);
    }

    private void row(String name, String value) {
        out.printf(ROW, name, value);
    }

    private void row(String name, Optional<String> value) {
        value.ifPresent(text -> row(name, text));
    }

    private static String size(long bytes) {
        return bytes < 1024
                ? Descriptions.size(bytes)
                : Descriptions.size(bytes) + String.format(Locale.ROOT, " (%,d bytes)", bytes);
    }

    private void content(ContentSummary content) {
        if (content.trees().isEmpty()) {
            row("holds", "no file system of ISO 9660 or UDF");
            return;
        }
        String most = content.complete() ? "" : "more than ";
        row(
                "holds",
                String.format(
                        Locale.ROOT,
                        "%s%,d %s in %,d %s, %s",
                        most,
                        content.files(),
                        content.files() == 1 ? "file" : "files",
                        content.directories() + 1,
                        content.directories() == 0 ? "folder" : "folders",
                        Descriptions.size(content.contentBytes())));
        row("trees", content.trees().stream().map(TreeKind::title).collect(Collectors.joining(", ")));
    }

    private void volume(Inspection inspection) {
        Optional<VolumeDescriptor> primary = inspection.iso9660().primary();
        Optional<String> udf = inspection.udf().map(InfoPage::udf);
        if (primary.isEmpty() && udf.isEmpty()) {
            return;
        }
        section("Volume");
        primary.ifPresent(volume -> {
            row("publisher", volume.publisher());
            row("prepared by", volume.preparer());
            row("made with", volume.application());
            row("system", volume.system());
            row("set", volume.volumeSet());
            row("created", volume.created().map(InfoPage::date));
            row(
                    "changed",
                    volume.modified()
                            .filter(it -> !volume.created().equals(Optional.of(it)))
                            .map(InfoPage::date));
        });
        row("joliet", inspection.iso9660().jolietLabel());
        row("udf", udf);
    }

    private static String date(OffsetDateTime date) {
        return DATE.format(date);
    }

    private static String udf(UdfVolume udf) {
        return udf.label().orElse("(no label)")
                + udf.revision().map(revision -> ", revision " + revision).orElse("");
    }

    private void boot(Inspection inspection) {
        section("Boot");
        row(
                "firmware",
                inspection.boots().isEmpty() ? "none: it does not boot" : Descriptions.boots(inspection.boots()));
        inspection.bootCatalog().entries().forEach(entry -> row("El Torito", entry(entry)));
    }

    private static String entry(BootEntry entry) {
        String emulation = entry.emulation().equals("none") ? "no emulation" : "emulates " + entry.emulation();
        return platform(entry.platform()) + (entry.bootable() ? "" : ", not bootable") + ", " + emulation + ", sector "
                + entry.startSector() + ", " + Descriptions.size(entry.loadSectors() * 512L) + " to load";
    }

    private static String platform(int platform) {
        return switch (platform) {
            case 0 -> "BIOS";
            case 1 -> "PowerPC";
            case 2 -> "Mac";
            case 0xEF -> "UEFI";
            default -> String.format("platform 0x%02x", platform);
        };
    }

    private void partitions(Inspection inspection) {
        if (inspection.partitions().partitions().isEmpty()
                && inspection.apple().partitions().isEmpty()) {
            return;
        }
        section("Partitions");
        String scheme = inspection.partitions().scheme();
        for (Partition partition : inspection.partitions().partitions()) {
            String marks = (partition.efiSystem() ? ", EFI system" : "") + (partition.active() ? ", active" : "");
            row(scheme, place(partition.startBytes(), partition.lengthBytes()) + ", " + partition.type() + marks);
        }
        for (ApplePartitionMap.Partition partition : inspection.apple().partitions()) {
            String name = partition.name().isEmpty() ? "" : ", " + partition.name();
            row("Apple", place(partition.startBytes(), partition.lengthBytes()) + ", " + partition.type() + name);
        }
    }

    private static String place(long startBytes, long lengthBytes) {
        return Descriptions.size(lengthBytes) + " at byte " + startBytes;
    }

    private void tracks(DiscReport disc) {
        if (!disc.tracks().isEmpty()) {
            section("Tracks");
            disc.tracks().forEach(line -> out.println("  " + line));
        }
    }

    private void findings(List<Finding> findings) {
        if (!findings.isEmpty()) {
            section("Findings");
            findings.forEach(finding -> out.println("  " + Descriptions.of(finding)));
        }
    }
}
