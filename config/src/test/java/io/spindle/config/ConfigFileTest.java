package io.spindle.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigFileTest {
    private static final Path FOLDER = Path.of("/etc/spindle");

    @Test
    void emptyFile_read_givesDefaults() {
        for (String text : List.of("", "# nothing\n", "nbd:\nlibrary:\n", "nbd:\n  tls:\n  listen:\n")) {
            SpindleConfig config = valid(text);
            assertThat(config.nbd().listen()).isEmpty();
            assertThat(config.nbd().sockets()).isEmpty();
            assertThat(config.nbd().tls()).isEmpty();
            assertThat(config.nbd().defaultDisc()).isEmpty();
            assertThat(config.nbd().maximumConnections()).isEqualTo(1024);
            assertThat(config.nbd().handshakeTimeout()).isEqualTo(Duration.ofSeconds(10));
            assertThat(config.nbd().shutdownDeadline()).isEqualTo(Duration.ofSeconds(5));
            assertThat(config.library().paths()).isEmpty();
            assertThat(config.library().state()).isEmpty();
            assertThat(config.library().settle()).isEqualTo(Duration.ofSeconds(1));
            assertThat(config.library().demo()).isFalse();
            assertThat(config.library().pattern()).isEmpty();
            assertThat(config.cache().size()).isEmpty();
            assertThat(config.cache().folder()).isEmpty();
            assertThat(config.cache().folderSize()).isEmpty();
        }
    }

    /** The example has every key, each with a value that is not the default. */
    @Test
    void exampleOfTheManual_read_setsEveryKey() throws IOException {
        SpindleConfig config = valid(example());
        assertThat(config.nbd())
                .isEqualTo(new NbdConfig(
                        List.of(new HostAndPort("127.0.0.1", 10809), new HostAndPort("::1", 10809)),
                        List.of(Path.of("/run/spindle/nbd.sock")),
                        Optional.of(new TlsConfig(Path.of("/etc/pki/spindle"), true)),
                        Optional.of("debian.iso"),
                        1000,
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(3)));
        assertThat(config.library())
                .isEqualTo(new LibraryConfig(
                        List.of(Path.of("/srv/isos"), Path.of("/etc/spindle/extra/rescue.iso")),
                        Optional.of(Path.of("/var/lib/spindle/names")),
                        Duration.ofSeconds(2),
                        true,
                        Optional.of(new ByteCount(8_589_934_592L))));
        assertThat(config.cache())
                .isEqualTo(new CacheConfig(
                        Optional.of(new ByteCount(536_870_912L)),
                        Optional.of(Path.of("/var/cache/spindle")),
                        Optional.of(new ByteCount(214_748_364_800L))));
        assertThat(config.folders())
                .containsExactly(
                        Map.entry("tools.iso", Path.of("/etc/spindle/tools")),
                        Map.entry("rig1-seed", Path.of("/srv/seeds/rig1")));
        assertThat(config.iscsi())
                .isEqualTo(new IscsiConfig(
                        List.of(new HostAndPort("127.0.0.1", 3260)),
                        List.of(new HostAndPort("10.1.0.5", 3260)),
                        Optional.of(new ChapConfig(
                                "finder", Path.of("/etc/spindle/finder.secret"), Optional.empty(), Optional.empty()))));
        assertThat(config.drives())
                .containsExactly(new DriveConfig(
                        "rig1",
                        List.of("debian.iso", "extra/rescue.iso"),
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        new EmulationConfig(
                                Optional.of("debian.iso"),
                                List.of("iqn.2026-01.example:host1"),
                                List.of("10.1.0.0/16"),
                                Optional.of(new ChapConfig(
                                        "host1",
                                        Path.of("/etc/spindle/host1.secret"),
                                        Optional.of("rig1"),
                                        Optional.of(Path.of("/etc/spindle/rig1.secret")))),
                                true,
                                Optional.of("dvd"),
                                3,
                                false)));
    }

    @Test
    void drive_ofTwoKinds_isRefused() {
        assertThat(problems("drives:\n  a: {qmp: /run/a.qmp, instant: true}\n"))
                .containsExactly(
                        new Problem(
                                2,
                                6,
                                "drives.a is a CD device of QEMU: only discs, stack, qmp, device and tls-certificates are for it"));
        assertThat(problems("drives:\n  a:\n    chap: {user: u, secret-file: s, target-user: t}\n"))
                .containsExactly(new Problem(
                        3, 11, "drives.a.chap has one of target-user and target-secret-file: write both or none"));
    }

    @Test
    void unknownKey_read_namesPlaceAndNearestKey() {
        assertThat(problems("nbd:\n  listne: [a]\n"))
                .containsExactly(new Problem(2, 3, "'nbd.listne' is not known; did you mean 'listen'?"));
        assertThat(problems("library:\n  paths: []\nndb: {}\n"))
                .containsExactly(new Problem(3, 1, "'ndb' is not known; did you mean 'nbd'?"));
    }

    @Test
    void unknownKeyFarFromAll_read_listsKnownKeys() {
        assertThat(problems("nbd:\n  tls:\n    certificates: /c\n    xyzzy: 1\n"))
                .containsExactly(
                        new Problem(4, 5, "'nbd.tls.xyzzy' is not known; known here: certificates, verify-clients"));
    }

    @Test
    void severalProblems_read_allReportedInOrder() {
        assertThat(problems("""
                nbd:
                  listen: [127.0.0.1:99999, localhost]
                  max-connections: many
                  tls: {verify-clients: maybe}
                library:
                  settle: 5
                  patern: 8G
                  paths: /srv
                  demo: [true]
                """))
                .containsExactly(
                        new Problem(
                                2,
                                12,
                                "nbd.listen is '127.0.0.1:99999': write HOST:PORT, such as 127.0.0.1:10809 or '[::1]:10809'"),
                        new Problem(
                                2,
                                29,
                                "nbd.listen is 'localhost': write HOST:PORT, such as 127.0.0.1:10809 or '[::1]:10809'"),
                        new Problem(3, 20, "nbd.max-connections is 'many': write a whole number from 1 to 1000000"),
                        new Problem(
                                4,
                                8,
                                "nbd.tls.certificates is missing: write a path, with the home folder written out"),
                        new Problem(4, 25, "nbd.tls.verify-clients is 'maybe': write true or false"),
                        new Problem(
                                6,
                                11,
                                "library.settle is '5': write a time of at most a day, such as 500ms, 10s or 2m"),
                        new Problem(7, 3, "'library.patern' is not known; did you mean 'pattern'?"),
                        new Problem(8, 10, "library.paths is a list: write '[a, b]', or '- ' before each item"),
                        new Problem(9, 9, "library.demo is one value: write true or false"));
    }

    @Test
    void sectionThatIsAValue_read_isAProblem() {
        assertThat(problems("nbd: 10809\n"))
                .containsExactly(new Problem(1, 6, "nbd must hold keys and values, such as 'key: value'"));
        assertThat(problems("- a\n"))
                .containsExactly(new Problem(1, 1, "the file must hold keys and values, such as 'key: value'"));
    }

    @Test
    void brokenYaml_read_namesPlace() {
        List<Problem> problems = problems("nbd:\n  listen: [a\nlibrary: {}\n");
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).line()).isEqualTo(3);
        assertThat(problems.get(0).text()).startsWith("this is not YAML: ");
    }

    @Test
    void keyTwice_read_isAProblem() {
        assertThat(problems("library:\n  demo: true\n  demo: false\n"))
                .hasSize(1)
                .allSatisfy(problem -> assertThat(problem.line()).isEqualTo(3));
    }

    @Test
    void secondDocument_read_isAProblem() {
        assertThat(problems("nbd: {}\n---\nlibrary: {}\n"))
                .extracting(Problem::text)
                .containsExactly("a second document begins here: a configuration is one document");
    }

    @Test
    void alias_read_isAProblem() {
        assertThat(problems("nbd:\n  sockets: &a [/x]\nlibrary:\n  paths: *a\n"))
                .extracting(Problem::text)
                .contains("aliases are not supported: write the value out");
    }

    @Test
    void homeFolderShorthand_read_isAProblem() {
        assertThat(problems("library:\n  paths: [~/isos]\n"))
                .containsExactly(new Problem(
                        2, 11, "library.paths is '~/isos': write a path, with the home folder written out"));
    }

    @Test
    void deeplyNestedGarbage_read_isRefusedInBoundedTime() {
        assertThat(problems("[".repeat(100_000))).isNotEmpty();
        assertThat(problems("a: ".repeat(50_000))).isNotEmpty();
    }

    @Test
    void fileThatIsNotUtf8_read_isAProblem(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("c.yaml"), new byte[] {'a', ':', ' ', (byte) 0xFF});
        assertThat(ConfigFile.read(file))
                .isEqualTo(new ConfigReading.Invalid(List.of(new Problem(1, 1, "the file is not UTF-8"))));
    }

    private static String example() throws IOException {
        String manual = Files.readString(Path.of("../docs/configuration.md"));
        int start = manual.indexOf("```yaml\n") + "```yaml\n".length();
        return manual.substring(start, manual.indexOf("```", start));
    }

    private static SpindleConfig valid(String text) {
        assertThat(ConfigFile.read(text, FOLDER)).isInstanceOf(ConfigReading.Valid.class);
        return ((ConfigReading.Valid) ConfigFile.read(text, FOLDER)).config();
    }

    private static List<Problem> problems(String text) {
        assertThat(ConfigFile.read(text, FOLDER)).isInstanceOf(ConfigReading.Invalid.class);
        return ((ConfigReading.Invalid) ConfigFile.read(text, FOLDER)).problems();
    }
}
