package io.spindle.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An entry of the section {@code drives}.
 *
 * @param name its key
 * @param discs the discs that {@code next} goes through; empty for all of the library
 * @param stack a disc that the guest ejects is followed by the next of them
 * @param qmp QEMU's monitor when it is a CD device of QEMU: a path, or {@code tcp:HOST:PORT}
 * @param device the id of that CD device
 * @param tlsCertificates the folder on its host by which it trusts an NBD server that demands TLS
 * @param emulation what is set for a drive of our own
 */
public record DriveConfig(
        String name,
        List<String> discs,
        boolean stack,
        Optional<String> qmp,
        Optional<String> device,
        Optional<Path> tlsCertificates,
        EmulationConfig emulation) {
    public DriveConfig {
        discs = List.copyOf(discs);
    }

    static List<DriveConfig> read(Section drives, Path folder) {
        return drives.each((name, section) -> {
            DriveConfig drive = new DriveConfig(
                    name,
                    section.list("discs", ValueType.DISC_NAME),
                    section.optional("stack", ValueType.YES_OR_NO).orElse(false),
                    section.optional("qmp", ValueType.monitor(folder)),
                    section.optional("device", ValueType.TEXT),
                    section.optional("tls-certificates", ValueType.path(folder)),
                    EmulationConfig.read(section, folder));
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
                section.wrong("is no name: use 1 to 64 letters, digits, dots, dashes or underscores");
            }
            if (drive.stack() && drive.discs().size() < 2) {
                section.wrong("is a stack but of no discs: list two or more as discs, in their order");
            }
            if (drive.device().isPresent() && drive.qmp().isEmpty()) {
                section.wrong("has a device but no qmp: write the path of QEMU's monitor socket");
            }
            if (drive.tlsCertificates().isPresent() && drive.qmp().isEmpty()) {
                section.wrong("has tls-certificates but no qmp: they are for QEMU's connection to the NBD server");
            }
            if (drive.qmp().isPresent() && drive.emulation().isGiven()) {
                section.wrong("is a CD device of QEMU: only discs, stack, qmp, device and tls-certificates are for it");
            }
            return drive;
        });
    }
}
