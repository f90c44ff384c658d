package io.spindle.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A Linux guest with one optical drive, {@code /dev/sr0}, that runs a shell script and is read by its serial line. */
public final class LinuxGuest implements AutoCloseable {
    private static final String BEGIN = "== script begins ==\n";
    private static final String END = "== script ends: ";
    private static final String OVER = "== over ==";
    private static final List<String> MODULES =
            List.of("virtio_pci", "virtio_scsi", "sr_mod", "sd_mod", "loop", "isofs", "udf", "nls_utf8");
    private static final String INIT = """
            #!/bin/busybox sh
            export PATH=/bin
            /bin/busybox --install -s /bin
            mount -t proc none /proc
            mount -t sysfs none /sys
            mount -t devtmpfs none /dev
            exec >/dev/ttyS0 2>&1 </dev/null
            stty -onlcr </dev/ttyS0
            for module in /modules/*; do insmod $module; done
            until [ -b /dev/sr0 ]; do sleep 0.1; done
            printf '%s'
            sh /script
            echo "%s$?"
            echo "%s"
            poweroff -f
            """.formatted(BEGIN.replace("\n", "\\n"), END, OVER);

    private final QemuGuest guest;
    private final Path initramfs;

    private LinuxGuest(QemuGuest guest, Path initramfs) {
        this.guest = guest;
        this.initramfs = initramfs;
    }

    /** Boots it with the export in its drive, a {@code scsi-cd}. */
    public static LinuxGuest start(String url, String script) {
        return start(url, List.of(), script);
    }

    /** Boots it with a drive that the arguments describe; further devices go on its bus {@code scsi0.0}. */
    public static LinuxGuest startWith(List<String> drive, String script) {
        try {
            LinuxKernel kernel = LinuxKernel.find().orElseThrow();
            Path initramfs = Files.createTempFile("initramfs", ".cpio");
            Files.write(initramfs, initramfs(kernel, script));
            List<String> arguments = new ArrayList<>(List.of("-device", "virtio-scsi-pci,id=scsi0"));
            arguments.addAll(drive);
            arguments.addAll(List.of("-kernel", kernel.image().toString(), "-initrd", initramfs.toString()));
            arguments.addAll(List.of("-append", "console=ttyS0 quiet loglevel=3 panic=-1 mitigations=off"));
            return new LinuxGuest(QemuGuest.start(arguments), initramfs);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Boots it with files beside the drive that it can write to as {@code /dev/sda}, {@code /dev/sdb} and so on. */
    public static LinuxGuest start(String url, List<Path> disks, String script) {
        try {
            LinuxKernel kernel = LinuxKernel.find().orElseThrow();
            Path initramfs = Files.createTempFile("initramfs", ".cpio");
            Files.write(initramfs, initramfs(kernel, script));
            List<String> arguments = new ArrayList<>(QemuGuest.disc(url));
            arguments.addAll(List.of("-device", "virtio-scsi-pci", "-device", "scsi-cd,drive=disc"));
            for (int i = 0; i < disks.size(); i++) {
                arguments.addAll(List.of("-blockdev", "driver=file,node-name=disk" + i + ",filename=" + disks.get(i)));
                arguments.addAll(List.of("-device", "scsi-hd,drive=disk" + i + ",lun=" + (i + 1)));
            }
            arguments.addAll(List.of("-kernel", kernel.image().toString(), "-initrd", initramfs.toString()));
            arguments.addAll(List.of("-append", "console=ttyS0 quiet loglevel=3 panic=-1 mitigations=off"));
            return new LinuxGuest(QemuGuest.start(arguments), initramfs);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static byte[] initramfs(LinuxKernel kernel, String script) throws IOException {
        Initramfs out = new Initramfs();
        List.of("bin", "dev", "mnt", "modules", "proc", "sys").forEach(out::folder);
        out.program("bin/busybox", Files.readAllBytes(Path.of("/bin/busybox")));
        Set<Path> modules = new LinkedHashSet<>();
        MODULES.forEach(name -> modules.addAll(kernel.modules(name)));
        int order = 100;
        for (Path module : modules) {
            out.program("modules/" + order++ + "-" + module.getFileName(), Files.readAllBytes(module));
        }
        return out.program("script", script).program("init", INIT).finish();
    }

    /** Waits until the script has printed that. */
    public void awaitOutput(String text, Duration limit) {
        guest.awaitSerial(text, limit);
    }

    /** What the script has printed so far. */
    public String output() {
        String serial = guest.serial();
        int begin = serial.indexOf(BEGIN);
        return begin < 0 ? "" : serial.substring(begin + BEGIN.length());
    }

    /** Waits for the script's end and returns what it printed; an exit code other than 0 fails the test. */
    public String awaitEnd(Duration limit) {
        guest.awaitSerial(OVER, limit);
        String output = output();
        if (!output.contains(END + "0\n")) {
            throw new AssertionError("the guest's script failed:\n" + output);
        }
        return output.substring(0, output.indexOf(END));
    }

    /** What QEMU answers to a command of its monitor. */
    public JsonNode query(String command, Map<String, ?> arguments) {
        return guest.query(command, arguments);
    }

    /** Names of the events that QEMU reported. */
    public List<String> events() {
        return guest.events();
    }

    @Override
    public void close() throws IOException {
        guest.close();
        Files.delete(initramfs);
    }
}
