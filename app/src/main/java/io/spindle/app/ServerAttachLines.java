package io.spindle.app;

import io.spindle.control.drive.DriveKind;
import io.spindle.control.drive.DriveSpec;
import io.spindle.control.drive.DriveStatus;
import io.spindle.control.http.AttachLines;
import io.spindle.iso.library.Library;
import io.spindle.iso.library.LibraryDisc;
import io.spindle.nbd.NbdListener;
import io.spindle.transport.ListenAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Attaches machines to discs by the NBD server, and to our own drives by the iSCSI server. */
record ServerAttachLines(Library library, List<NbdListener> listeners, EmulatedDrives emulated) implements AttachLines {
    @Override
    public List<String> urls(LibraryDisc disc) {
        return disc.hasBlocks()
                ? listeners.stream().map(it -> NbdUri.of(it, disc.name())).toList()
                : List.of();
    }

    @Override
    public Optional<String> qemu(LibraryDisc disc) {
        return reachable()
                .filter(it -> disc.hasBlocks())
                .map(it -> QemuCommand.line(
                        QemuCommand.words(it, disc.name(), disc.inspection().boots())));
    }

    @Override
    public Optional<String> qemu(DriveStatus drive) {
        Optional<LibraryDisc> disc = drive.disc().flatMap(library::find);
        if (drive.spec() instanceof DriveSpec.Qemu qemu) {
            return reachable()
                    .flatMap(it -> disc.map(found -> QemuCommand.line(
                            qemu.tlsCertificates().isPresent() && it.tls().isPresent()
                                    ? QemuCommand.words(
                                            it, found.name(), found.inspection().boots(), qemu.tlsCertificates())
                                    : QemuCommand.words(
                                            it, found.name(), found.inspection().boots()))));
        }
        return emulated.lines()
                .map(it -> it.qemu(
                        drive.spec().name(),
                        disc.map(found -> found.inspection().boots()).orElse(Set.of())));
    }

    @Override
    public Optional<String> libvirt(DriveStatus drive) {
        return drive.spec().kind() == DriveKind.QEMU
                ? reachable().flatMap(it -> drive.disc().map(disc -> LibvirtDisk.of(it, disc)))
                : Optional.empty();
    }

    private Optional<NbdListener> reachable() {
        return listeners.stream()
                .filter(it -> !(it.address() instanceof ListenAddress.Inherited))
                .findFirst();
    }
}
