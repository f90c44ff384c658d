package io.spindle.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spindle.config.ConfigFile;
import io.spindle.config.ConfigReading;
import io.spindle.config.SpindleConfig;
import io.spindle.nbd.NbdListener;
import io.spindle.nbd.TlsSettings;
import io.spindle.transport.ListenAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Flags win over the file, the file over the defaults. */
final class ServeSettingsTest {
    private static final ListenAddress HANDED_OVER = new ListenAddress.Inherited(3);

    @TempDir
    private Path folder;

    @Test
    void nothingSaid_givesTheDefaults() throws IOException {
        ServeSettings settings = settings("", List.of(), "--demo");
        assertThat(settings.nbd().listeners())
                .extracting(NbdListener::address)
                .containsExactly(new ListenAddress.Tcp("127.0.0.1", 10809));
        assertThat(settings.nbd().maximumConnections()).isEqualTo(1024);
        assertThat(settings.nbd().handshakeTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.shutdownDeadline()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.defaultDisc()).isEmpty();
    }

    @Test
    void folders_ofFlagsAndFile_areBothServed_andTheFlagWins() throws IOException {
        Path one = Files.createDirectory(folder.resolve("one"));
        Path two = Files.createDirectory(folder.resolve("two"));
        String file = """
                folders:
                  a.iso: one
                  b.iso: one
                """;
        assertThat(settings(file, List.of(), "--folder", "b.iso=" + two, "--folder", "c=" + two)
                        .folders())
                .containsExactly(Map.entry("a.iso", one), Map.entry("b.iso", two), Map.entry("c", two));
        assertThatThrownBy(() -> settings("", List.of(), "--folder", "x=" + folder.resolve("none")))
                .isInstanceOf(UsageFault.class)
                .hasMessageContaining("name one that becomes the disc x");
        assertThatThrownBy(() -> settings("", List.of(), "--folder", "x=")).hasMessageContaining("is not NAME=DIR");
    }

    @Test
    void drives_ofFlagsOrOfTheFile_areEnoughToServe() throws IOException {
        String file = """
                drives:
                  rig1:
                    instant: true
                """;
        assertThat(settings(file, List.of()).control().drives()).hasSize(1);
        assertThat(settings("", List.of(), "--drive", "rig1").control().drives())
                .hasSize(1);
        assertThatThrownBy(() -> settings("", List.of())).hasMessageContaining("nothing to serve");
    }

    @Test
    void flags_replaceWhatTheFileSays_keyByKey() throws IOException {
        String file = """
                nbd:
                  listen: ["127.0.0.1:1", "127.0.0.1:2"]
                  sockets: [nbd.sock]
                  default: a.iso
                  handshake-timeout: 20s
                library:
                  pattern: 1M
                """;
        ServeSettings settings = settings(file, List.of(), "--nbd", "[::1]:3", "--default", "b.iso", "--pattern", "2M");
        assertThat(settings.nbd().listeners())
                .extracting(NbdListener::address)
                .containsExactly(new ListenAddress.Tcp("::1", 3), new ListenAddress.Unix(folder.resolve("nbd.sock")));
        assertThat(settings.nbd().handshakeTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(settings.defaultDisc()).contains("b.iso");
        assertThat(settings.pattern().orElseThrow().bytes()).isEqualTo(2097152);
    }

    @Test
    void handedOverSockets_comeFirst_andReplaceTheDefault() throws IOException {
        assertThat(settings("", List.of(HANDED_OVER), "--demo").nbd().listeners())
                .extracting(NbdListener::address)
                .containsExactly(HANDED_OVER);
        assertThat(settings("", List.of(HANDED_OVER), "--demo", "--nbd", "127.0.0.1:3")
                        .nbd()
                        .listeners())
                .extracting(NbdListener::address)
                .containsExactly(HANDED_OVER, new ListenAddress.Tcp("127.0.0.1", 3));
    }

    @Test
    void tls_isForEveryListener_fromFileOrFlags() throws IOException {
        String file = "nbd: {tls: {certificates: pki, verify-clients: true}}";
        assertThat(settings(file, List.of(), "--demo").nbd().listeners())
                .allMatch(it -> it.tls().orElseThrow().equals(new TlsSettings(folder.resolve("pki"), true)));
        assertThat(settings("", List.of(), "--demo", "--tls-certificates", "/pki", "--nbd-socket", "/s", "--nbd", "a:1")
                        .nbd()
                        .listeners())
                .hasSize(2)
                .allMatch(it -> it.tls().orElseThrow().equals(new TlsSettings(Path.of("/pki"), false)));
    }

    @Test
    void whatMakesNoSense_isAUsageFaultWithTheNextStep() {
        assertFault("nothing to serve", List.of());
        assertFault("--tls-verify-clients needs --tls-certificates DIR", List.of("--demo", "--tls-verify-clients"));
        assertFault("--fault is for the pattern disc: add --pattern SIZE", List.of("--demo", "--fault", "error@0+1K"));
        assertFault("is not there: name an image file or a folder", List.of("/nonexistent/a.iso"));
    }

    private void assertFault(String text, List<String> flags) {
        assertThatThrownBy(() -> settings("", List.of(), flags.toArray(String[]::new)))
                .isInstanceOf(UsageFault.class)
                .hasMessageContaining(text);
    }

    @Test
    void cache_hasTheSizeOfTheFlag_elseOfTheFile_elseTheDefault() throws IOException {
        String file = "cache: {size: 16M}\n";
        assertThat(maximumBytes(settings("", List.of(), "--demo"))).isEqualTo(134_217_728);
        assertThat(maximumBytes(settings(file, List.of(), "--demo"))).isEqualTo(16_777_216);
        assertThat(maximumBytes(settings(file, List.of(), "--demo", "--cache", "32M")))
                .isEqualTo(33_554_432);
        assertThatThrownBy(() -> settings(file, List.of(), "--demo", "--cache", "1M"))
                .isInstanceOf(UsageFault.class)
                .hasMessage("a cache of 1048576 bytes is of no use: give it 4M or more");
    }

    private static long maximumBytes(ServeSettings settings) {
        return settings.library().packed().cache().statistics().maximumBytes();
    }

    private ServeSettings settings(String file, List<ListenAddress> handedOver, String... flags) throws IOException {
        ServeFlags parsed = new ServeFlags();
        CommandLine command = new CommandLine(CommandLine.Model.CommandSpec.create()
                .addMixin("flags", CommandLine.Model.CommandSpec.forAnnotatedObject(parsed)));
        command.parseArgs(flags);
        parsed.state = folder.resolve("names");
        Path path = Files.writeString(folder.resolve("spindle.yaml"), file);
        SpindleConfig config = ((ConfigReading.Valid) ConfigFile.read(path)).config();
        return ServeSettings.of(parsed, config, handedOver);
    }
}
