package io.spindle.app;

import io.spindle.iso.inspection.Firmware;
import io.spindle.nbd.ListenAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The QEMU command that boots from an export. */
final class QemuCommand {
    private static final String PROGRAM = "qemu-system-x86_64";
    private static final int RECONNECT_SECONDS = 60;
    private static final List<String> UEFI_FIRMWARE = List.of(
            "/usr/share/ovmf/OVMF.fd",
            "/usr/share/OVMF/OVMF_CODE.fd",
            "/usr/share/edk2/ovmf/OVMF_CODE.fd",
            "/usr/share/edk2/x64/OVMF.fd",
            "/usr/share/qemu/OVMF.fd");

    private QemuCommand() {}

    /** The words of the command; {@code address} must be TCP or Unix. */
    static List<String> words(ListenAddress address, String name, Set<Firmware> boots) {
        List<String> words = new ArrayList<>(List.of(PROGRAM, "-m", "1024"));
        if (boots.equals(Set.of(Firmware.UEFI))) {
            words.addAll(List.of("-bios", firmware()));
        }
        String file = "{\"driver\":\"nbd\",\"server\":" + server(address) + ",\"export\":" + json(name)
                + ",\"reconnect-delay\":" + RECONNECT_SECONDS + "}";
        words.addAll(List.of(
                "-blockdev",
                "{\"driver\":\"raw\",\"node-name\":\"disc\",\"read-only\":true,\"file\":" + file + "}",
                "-device",
                "virtio-scsi-pci",
                "-device",
                "scsi-cd,drive=disc,bootindex=0"));
        return words;
    }

    static String line(List<String> words) {
        return words.stream().map(QemuCommand::quote).collect(Collectors.joining(" "));
    }

    static Optional<Path> program() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, PROGRAM))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String firmware() {
        return UEFI_FIRMWARE.stream()
                .filter(path -> Files.isReadable(Path.of(path)))
                .findFirst()
                .orElse(UEFI_FIRMWARE.get(0));
    }

    private static String server(ListenAddress address) {
        if (address instanceof ListenAddress.Unix unix) {
            return "{\"type\":\"unix\",\"path\":"
                    + json(unix.path().toAbsolutePath().toString()) + "}";
        }
        ListenAddress.Tcp tcp = (ListenAddress.Tcp) address;
        return "{\"type\":\"inet\",\"host\":" + json(tcp.host()) + ",\"port\":\"" + tcp.port() + "\"}";
    }

    private static String json(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** For a POSIX shell. */
    private static String quote(String word) {
        return word.matches("[A-Za-z0-9_./:=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
