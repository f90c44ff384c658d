package io.spindle.app;

import io.spindle.iso.inspection.Finding;
import io.spindle.iso.inspection.Firmware;
import io.spindle.iso.inspection.Labels;
import io.spindle.iso.library.LibraryDisc;
import io.spindle.iso.library.LibraryEvent;
import io.spindle.iso.library.SkippedFile;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** How discs are described to people. */
final class Descriptions {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    /** Why a disc is no block device. */
    static final String NO_BLOCKS = "not exported over NBD: it has no data track";

    private Descriptions() {}

    static String of(LibraryDisc disc) {
        String label = disc.inspection().label().map(text -> text + ", ").orElse("");
        return label + size(disc.userData().lengthBytes()) + ", boots: "
                + boots(disc.inspection().boots());
    }

    static String of(SkippedFile file) {
        return "not served: " + Labels.harmless(file.path().toString()) + ": " + file.reason();
    }

    static String of(LibraryEvent event) {
        String kind = event.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return kind + ": " + Labels.harmless(event.name()) + (event.text().isEmpty() ? "" : ": " + event.text());
    }

    static String of(Finding finding) {
        return finding.severity().name().toLowerCase(Locale.ROOT) + ": " + finding.text() + " [" + finding.code() + "]";
    }

    static String boots(Set<Firmware> boots) {
        return boots.isEmpty() ? "no" : boots.stream().sorted().map(Enum::name).collect(Collectors.joining("+"));
    }

    static String size(long bytes) {
        double shown = bytes;
        int unit = 0;
        while (shown >= 1024 && unit < UNITS.length - 1) {
            shown /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", shown, UNITS[unit]);
    }
}
