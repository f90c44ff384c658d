package io.spindle.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.it.harness.Await;
import io.spindle.it.harness.Command;
import io.spindle.it.harness.Images;
import io.spindle.it.harness.Needs;
import io.spindle.it.harness.Peer;
import io.spindle.it.harness.RawClient;
import io.spindle.it.harness.SpindleProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A watched folder under the eyes of clients. */
final class LibraryIT {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final int ONE_MIB = 1 << 20;

    @TempDir
    private Path root;

    private Path folder;
    private Path state;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(root.resolve("isos"));
        state = root.resolve("names");
    }

    @Test
    @Needs(value = Peer.NBDINFO, toShow = "files that come and go in a watched folder")
    void folder_filesComeAndGo_theListFollows() throws IOException {
        Images.rested(Images.random(folder.resolve("first.iso"), ONE_MIB, 1));
        try (SpindleProcess spindle = SpindleProcess.serve(folder, "--state", state)) {
            Files.createDirectory(folder.resolve("linux"));
            Path part = Images.random(root.resolve("part"), ONE_MIB, 2);
            Files.move(part, folder.resolve("linux/second.iso"), StandardCopyOption.ATOMIC_MOVE);
            awaitList(spindle, "export=\"linux/second.iso\"", true);
            Files.delete(folder.resolve("first.iso"));
            awaitList(spindle, "export=\"first.iso\"", false);
            assertThat(size(spindle, "linux/second.iso")).isEqualTo("1048576");
        }
    }

    @Test
    @Needs(value = Peer.NBDINFO, toShow = "a file that is copied slowly into a watched folder")
    void folder_slowCopy_isServedOnlyWhenItIsComplete() throws IOException {
        Images.rested(Images.random(folder.resolve("first.iso"), ONE_MIB, 1));
        // Longer than a busy machine may let the one who copies wait.
        Path config = Files.writeString(root.resolve("settle.yaml"), "library: {settle: 4s}\n");
        try (SpindleProcess spindle = SpindleProcess.serve(folder, "--state", state, "--config", config, "--no-http")) {
            Path file = folder.resolve("slow.iso");
            try (SlowCopy copy = new SlowCopy(file)) {
                long end = System.nanoTime() + Duration.ofSeconds(7).toNanos();
                while (System.nanoTime() < end) {
                    String listed = list(spindle);
                    assertThat(copy.isWriting()).isTrue();
                    assertThat(listed).doesNotContain("slow.iso");
                }
            }
            awaitList(spindle, "export=\"slow.iso\"", true);
            assertThat(size(spindle, "slow.iso")).isEqualTo(Long.toString(Files.size(file)));
        }
    }

    /** Writes a little all the time, however long the looks at the server take on a busy machine. */
    private static final class SlowCopy implements AutoCloseable {
        private final CompletableFuture<Void> stopped = new CompletableFuture<>();
        private final CompletableFuture<Void> writing;

        SlowCopy(Path file) {
            writing = CompletableFuture.runAsync(() -> write(file));
        }

        private void write(Path file) {
            try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
                while (!stopped.isDone()) {
                    out.write(new byte[4096]);
                    LockSupport.parkNanos(20_000_000);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        boolean isWriting() {
            return !writing.isDone();
        }

        @Override
        public void close() {
            stopped.complete(null);
            writing.join();
        }
    }

    @Test
    @Needs(value = Peer.NBDINFO, toShow = "a file that is replaced under a client")
    void replacedFile_oldClientKeepsOldBytes_newClientGetsNewAndNoLess() throws IOException {
        Path file = Images.rested(Images.random(folder.resolve("a.iso"), 2 * ONE_MIB, 21));
        try (SpindleProcess spindle = SpindleProcess.serve(folder, "--state", state);
                RawClient old = new RawClient(spindle.port())) {
            assertThat(old.exportName("a.iso")).isEqualTo(2097152);
            Path next = Images.random(root.resolve("next"), ONE_MIB, 22);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            Await.until(
                    "the new generation",
                    LIMIT,
                    () -> Arrays.equals(firstBlock(spindle.port()), Arrays.copyOf(Images.noise(ONE_MIB, 22), 4096)),
                    () -> list(spindle));
            old.sendRead(1, ONE_MIB, ONE_MIB);
            byte[] oldBytes = Arrays.copyOfRange(Images.noise(2 * ONE_MIB, 21), ONE_MIB, 2 * ONE_MIB);
            assertThat(old.receive(1, ONE_MIB)).isEqualTo(oldBytes);
            assertThat(size(spindle, "a.iso")).isEqualTo("2097152");
        }
        Images.rested(file);
        try (SpindleProcess again = SpindleProcess.serve(folder, "--state", state)) {
            assertThat(size(again, "a.iso")).isEqualTo("2097152");
        }
        Command.of(SpindleProcess.PROGRAM, "forget", "a.iso", "--state", state).output();
        try (SpindleProcess forgotten = SpindleProcess.serve(folder, "--state", state)) {
            assertThat(size(forgotten, "a.iso")).isEqualTo("1048576");
        }
    }

    @Test
    void configurationFile_servesWhatItSays_andFlagsWin() throws IOException {
        Images.rested(Images.random(folder.resolve("a.iso"), ONE_MIB, 1));
        Path config = Files.writeString(root.resolve("spindle.yaml"), """
                nbd:
                  listen: ["127.0.0.1:1"]
                library:
                  paths: [isos]
                  state: names
                  demo: true
                  pattern: 1M
                """);
        assertThat(Command.of(SpindleProcess.PROGRAM, "config", "check", config).output())
                .contains("is right");
        try (SpindleProcess spindle = SpindleProcess.serve("--config", config, "--pattern", "2M");
                RawClient client = new RawClient(spindle.port())) {
            assertThat(spindle.discs())
                    .extracting(disc -> disc.name() + " " + disc.sizeBytes())
                    .containsExactly("a.iso 1048576", "demo.iso 131072", "pattern 2097152");
            assertThat(client.exportName("pattern")).isEqualTo(2097152);
        }
    }

    @Test
    void configurationFile_wrong_everyProblemWithItsPlace() throws IOException {
        Path config = Files.writeString(root.resolve("spindle.yaml"), """
                nbd:
                  lisen: ["127.0.0.1:1"]
                  max-connections: many
                library:
                  demo: perhaps
                """);
        Command.Result result =
                Command.of(SpindleProcess.PROGRAM, "serve", "--config", config).run();
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errors().lines().map(line -> line.replace(config.toString(), "FILE")))
                .hasSize(3)
                .anySatisfy(line ->
                        assertThat(line).startsWith("spindle: FILE:2:3: ").contains("did you mean 'listen'?"))
                .anySatisfy(line -> assertThat(line).startsWith("spindle: FILE:3:20: "))
                .anySatisfy(line -> assertThat(line).startsWith("spindle: FILE:5:9: "));
    }

    private static byte[] firstBlock(int port) {
        try (RawClient client = new RawClient(port)) {
            client.exportName("a.iso");
            client.sendRead(1, 0, 4096);
            return client.receive(1, 4096);
        } catch (IOException fault) {
            throw new AssertionError(fault);
        }
    }

    private static String size(SpindleProcess spindle, String name) {
        return Command.of("nbdinfo", "--size", address(spindle) + "/" + name)
                .output()
                .strip();
    }

    private static void awaitList(SpindleProcess spindle, String line, boolean present) {
        Await.until(line, LIMIT, () -> list(spindle).contains(line) == present, () -> list(spindle));
    }

    private static String list(SpindleProcess spindle) {
        Command.Result result = Command.of("nbdinfo", "--list", "--no-content", address(spindle))
                .run();
        return result.output() + result.errors();
    }

    private static String address(SpindleProcess spindle) {
        return "nbd://127.0.0.1:" + spindle.port();
    }
}
