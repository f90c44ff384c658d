package io.spindle.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.it.harness.Await;
import io.spindle.it.harness.Command;
import io.spindle.it.harness.Images;
import io.spindle.it.harness.LinuxGuest;
import io.spindle.it.harness.Needs;
import io.spindle.it.harness.Peer;
import io.spindle.it.harness.SpindleProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A server that restarts under a running guest. */
@Execution(ExecutionMode.CONCURRENT)
final class RestartIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int IMAGE_BYTES = 8 << 20;

    /** Reads the disc again and again, past every cache of the guest. */
    private static final String READ_FOREVER = """
            turn=0
            while sum=$(md5sum </dev/sr0); do
                echo 3 >/proc/sys/vm/drop_caches
                turn=$((turn + 1))
                echo "turn $turn: $sum"
            done
            echo "cannot read"
            exit 1
            """;

    /** Holds a listening socket as a service manager does, and starts the server again whenever it ends. */
    private static final String SERVICE_MANAGER = """
            import os, socket, sys
            unix = sys.argv[1].startswith("/")
            listener = socket.socket(socket.AF_UNIX) if unix else socket.socket()
            listener.bind(sys.argv[1] if unix else ("127.0.0.1", int(sys.argv[1])))
            listener.listen(64)
            os.dup2(listener.fileno(), 3)
            os.set_inheritable(3, True)
            while True:
                child = os.fork()
                if child == 0:
                    os.environ["LISTEN_PID"] = str(os.getpid())
                    os.environ["LISTEN_FDS"] = "1"
                    os.execv(sys.argv[2], sys.argv[2:])
                os.waitpid(child, 0)
            """;

    @TempDir
    private Path folder;

    @Test
    @Needs(
            value = {Peer.QEMU, Peer.LINUX, Peer.BUSYBOX},
            toShow = "a restart of the server under a running guest with reconnect-delay")
    void guestReads_serverStopsAndStarts_noErrorAndTheSameBytes() throws Exception {
        Path image = Images.random(folder.resolve("a.iso"), IMAGE_BYTES, 11);
        String address;
        SpindleProcess spindle = SpindleProcess.serve(image);
        try (LinuxGuest guest = LinuxGuest.start(spindle.url("a.iso"), READ_FOREVER)) {
            for (int restart = 1; restart <= 3; restart++) {
                awaitTurns(guest, 2);
                address = "127.0.0.1:" + spindle.port();
                assertThat(spindle.stop()).isZero();
                spindle.close();
                spindle = SpindleProcess.serveOn(List.of("--nbd", address), image);
            }
            awaitTurns(guest, 2);
            assertUnharmed(guest, image);
        } finally {
            spindle.close();
        }
    }

    @Test
    @Needs(
            value = {Peer.QEMU, Peer.LINUX, Peer.BUSYBOX, Peer.PYTHON},
            toShow = "a restart of the server under a running guest while its socket is held")
    void guestReads_serverRestartsWithHeldSocket_noErrorAndTheSameBytes() throws Exception {
        Path image = Images.random(folder.resolve("a.iso"), IMAGE_BYTES, 12);
        int port = freePort();
        try (SpindleProcess spindle = serveOnHeld(Integer.toString(port), image);
                LinuxGuest guest = LinuxGuest.start("nbd://127.0.0.1:" + port + "/a.iso", READ_FOREVER)) {
            for (int restart = 1; restart <= 3; restart++) {
                awaitTurns(guest, 2);
                ProcessHandle server = spindle.child();
                server.destroy();
                server.onExit().join();
            }
            awaitTurns(guest, 2);
            assertUnharmed(guest, image);
        }
    }

    @Test
    @Needs(
            value = {Peer.NBDINFO, Peer.PYTHON},
            toShow = "a Unix socket that was handed over")
    void unixSocketHandedOver_readsOverRestarts() throws Exception {
        Path image = Images.random(folder.resolve("a.iso"), IMAGE_BYTES, 13);
        Path socket = folder.resolve("held.sock");
        try (SpindleProcess spindle = serveOnHeld(socket.toString(), image)) {
            assertThat(spindle.disc("a.iso").urls()).containsExactly("nbd+unix:///a.iso?socket=" + socket);
            for (int restart = 0; restart < 3; restart++) {
                assertThat(Command.of("nbdinfo", "--size", "nbd+unix:///a.iso?socket=" + socket)
                                .output()
                                .strip())
                        .isEqualTo("8388608");
                ProcessHandle server = spindle.child();
                server.destroy();
                server.onExit().join();
            }
        }
    }

    private SpindleProcess serveOnHeld(String listener, Path image) throws IOException {
        Path manager = Files.writeString(folder.resolve("manager.py"), SERVICE_MANAGER);
        return SpindleProcess.start(List.of(
                "python3",
                manager.toString(),
                listener,
                SpindleProcess.PROGRAM.toString(),
                "serve",
                "--json",
                image.toString()));
    }

    private static int freePort() throws IOException {
        try (var socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Waits until the guest has read the whole disc that often from now on. */
    private static void awaitTurns(LinuxGuest guest, int more) {
        int wanted = turns(guest) + more;
        Await.value(
                "turn " + wanted,
                LIMIT,
                () -> Optional.of(guest.output())
                        .filter(output -> output.contains("turn " + wanted + ":") || output.contains("cannot read")),
                guest::output);
        assertThat(guest.output()).doesNotContain("cannot read");
    }

    private static int turns(LinuxGuest guest) {
        return (int)
                guest.output().lines().filter(line -> line.startsWith("turn ")).count();
    }

    private static void assertUnharmed(LinuxGuest guest, Path image) throws Exception {
        String sum = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(Files.readAllBytes(image)));
        assertThat(guest.output().lines().filter(line -> line.matches("turn [0-9]+: [0-9a-f]{32}  -")))
                .hasSizeGreaterThanOrEqualTo(8)
                .allMatch(line -> line.contains(sum));
        assertThat(guest.output()).doesNotContain("error");
        assertThat(guest.events()).doesNotContain("BLOCK_IO_ERROR");
    }
}
