package io.spindle.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spindle.it.harness.Await;
import io.spindle.it.harness.Certificates;
import io.spindle.it.harness.Command;
import io.spindle.it.harness.Images;
import io.spindle.it.harness.LinuxGuest;
import io.spindle.it.harness.Needs;
import io.spindle.it.harness.Peer;
import io.spindle.it.harness.QemuGuest;
import io.spindle.it.harness.Rest;
import io.spindle.it.harness.SpindleProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The CD device of a running QEMU changes its disc. */
@Execution(ExecutionMode.CONCURRENT)
final class QemuDriveIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int HELD = 3;
    private static final int SWAPS = Integer.getInteger("spindle.it.swaps", 200);

    @TempDir
    private Path folder;

    private SpindleProcess serve() throws IOException {
        images();
        return SpindleProcess.serve(folder.resolve("alpha.iso"), folder.resolve("beta.iso"));
    }

    private void images() throws IOException {
        for (String name : List.of("ALPHA", "BETA")) {
            Path image = Images.hole(folder.resolve(name.toLowerCase(java.util.Locale.ROOT) + ".iso"), 4 << 20);
            Images.put(image, 32_768, (name + "-DISC").getBytes(StandardCharsets.US_ASCII));
            Images.rested(image);
        }
    }

    private SpindleProcess serveByTls(List<String> listen) throws IOException {
        images();
        Certificates authority = Certificates.create(folder.resolve("authority"), "Spindle test");
        authority.client(folder.resolve("client"));
        return SpindleProcess.serveOn(
                listen,
                folder.resolve("alpha.iso"),
                folder.resolve("beta.iso"),
                "--tls-certificates",
                authority.server(folder.resolve("server")),
                "--tls-verify-clients");
    }

    private void addDrive(SpindleProcess server, String certificates) {
        server.command("drive", "add", "vm", "--qmp", folder.resolve("qmp2"))
                .append("--tls-certificates", folder.resolve(certificates))
                .output();
        await(server, "the machine", it -> it.path("online").asBoolean());
    }

    private List<String> drive() {
        return List.of(
                "-device",
                "scsi-cd,id=cd0,bus=scsi0.0",
                "-qmp",
                "unix:" + folder.resolve("qmp2") + ",server=on,wait=off");
    }

    private static JsonNode status(SpindleProcess server) {
        try {
            return new ObjectMapper()
                    .readTree(server.command("drives", "--json").output())
                    .path("drives")
                    .path(0);
        } catch (IOException fault) {
            throw new AssertionError(fault);
        }
    }

    private static void await(SpindleProcess server, String what, java.util.function.Predicate<JsonNode> condition) {
        Await.until(what, LIMIT, () -> condition.test(status(server)), () -> status(server) + server.errors());
    }

    /** The guest holds the tray of the first disc that it sees, and reads on until it is taken away. */
    private static final String SCRIPT = """
            until dd if=/dev/sr0 bs=2048 skip=16 count=1 2>/dev/null | grep -q ALPHA-DISC; do sleep 0.2; done
            echo "alpha is there"
            exec 3</dev/sr0
            echo "held"
            until dd if=/dev/sr0 bs=2048 skip=16 count=1 2>/dev/null | grep -q BETA-DISC; do sleep 0.2; done
            exec 3<&-
            echo "beta is there"
            sleep 3600
            """;

    @Test
    @Needs(
            value = {Peer.QEMU, Peer.LINUX, Peer.BUSYBOX},
            toShow = "a Linux guest in QEMU gets a disc, holds it, loses it by force, and lets go of the next")
    void guest_holdsAndLetsGo() throws Exception {
        try (SpindleProcess server = serve();
                LinuxGuest guest = LinuxGuest.startWith(drive(), SCRIPT)) {
            server.command("drive", "add", "vm", "--qmp", folder.resolve("qmp2"))
                    .output();
            await(server, "the machine", it -> it.path("online").asBoolean());
            server.command("insert", "vm", "alpha.iso").output();
            guest.awaitOutput("held", LIMIT);
            await(server, "the lock", it -> it.path("lock").isObject());

            Command.Result asked =
                    server.command("swap", "vm", "beta.iso", "--timeout", 2).run();
            assertThat(asked.exitCode()).isEqualTo(HELD);
            assertThat(asked.errors()).contains("the guest holds the tray", "use force", "was asked to let go");
            assertThat(status(server).path("disc").asText()).isEqualTo("alpha.iso");

            server.command("swap", "vm", "beta.iso", "--force").output();
            guest.awaitOutput("beta is there", LIMIT);
            await(server, "the end of the lock", it -> it.path("lock").isNull());
            server.command("eject", "vm").output();
            assertThat(status(server).path("disc").isNull()).isTrue();
            assertThat(guest.events()).doesNotContain("BLOCK_IO_ERROR");
        }
    }

    @Test
    @Needs(value = Peer.QEMU, toShow = "a machine that was not there, or comes anew, gets its disc")
    void machine_thatComesLater_getsItsDisc() throws Exception {
        try (SpindleProcess server = serve()) {
            server.command("drive", "add", "vm", "--qmp", folder.resolve("qmp2"))
                    .output();
            Command.Result promised =
                    server.command("insert", "vm", "alpha.iso").run();
            assertThat(promised.exitCode()).isEqualTo(6);
            assertThat(promised.output()).contains("gets it when it appears");

            for (int start = 0; start < 2; start++) {
                try (QemuGuest machine = startMachine()) {
                    await(
                            server,
                            "the disc",
                            it -> it.path("online").asBoolean()
                                    && it.path("disc").asText().equals("alpha.iso"));
                    assertThat(openNodes(machine::query)).hasSize(1);
                }
                await(server, "the end of the machine", it -> !it.path("online").asBoolean());
            }
        }
    }

    @Test
    @Needs(value = Peer.QEMU, toShow = "QEMU holds no more block nodes and files after many swaps")
    void swaps_leaveNothingBehindInQemu() throws Exception {
        try (SpindleProcess server = serve();
                QemuGuest machine = startMachine()) {
            server.command("drive", "add", "vm", "--qmp", folder.resolve("qmp2"))
                    .output();
            await(server, "the machine", it -> it.path("online").asBoolean());
            Rest rest = new Rest(server.stateFolder().resolve("control.sock"));
            for (int swap = 0; swap < SWAPS; swap++) {
                assertThat(rest.post("/api/v1/drives/vm/next", "{}").status()).isEqualTo(200);
            }

            assertThat(openNodes(machine::query)).hasSize(1);
            server.command("eject", "vm").output();
            assertThat(openNodes(machine::query)).isEmpty();
        }
    }

    @Test
    @Needs(
            value = {Peer.QEMU, Peer.LINUX, Peer.BUSYBOX, Peer.OPENSSL},
            toShow = "a Linux guest reads discs that come to QEMU by TLS, and nothing is left of them")
    void discsByTls_guestReadsThem_andNothingIsLeft() throws Exception {
        String script = """
                until dd if=/dev/sr0 bs=2048 skip=16 count=1 2>/dev/null | grep -q ALPHA-DISC; do sleep 0.2; done
                echo "alpha is there"
                until dd if=/dev/sr0 bs=2048 skip=16 count=1 2>/dev/null | grep -q BETA-DISC; do sleep 0.2; done
                echo "beta is there"
                sleep 3600
                """;
        try (SpindleProcess server = serveByTls(List.of("--nbd", "127.0.0.1:0"));
                LinuxGuest guest = LinuxGuest.startWith(drive(), script)) {
            addDrive(server, "client");
            server.command("insert", "vm", "alpha.iso").output();
            guest.awaitOutput("alpha is there", LIMIT);
            server.command("swap", "vm", "beta.iso").output();
            guest.awaitOutput("beta is there", LIMIT);
            Rest rest = new Rest(server.stateFolder().resolve("control.sock"));
            for (int swap = 0; swap < 20; swap++) {
                Rest.Answer answer = rest.post("/api/v1/drives/vm/next", "{}");
                assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            }
            assertThat(openNodes(guest::query)).hasSize(1);
            assertThat(objects(guest::query)).noneMatch(it -> it.startsWith("spindle"));
            assertThat(guest.events()).doesNotContain("BLOCK_IO_ERROR");
            assertThat(server.command("qemu", "vm").output()).contains("dir=" + folder.resolve("client"));
            assertThat(server.command("doctor").run().output()).contains("ok    drive vm is there");
        }
    }

    /** There the certificate is known by its name only. */
    @Test
    @Needs(
            value = {Peer.QEMU, Peer.OPENSSL},
            toShow = "TLS by a Unix socket, and what is said when it cannot be had")
    void discsByTls_overAUnixSocket_andWithWrongCertificates() throws Exception {
        Path socket = folder.resolve("nbd.sock");
        try (SpindleProcess server = serveByTls(List.of("--nbd-socket", socket.toString()));
                QemuGuest machine = startMachine()) {
            server.command("drive", "add", "vm", "--qmp", folder.resolve("qmp2"))
                    .output();
            await(server, "the machine", it -> it.path("online").asBoolean());
            assertThat(server.command("insert", "vm", "alpha.iso").run().errors())
                    .contains("the NBD server demands TLS: give the drive tls-certificates");
            assertThat(server.command("doctor").run().output()).contains("wrong drive vm: the NBD server demands TLS");
            server.command("drive", "remove", "vm").output();

            addDrive(server, "nowhere");
            assertThat(server.command("insert", "vm", "alpha.iso").run().errors())
                    .contains("QEMU cannot use the certificates in " + folder.resolve("nowhere"))
                    .contains("ca-cert.pem: No such file or directory");
            server.command("drive", "remove", "vm").output();

            addDrive(server, "client");
            server.command("insert", "vm", "alpha.iso").output();
            assertThat(openNodes(machine::query)).hasSize(1);
            server.command("eject", "vm").output();
            assertThat(openNodes(machine::query)).isEmpty();
            assertThat(objects(machine::query)).noneMatch(it -> it.startsWith("spindle"));
        }
    }

    private QemuGuest startMachine() {
        return QemuGuest.start(java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("-device", "virtio-scsi-pci,id=scsi0"), drive().stream())
                .toList());
    }

    /** The connections to exports that QEMU has. */
    private static List<String> openNodes(BiFunction<String, Map<String, ?>, JsonNode> machine) {
        return machine.apply("query-named-block-nodes", Map.of("flat", true)).findValuesAsText("drv").stream()
                .filter("nbd"::equals)
                .toList();
    }

    private static List<String> objects(BiFunction<String, Map<String, ?>, JsonNode> machine) {
        return machine.apply("qom-list", Map.of("path", "/objects")).findValuesAsText("name");
    }
}
