package io.spindle.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HttpAndDrivesTest {
    private static ConfigReading read(String text) {
        return ConfigFile.read(text, Path.of("/etc"));
    }

    private static List<String> problems(String text) {
        return ((ConfigReading.Invalid) read(text))
                .problems().stream().map(it -> it.line() + ": " + it.text()).toList();
    }

    @Test
    void everyKey_isRead() {
        SpindleConfig config = ((ConfigReading.Valid) read("""
                http:
                  listen: ["0.0.0.0:8443"]
                  socket: run/control.sock
                  tls: {certificates: pki}
                  users: {admin: "$2y$10$x"}
                  tokens: {ci: "sha256:00"}
                  names: [discs.example.org]
                drives:
                  rig1:
                    discs: [a.iso, b.iso]
                    stack: true
                  vm1: {qmp: run/vm1.qmp, device: cd0}
                  vm2: {qmp: "tcp:127.0.0.1:4444", tls-certificates: pki}
                """)).config();

        assertThat(config.http())
                .isEqualTo(new HttpConfig(
                        List.of(new HostAndPort("0.0.0.0", 8443)),
                        Optional.of(Path.of("/etc/run/control.sock")),
                        Optional.of(Path.of("/etc/pki")),
                        Map.of("admin", "$2y$10$x"),
                        Map.of("ci", "sha256:00"),
                        List.of("discs.example.org")));
        assertThat(config.drives()).extracting(DriveConfig::name).containsExactly("rig1", "vm1", "vm2");
        assertThat(config.drives().get(0).discs()).containsExactly("a.iso", "b.iso");
        assertThat(config.drives()).extracting(DriveConfig::stack).containsExactly(true, false, false);
        assertThat(config.drives().get(0).qmp()).isEmpty();
        assertThat(config.drives().get(1).qmp()).contains("/etc/run/vm1.qmp");
        assertThat(config.drives().get(1).device()).contains("cd0");
        assertThat(config.drives().get(2).qmp()).contains("tcp:127.0.0.1:4444");
        assertThat(config.drives())
                .extracting(DriveConfig::tlsCertificates)
                .containsExactly(Optional.empty(), Optional.empty(), Optional.of(Path.of("/etc/pki")));
    }

    @Test
    void fetch_everyKey_isRead() {
        SpindleConfig config = ((ConfigReading.Valid) read("""
                fetch:
                  allow: ["https://images.example.org/isos/", "file:///srv/isos/"]
                  networks: [10.1.0.0/16, "fd00::/8"]
                  largest: 8G
                  time-limit: 20m
                  certificates: ca.pem
                """)).config();

        assertThat(config.fetch())
                .isEqualTo(new FetchConfig(
                        List.of("https://images.example.org/isos/", "file:///srv/isos/"),
                        List.of("10.1.0.0/16", "fd00::/8"),
                        new ByteCount(8L << 30),
                        java.time.Duration.ofMinutes(20),
                        Optional.of(Path.of("/etc/ca.pem"))));
    }

    @Test
    void stack_withoutDiscs_isToldWithItsPlace() {
        assertThat(problems("drives:\n  rig1: {stack: true, discs: [a.iso]}\n"))
                .singleElement()
                .asString()
                .contains("is a stack but of no discs");
    }

    @Test
    void networksAndSources_thatAreNone_areToldWithTheirPlace() {
        assertThat(problems("""
                fetch:
                  allow: [images.example.org, "ftp://a/", "https://me@a/"]
                  networks: [10.1.0.0/33]
                drives:
                  rig1:
                    networks: [10.1.0.0/16, "fe80::/10", example.org, 10.1.0.256, "::/129", 10.0.0.1/x]
                """)).hasSize(8).allMatch(it -> it.matches("[236]: .*: write (a URL|an address).*"));
    }

    @Test
    void nothing_meansTheDefaults() {
        SpindleConfig config = ((ConfigReading.Valid) read("drives:\nhttp:\n")).config();

        assertThat(config.http().listen()).isEmpty();
        assertThat(config.http().users()).isEmpty();
        assertThat(config.fetch().allow()).isEmpty();
        assertThat(config.fetch().largest().bytes()).isEqualTo(68_719_476_736L);
        assertThat(config.drives()).isEmpty();
    }

    @Test
    void problems_nameTheDrive() {
        assertThat(problems("""
                drives:
                  "../x": {}
                  vm: {device: cd0}
                  tls: {tls-certificates: pki}
                  rig: {qpm: /run/x}
                http: {tls: {}}
                """))
                .anySatisfy(it -> assertThat(it).contains("drives.../x is no name"))
                .anySatisfy(it -> assertThat(it).contains("drives.vm has a device but no qmp"))
                .anySatisfy(it -> assertThat(it).contains("drives.tls has tls-certificates but no qmp"))
                .anySatisfy(it -> assertThat(it).contains("drives.rig.qpm").contains("did you mean 'qmp'?"))
                .anySatisfy(it -> assertThat(it).contains("http.tls.certificates is missing"));
    }

    @Test
    void hashes_areNotPrinted() {
        SpindleConfig config = ((ConfigReading.Valid) read("http: {users: {admin: topsecret}}")).config();

        assertThat(config.toString()).doesNotContain("topsecret");
    }
}
