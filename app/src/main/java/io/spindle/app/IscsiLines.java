package io.spindle.app;

import io.spindle.iso.inspection.Firmware;
import io.spindle.transport.ListenAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What people paste to attach a machine to a drive of ours, by one listener of the iSCSI server. */
record IscsiLines(ListenAddress.Tcp listener, IscsiSettings settings) {
    /** The command of QEMU that has the drive and boots from it. */
    String qemu(String drive, Set<Firmware> boots) {
        List<String> words = new ArrayList<>(QemuCommand.machine(boots));
        words.addAll(List.of(
                "-drive",
                "if=none,id=disc,format=raw,readonly=on,media=cdrom,file=iscsi://" + portal() + "/"
                        + EmulatedDrives.targetName(drive) + "/" + lun(drive),
                "-device",
                "virtio-scsi-pci,id=scsi0",
                "-device",
                "scsi-generic,bus=scsi0.0,drive=disc,bootindex=0"));
        return QemuCommand.line(words);
    }

    /** The command of iPXE that boots from the drive. */
    String sanboot(String drive) {
        return "sanboot iscsi:" + NbdUri.reachable(listener.host()) + "::" + listener.port() + ":"
                + Integer.toHexString(lun(drive)) + ":" + EmulatedDrives.targetName(drive);
    }

    /** The number of its logical unit. */
    int lun(String drive) {
        return settings.drive(drive).lun();
    }

    /** The commands of Linux that bring the drive to a machine. */
    List<String> iscsiadm(String drive) {
        return List.of(
                "iscsiadm -m discovery -t sendtargets -p " + portal(),
                "iscsiadm -m node -T " + EmulatedDrives.targetName(drive) + " -p " + portal() + " --login");
    }

    /** HOST:PORT where the drives are. */
    String portal() {
        String host = NbdUri.reachable(listener.host());
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + listener.port();
    }
}
