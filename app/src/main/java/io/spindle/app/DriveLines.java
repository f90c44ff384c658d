package io.spindle.app;

import io.spindle.control.drive.DriveKind;
import io.spindle.control.drive.DriveStatus;
import io.spindle.control.drive.Drives;
import io.spindle.iso.inspection.Firmware;
import io.spindle.iso.library.Library;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What {@code spindle serve} prints of the drives. */
record DriveLines(Drives drives, Library library, EmulatedDrives emulated) {
    void print(PrintWriter out) {
        for (DriveStatus drive : drives.list()) {
            String name = drive.spec().name();
            out.println();
            out.println("drive " + name + ": " + drive.disc().orElse("empty"));
            lines(drive).ifPresent(lines -> {
                out.println("  QEMU      " + lines.qemu(name, boots(drive)));
                out.println("  iPXE      " + lines.sanboot(name));
                lines.iscsiadm(name).forEach(line -> out.println("  Linux     " + line));
            });
        }
    }

    List<Map<String, Object>> documents() {
        return drives.list().stream().map(this::document).toList();
    }

    private Map<String, Object> document(DriveStatus drive) {
        String name = drive.spec().name();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("disc", drive.disc().orElse(null));
        lines(drive).ifPresent(lines -> {
            fields.put("target", EmulatedDrives.targetName(name));
            fields.put("portal", lines.portal());
            fields.put("lun", lines.lun(name));
            fields.put("qemu", lines.qemu(name, boots(drive)));
            fields.put("ipxe", lines.sanboot(name));
            fields.put("linux", lines.iscsiadm(name));
        });
        return fields;
    }

    private Optional<IscsiLines> lines(DriveStatus drive) {
        return drive.spec().kind() == DriveKind.EMULATED ? emulated.lines() : Optional.empty();
    }

    private Set<Firmware> boots(DriveStatus drive) {
        return drive.disc()
                .flatMap(library::find)
                .map(disc -> disc.inspection().boots())
                .orElse(Set.of());
    }
}
