package io.spindle.app;

import io.spindle.iso.inspection.Firmware;
import io.spindle.iso.library.LibraryDisc;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** How discs are described to people. */
final class Descriptions {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Descriptions() {}

    static String of(LibraryDisc disc) {
        String label = disc.inspection().label().map(text -> text + ", ").orElse("");
        return label + size(disc.userData().lengthBytes()) + ", boots: "
                + boots(disc.inspection().boots());
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
