package io.spindle.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.iso.inspection.Firmware;
import io.spindle.nbd.NbdListener;
import io.spindle.nbd.TlsSettings;
import io.spindle.transport.ListenAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as text; BootIT pastes it into a shell. */
final class QemuCommandTest {
    private static final ListenAddress TCP = new ListenAddress.Tcp("0.0.0.0", 10809);

    @Test
    void tcp_bios_isOneLineForAShell() {
        String line = QemuCommand.line(words(TCP, Optional.empty(), "it's.iso", Set.of(Firmware.BIOS)));
        assertThat(line)
                .isEqualTo("qemu-system-x86_64 -m 1024 -blockdev '{\"driver\":\"raw\",\"node-name\":\"disc\","
                        + "\"read-only\":true,\"file\":{\"driver\":\"nbd\",\"server\":{\"type\":\"inet\","
                        + "\"host\":\"127.0.0.1\",\"port\":\"10809\"},\"export\":\"it'\\''s.iso\","
                        + "\"reconnect-delay\":60}}' -device virtio-scsi-pci"
                        + " -device scsi-cd,drive=disc,bootindex=0");
    }

    @Test
    void nameWithQuotesAndControls_isQuotedForJson() {
        assertThat(words(TCP, Optional.empty(), "a\"b\\c\td", Set.of()))
                .anyMatch(word -> word.contains("\"export\":\"a\\\"b\\\\c\\u0009d\""));
    }

    @Test
    void firmware_isNamedOnlyForDiscsThatNeedIt() {
        assertThat(words(TCP, Optional.empty(), "a", Set.of(Firmware.UEFI))).contains("-bios");
        assertThat(words(TCP, Optional.empty(), "a", Set.of(Firmware.UEFI, Firmware.BIOS)))
                .doesNotContain("-bios");
        assertThat(words(TCP, Optional.empty(), "a", Set.of())).doesNotContain("-bios");
    }

    @Test
    void tlsOverAUnixSocket_namesCredentialsAndPath() {
        Optional<TlsSettings> tls = Optional.of(new TlsSettings(Path.of("/etc/p,ki"), false));
        List<String> words = words(new ListenAddress.Unix(Path.of("/run/s.sock")), tls, "a", Set.of());
        assertThat(words).contains("-object", "tls-creds-x509,id=tls,endpoint=client,dir=/etc/p,,ki");
        assertThat(words)
                .anyMatch(word -> word.contains("{\"type\":\"unix\",\"path\":\"/run/s.sock\"}")
                        && word.contains("\"tls-creds\":\"tls\""));
    }

    @Test
    void isInstalled_looksThroughThePath(@TempDir Path folder) throws IOException {
        assertThat(QemuCommand.isInstalled("/nonexistent::" + folder)).isFalse();
        Path program = Files.createFile(folder.resolve("qemu-system-x86_64"));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        assertThat(QemuCommand.isInstalled("/nonexistent::" + folder)).isTrue();
    }

    private static List<String> words(
            ListenAddress address, Optional<TlsSettings> tls, String name, Set<Firmware> boots) {
        return QemuCommand.words(new NbdListener(address, tls), name, boots);
    }
}
