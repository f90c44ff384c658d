package io.spindle.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.it.harness.Certificates;
import io.spindle.it.harness.Command;
import io.spindle.it.harness.Images;
import io.spindle.it.harness.NbdShell;
import io.spindle.it.harness.Needs;
import io.spindle.it.harness.Peer;
import io.spindle.it.harness.RawClient;
import io.spindle.it.harness.SpindleProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted connections with the two TLS libraries that clients use: libnbd's and QEMU's. */
@Needs(
        value = {Peer.OPENSSL, Peer.NBDINFO, Peer.NBDCOPY, Peer.QEMU_IMG},
        toShow = "TLS with libnbd and QEMU, with and without client certificates")
final class TlsIT {
    private static final int IMAGE_BYTES = 9 * 1024 * 1024;

    @TempDir
    private static Path folder;

    private static Certificates authority;
    private static Path image;
    private static Path server;
    private static Path client;
    private static Path anonymous;

    @BeforeAll
    static void issue() throws IOException {
        authority = Certificates.create(folder.resolve("authority"), "Spindle test");
        server = authority.server(folder.resolve("server"));
        client = authority.client(folder.resolve("client"));
        anonymous = authority.anonymous(folder.resolve("anonymous"));
        image = Images.random(folder.resolve("a.iso"), IMAGE_BYTES, 3);
    }

    @Test
    void libnbd_anonymousClient_readsTheBytes() throws IOException {
        try (SpindleProcess spindle = SpindleProcess.serve(image, "--tls-certificates", server)) {
            assertThat(spindle.url("a.iso")).startsWith("nbds://");
            Path copy = folder.resolve("copy");
            Command.of("nbdcopy", with(anonymous, spindle.url("a.iso")), copy).output();
            assertThat(copy).hasSameBinaryContentAs(image);
            assertThat(Command.of("nbdinfo", with(anonymous, spindle.url("a.iso")))
                            .output())
                    .contains("protocol: newstyle-fixed with TLS");
        }
    }

    @Test
    void plainClients_areRefusedAndTold() throws IOException {
        try (SpindleProcess spindle = SpindleProcess.serve(image, "--tls-certificates", server)) {
            String plain = spindle.url("a.iso").replace("nbds://", "nbd://");
            Command.Result libnbd = Command.of("nbdinfo", plain).run();
            assertThat(libnbd.exitCode()).isNotZero();
            assertThat(libnbd.errors()).contains("Operation not supported");
            Command.Result qemu = Command.of("qemu-img", "info", plain).run();
            assertThat(qemu.exitCode()).isNotZero();
            assertThat(qemu.errors()).contains("Did you forget a valid tls-creds?", "server reported:");
        }
    }

    @Test
    void libnbd_pkcs1Key_isRead() throws IOException {
        Path pkcs1 = authority.serverWithPkcs1Key(folder.resolve("pkcs1"));
        try (SpindleProcess spindle = SpindleProcess.serve(image, "--tls-certificates", pkcs1)) {
            assertThat(size(with(anonymous, spindle.url("a.iso")))).isEqualTo("9437184");
        }
    }

    @Test
    void libnbd_verifiedClients_onlyTheAuthoritysAreLetIn() throws IOException {
        Path stranger =
                Certificates.create(folder.resolve("other authority"), "Nobody").client(folder.resolve("stranger"));
        // It knows our authority, so it is our server that refuses.
        Command.of("cp", folder.resolve("authority/ca-cert.pem"), stranger.resolve("ca-cert.pem"))
                .output();
        try (SpindleProcess spindle =
                SpindleProcess.serve(image, "--tls-certificates", server, "--tls-verify-clients")) {
            String url = spindle.url("a.iso");
            assertThat(size(with(client, url))).isEqualTo("9437184");
            assertThat(Command.of("nbdinfo", with(anonymous, url)).run().exitCode())
                    .isNotZero();
            assertThat(Command.of("nbdinfo", with(stranger, url)).run().exitCode())
                    .isNotZero();
            assertThat(size(with(client, url))).isEqualTo("9437184");
        }
    }

    @Test
    void qemu_withAndWithoutCertificate_readsTheBytes() throws IOException {
        try (SpindleProcess open = SpindleProcess.serve(image, "--tls-certificates", server);
                SpindleProcess verifying =
                        SpindleProcess.serve(image, "--tls-certificates", server, "--tls-verify-clients")) {
            assertThat(compare(open, anonymous).output()).contains("Images are identical");
            assertThat(compare(verifying, client).output()).contains("Images are identical");
            assertThat(compare(verifying, anonymous).run().exitCode()).isNotZero();
        }
    }

    @Test
    @Needs(
            value = {Peer.NBDSH, Peer.PROC},
            toShow = "writes that are refused over TLS, and the memory ceiling of encrypted connections")
    void refusedWrites_overTls_staySync_andClientsThatDoNotReadCostLittle() throws Exception {
        List<RawClient> silent = new ArrayList<>();
        try (SpindleProcess spindle = SpindleProcess.serve(image, "--tls-certificates", server, "--pattern", "1G")) {
            for (int i = 0; i < 60; i++) {
                RawClient client = new RawClient(spindle.port());
                silent.add(client);
                client.startTls();
                client.exportName(i % 2 == 0 ? "a.iso" : "pattern");
                for (int request = 0; request < 3; request++) {
                    client.sendRead(request, 0, i % 2 == 0 ? IMAGE_BYTES : 32 << 20);
                }
            }
            NbdShell.run(with(anonymous, spindle.url("a.iso")), image, """
                    h.set_strict_mode(0)
                    h.set_uri_allow_local_file(True)
                    h.connect_uri(uri)
                    data = open(image, "rb").read()
                    for size in (1, 100000, 1 << 20):
                        fails(errno.EPERM, h.pwrite, bytes(size), 0)
                        assert h.pread(70000, 123) == data[123:70123]
                    h.shutdown()
                    """);
            assertThat(spindle.anonymousMemoryBytes()).isLessThan(256L << 20);
            assertThat(spindle.errors()).doesNotContain("ERROR", "Exception", "OutOfMemory");
        } finally {
            for (RawClient client : silent) {
                client.close();
            }
        }
    }

    @Test
    void serve_folderWithoutKey_saysWhichFileIsMissing() {
        Command.Result result = Command.of(
                        SpindleProcess.PROGRAM,
                        "serve",
                        image,
                        "--nbd",
                        "127.0.0.1:0",
                        "--state",
                        folder.resolve("names"))
                .append("--tls-certificates", anonymous)
                .run();
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.errors().lines()).singleElement().asString().contains("server-cert.pem");
    }

    private static Command compare(SpindleProcess spindle, Path certificates) {
        String export = "driver=raw,file.driver=nbd,file.host=127.0.0.1,file.port=" + spindle.port()
                + ",file.export=a.iso,file.tls-creds=tls";
        return Command.of("qemu-img", "compare", "--object")
                .append("tls-creds-x509,id=tls,endpoint=client,dir=" + certificates)
                .append("--image-opts", export, "driver=raw,file.driver=file,file.filename=" + image);
    }

    private static String size(String url) {
        return Command.of("nbdinfo", "--size", url).output().strip();
    }

    private static String with(Path certificates, String url) {
        return url + "?tls-certificates=" + certificates;
    }
}
