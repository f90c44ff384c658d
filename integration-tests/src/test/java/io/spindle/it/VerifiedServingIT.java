package io.spindle.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spindle.it.harness.Await;
import io.spindle.it.harness.Command;
import io.spindle.it.harness.EventStream;
import io.spindle.it.harness.Images;
import io.spindle.it.harness.Needs;
import io.spindle.it.harness.Peer;
import io.spindle.it.harness.SpindleProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that gives only away what was verified, and checks what it reads. */
final class VerifiedServingIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    @Test
    @Needs(
            value = {Peer.NBDINFO, Peer.NBDCOPY, Peer.QEMU_IMG},
            toShow = "that clients get nothing that was not verified")
    void disc_isExportedAndInserted_onceItIsVerified_andADamagedLeafIsAnError() throws Exception {
        Path image = Images.rested(
                Images.random(Files.createDirectory(folder.resolve("isos")).resolve("a.iso"), 2_048_000, 1));
        byte[] right = Files.readAllBytes(image);
        try (SpindleProcess server = SpindleProcess.serve(
                image.getParent(), "--require", "digest", "--check-reads", "--drive", "rig1", "--pattern", "1M")) {
            String url = server.url("pattern").replace("pattern", "a.iso");
            assertThat(server.disc("a.iso").urls()).isEmpty();
            Command.Result refused = Command.of("qemu-img", "info", url).run();
            assertThat(refused.exitCode()).isNotZero();
            assertThat(refused.errors()).contains("'digest' is required", "spindle verify");
            assertThat(Command.of("nbdinfo", server.url("pattern")).run().exitCode())
                    .isZero();
            Command.Result insert = server.command("insert", "rig1", "a.iso").run();
            assertThat(insert.exitCode()).isEqualTo(1);
            assertThat(insert.errors() + insert.output()).contains("spindle verify " + image);

            Files.writeString(
                    image.resolveSibling("SHA256SUMS"),
                    Command.of("sha256sum", image).output());
            Command.of(
                            SpindleProcess.PROGRAM,
                            "verify",
                            image,
                            "--state",
                            server.stateFolder().resolve("names"))
                    .output();
            Path copy = folder.resolve("copy");
            Await.value("the export", LIMIT, () -> copied(url, copy), server::errors);
            assertThat(copy).hasBinaryContent(right);
            assertThat(new ObjectMapper()
                            .readTree(server.command("discs", "--json").output())
                            .at("/discs/0/verdict")
                            .asText())
                    .isEqualTo("DIGEST_MATCH");
            assertThat(server.command("discs").output()).contains("DIGEST MATCH");
            server.command("insert", "rig1", "a.iso").output();

            FileTime modified = Files.getLastModifiedTime(image);
            Images.put(image, 200_000, new byte[] {(byte) ~right[200_000]});
            Files.setLastModifiedTime(image, modified);
            try (EventStream events = new EventStream(server)) {
                Command.Result damaged = Command.of("nbdcopy", url, copy).run();
                assertThat(damaged.exitCode()).isNotZero();
                JsonNode fault = events.await("fault", 1).get(0);
                assertThat(fault.path("disc").asText()).isEqualTo("a.iso");
                assertThat(fault.path("kind").asText()).isEqualTo("damaged");
                assertThat(fault.path("file").asText()).isEqualTo(image.toString());
            }
            assertThat(server.errors()).contains("bytes 196608 to 262144 are not those that were verified");
            Images.put(image, 200_000, new byte[] {right[200_000]});
            Files.setLastModifiedTime(image, modified);
            assertThat(copied(url, copy)).isPresent();
        }
    }

    private static Optional<Path> copied(String url, Path copy) {
        return Command.of("nbdcopy", url, copy).run().exitCode() == 0 ? Optional.of(copy) : Optional.empty();
    }
}
