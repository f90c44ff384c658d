package io.spindle.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The RAM disc of {@link DebianGuest}: programs of this machine with their libraries, udev, and modules. Made once. */
final class DebianImage {
    private static final String UDEVD = "/usr/lib/systemd/systemd-udevd";
    private static final Path RULES = Path.of("/usr/lib/udev/rules.d");
    private static final List<String> PROGRAMS = List.of(
            "/usr/bin/kmod",
            "/usr/bin/udevadm",
            "/usr/bin/mount",
            "/usr/bin/umount",
            "/usr/sbin/blkid",
            "/usr/bin/eject",
            "/usr/bin/cd-info",
            "/usr/bin/wodim",
            "/usr/bin/cdrdao",
            "/usr/bin/cdparanoia",
            "/usr/bin/dvd+rw-mediainfo",
            "/usr/bin/isoinfo",
            "/usr/sbin/iscsistart",
            "/usr/sbin/iscsid",
            "/usr/sbin/iscsiadm",
            UDEVD,
            "/usr/lib/udev/cdrom_id",
            "/usr/lib/udev/ata_id",
            "/usr/lib/udev/scsi_id");
    private static final List<String> UDEV_RULES =
            List.of("50-udev-default", "60-block", "60-cdrom_id", "60-persistent-storage");
    private static final List<String> DISC_MODULES =
            List.of("virtio_pci", "virtio_scsi", "sr_mod", "sg", "isofs", "udf", "nls_utf8");
    private static final List<String> NETWORK_MODULES = List.of("virtio_net", "iscsi_tcp", "crc32c_generic");

    /**
     * Commands are read by a child: what ends in the background is told to the first process, and busybox's {@code read}
     * forgets the part of a line that it has when a child of its own ends.
     */
    private static final String INIT = """
            #!/bin/busybox sh
            export PATH=/usr/sbin:/usr/bin:/usr/lib/udev:/busybox HOME=/ TERM=dumb
            /bin/busybox --install -s /busybox
            mount -t proc none /proc
            mount -t sysfs none /sys
            mount -t devtmpfs none /dev
            mount -t tmpfs none /run
            exec >/dev/ttyS0 2>&1 </dev/null
            stty raw -echo </dev/ttyS1
            %s --daemon
            udevadm trigger --type=subsystems --action=add
            udevadm trigger --type=devices --action=add
            for module in /modules/disc/*; do insmod $module; done
            udevadm settle --timeout=60
            exec 4<>/dev/ttyS1
            (
                printf '== ready ==\\n' >&4
                while IFS= read -r line <&4; do
                    echo "$line" | base64 -d >/run/command
                    sh /run/command >/run/output 2>&1 4>&-
                    code=$?
                    cat /run/output >&4
                    printf '== exit %%d ==\\n' $code >&4
                done
            )
            """.formatted(UDEVD);

    private static Path file;

    private DebianImage() {}

    /** The file, which goes when the tests end. */
    static synchronized Path file() throws IOException {
        if (file == null) {
            Path made = Files.createTempFile("debian", ".cpio");
            made.toFile().deleteOnExit();
            Files.write(made, build());
            file = made;
        }
        return file;
    }

    private static byte[] build() throws IOException {
        Initramfs out = new Initramfs();
        List.of("dev", "mnt", "proc", "run", "sys", "tmp", "busybox", "var", "usr/sbin")
                .forEach(out::folder);
        List.of("bin", "lib", "lib64", "sbin").forEach(it -> out.link(it, "usr/" + it));
        out.link("var/run", "/run");
        out.link("var/lock", "/run");
        out.link("usr/bin/sh", "busybox");
        out.program("usr/bin/busybox", Files.readAllBytes(Path.of("/bin/busybox")));
        out.program("etc/passwd", "root:x:0:0::/:/bin/sh\n");
        out.program("etc/group", "root:x:0:\ntty:x:5:\ndisk:x:6:\ncdrom:x:24:\n");
        addPrograms(out);
        for (String rule : UDEV_RULES) {
            out.installed(RULES.resolve(rule + ".rules"));
        }
        addModules(out, "disc", DISC_MODULES);
        addModules(out, "net", NETWORK_MODULES);
        return out.program("init", INIT).finish();
    }

    private static void addPrograms(Initramfs out) throws IOException {
        List<Path> present =
                PROGRAMS.stream().map(Path::of).filter(Files::isExecutable).toList();
        for (Path program : present) {
            out.installed(program);
        }
        for (Path library : libraries(present)) {
            out.installed(library);
        }
    }

    private static Set<Path> libraries(List<Path> programs) {
        List<Object> words = new ArrayList<>(List.of("ldd"));
        words.addAll(programs);
        return Command.of(words.toArray())
                .output()
                .lines()
                .flatMap(line -> Arrays.stream(line.split("\\s+")))
                .filter(word -> word.matches("/(usr/)?lib.*[^:]"))
                .map(DebianImage::underUsr)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** {@code /lib} is a link to {@code /usr/lib}, here as there. */
    private static Path underUsr(String name) {
        return Path.of(name.startsWith("/usr/") ? name : "/usr" + name);
    }

    private static void addModules(Initramfs out, String group, List<String> names) {
        LinuxKernel kernel = LinuxKernel.find().orElseThrow();
        Set<Path> modules = new LinkedHashSet<>();
        names.forEach(name -> modules.addAll(kernel.modules(name)));
        int order = 100;
        for (Path module : modules) {
            try {
                out.program(
                        "modules/" + group + "/" + order++ + "-" + module.getFileName(), Files.readAllBytes(module));
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            }
        }
    }
}
