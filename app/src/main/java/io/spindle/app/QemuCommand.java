package io.spindle.app;

import io.spindle.iso.inspection.Firmware;
import io.spindle.nbd.NbdListener;
import io.spindle.transport.ListenAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The QEMU command that boots from an export. */
final class QemuCommand {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,-]+");

    private static final String PROGRAM = "qemu-system-x86_64";
    /** QEMU's own default hands every outage to the guest as an error. */
    private static final int RECONNECT_SECONDS = 60;

    private static final List<String> UEFI_FIRMWARE = List.of(
            "/usr/share/ovmf/OVMF.fd",
            "/usr/share/OVMF/OVMF_CODE.fd",
            "/usr/share/edk2/ovmf/OVMF_CODE.fd",
            "/usr/share/edk2/x64/OVMF.4m.fd",
            "/usr/share/qemu/OVMF.fd",
            "/opt/homebrew/share/qemu/edk2-x86_64-code.fd",
            "/usr/local/share/qemu/edk2-x86_64-code.fd");

    private QemuCommand() {}

    /** The words of the command; the listener must be on TCP or a Unix socket, and may have TLS. */
    static List<String> words(NbdListener listener, String name, Set<Firmware> boots) {
        // The client's part is in the same folder: ca-cert.pem and, where clients are verified, client-cert.pem.
        Optional<String> certificates =
                listener.tls().map(it -> it.folder().toAbsolutePath().toString());
        return words(listener, name, boots, certificates);
    }

    /** The same with the certificates of a client in a folder of their own. */
    static List<String> words(NbdListener listener, String name, Set<Firmware> boots, Optional<String> certificates) {
        List<String> words = new ArrayList<>(machine(boots));
        certificates.ifPresent(folder -> words.addAll(List.of("-object", credentials(folder))));
        String file = "{\"driver\":\"nbd\",\"server\":" + server(listener.address()) + ",\"export\":" + json(name)
                + (certificates.isPresent() ? ",\"tls-creds\":\"tls\"" : "")
                + ServerName.of(listener)
                        .map(it -> ",\"tls-hostname\":" + json(it))
                        .orElse("")
                + ",\"reconnect-delay\":"
                + RECONNECT_SECONDS + "}";
        words.addAll(List.of(
                "-blockdev",
                "{\"driver\":\"raw\",\"node-name\":\"disc\",\"read-only\":true,\"file\":" + file + "}",
                "-device",
                "virtio-scsi-pci",
                "-device",
                "scsi-cd,drive=disc,bootindex=0"));
        return words;
    }

    /** The first words: a machine with the firmware that boots the disc. */
    static List<String> machine(Set<Firmware> boots) {
        List<String> words = new ArrayList<>(List.of(PROGRAM, "-m", "1024"));
        if (boots.equals(Set.of(Firmware.UEFI))) {
            words.addAll(List.of("-bios", firmware()));
        }
        return words;
    }

    static String line(List<String> words) {
        return words.stream().map(QemuCommand::quote).collect(Collectors.joining(" "));
    }

    /** Whether QEMU is in one of the folders of {@code path}, written as the variable PATH. */
    static boolean isInstalled(String path) {
        return Stream.of(path.split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, PROGRAM))
                .anyMatch(Files::isExecutable);
    }

    private static String firmware() {
        return UEFI_FIRMWARE.stream()
                .filter(path -> Files.isReadable(Path.of(path)))
                .findFirst()
                .orElse(UEFI_FIRMWARE.get(0));
    }

    private static String credentials(String folder) {
        return "tls-creds-x509,id=tls,endpoint=client,dir=" + folder.replace(",", ",,");
    }

    private static String server(ListenAddress address) {
        if (address instanceof ListenAddress.Unix unix) {
            return "{\"type\":\"unix\",\"path\":"
                    + json(unix.path().toAbsolutePath().toString()) + "}";
        }
        ListenAddress.Tcp tcp = (ListenAddress.Tcp) address;
        return "{\"type\":\"inet\",\"host\":" + json(NbdUri.reachable(tcp.host())) + ",\"port\":\"" + tcp.port()
                + "\"}";
    }

    private static String json(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c < ' ') {
                out.append(String.format("\\u%04x", c));
            } else {
                out.append(c == '"' || c == '\\' ? "\\" : "").append((char) c);
            }
        });
        return out.append('"').toString();
    }

    /** For a POSIX shell. */
    private static String quote(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
