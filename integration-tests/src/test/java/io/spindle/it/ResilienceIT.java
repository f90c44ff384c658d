package io.spindle.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.it.harness.Await;
import io.spindle.it.harness.Images;
import io.spindle.it.harness.NbdShell;
import io.spindle.it.harness.Needs;
import io.spindle.it.harness.Peer;
import io.spindle.it.harness.RawClient;
import io.spindle.it.harness.SpindleProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No client, disc or file that misbehaves hurts another. */
final class ResilienceIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MAXIMUM_READ_BYTES = 32 << 20;

    @TempDir
    private Path folder;

    @Test
    @Needs(
            value = {Peer.NBDSH, Peer.PROC},
            toShow = "the memory ceiling with many clients that do not read")
    void twoHundredClientsThatDoNotRead_othersAreServedInBoundedMemory() throws Exception {
        Path image = Images.random(folder.resolve("a.iso"), MAXIMUM_READ_BYTES, 2);
        List<RawClient> silent = new ArrayList<>();
        try (SpindleProcess spindle = SpindleProcess.serve(image, "--pattern", "1G")) {
            for (int i = 0; i < 200; i++) {
                RawClient client = new RawClient(spindle.port());
                silent.add(client);
                client.exportName(i % 2 == 0 ? "a.iso" : "pattern");
                for (int request = 0; request < 20; request++) {
                    client.sendRead(request, 0, MAXIMUM_READ_BYTES);
                }
            }
            readEverything(spindle.url("a.iso"), image);
            assertThat(spindle.anonymousMemoryBytes()).isLessThan(256L << 20);
            // Those that wake up have lost nothing.
            byte[] first = silent.get(0).receive(0, MAXIMUM_READ_BYTES);
            assertThat(first).isEqualTo(Images.noise(MAXIMUM_READ_BYTES, 2));
            assertThat(spindle.stop()).isZero();
        } finally {
            for (RawClient client : silent) {
                client.close();
            }
        }
    }

    /** What such a request costs is its place in a queue: thousands of them fit into the bytes of one long reply. */
    @Test
    @Needs(
            value = {Peer.NBDSH, Peer.PROC},
            toShow = "the memory ceiling with many clients that send short requests and do not read")
    void clientsWithThousandsOfShortRequests_othersAreServedInBoundedMemory() throws Exception {
        Path image = Images.random(folder.resolve("a.iso"), MAXIMUM_READ_BYTES, 2);
        byte[] refused = requests(2000, MAXIMUM_READ_BYTES + 1);
        byte[] granted = requests(2000, 4096);
        List<RawClient> silent = new ArrayList<>();
        try (SpindleProcess spindle = SpindleProcess.serve(image, "--demo")) {
            for (int i = 0; i < 400; i++) {
                RawClient client = new RawClient(spindle.port());
                silent.add(client);
                client.exportName(i % 4 < 2 ? "a.iso" : "demo.iso");
                client.send(i % 2 == 0 ? refused : granted);
            }
            readEverything(spindle.url("a.iso"), image);
            assertThat(spindle.anonymousMemoryBytes()).isLessThan(256L << 20);
            assertThat(spindle.errors()).doesNotContain("ERROR", "Exception", "OutOfMemory");
            // Those that wake up have lost nothing.
            for (int cookie = 0; cookie < 2000; cookie++) {
                silent.get(1).receive(cookie, 4096);
            }
        } finally {
            for (RawClient client : silent) {
                client.close();
            }
        }
    }

    private static byte[] requests(int count, int lengthBytes) {
        ByteBuffer requests = ByteBuffer.allocate(28 * count);
        for (int cookie = 0; cookie < count; cookie++) {
            requests.putInt(0x25609513).putInt(0).putLong(cookie).putLong(0).putInt(lengthBytes);
        }
        return requests.array();
    }

    @Test
    @Needs(
            value = {Peer.NBDSH, Peer.PROC},
            toShow = "clients that break off or talk nonsense at any byte")
    void brokenClients_leaveNothingBehind() throws IOException {
        Path image = Images.random(folder.resolve("a.iso"), 4 << 20, 4);
        try (SpindleProcess spindle = SpindleProcess.serve(image)) {
            readEverything(spindle.url("a.iso"), image);
            int before = spindle.openFiles();
            Random random = new Random(17);
            for (int i = 0; i < 300; i++) {
                breakOff(spindle.port(), i, random);
            }
            readEverything(spindle.url("a.iso"), image);
            Await.until(
                    "no connection is left",
                    LIMIT,
                    () -> spindle.openFiles() <= before,
                    () -> before + " files were open, now " + spindle.openFiles());
            assertThat(spindle.errors()).doesNotContain("WARN", "ERROR", "Exception");
        }
    }

    @Test
    @Needs(value = Peer.NBDSH, toShow = "I/O errors of a disc")
    void badPlaces_failTheirRequestsOnly() throws IOException {
        try (SpindleProcess spindle =
                SpindleProcess.serve("--pattern", "1G", "--fault", "error@1M+2K", "--fault", "error@512M+4K")) {
            NbdShell.run(spindle.url("pattern"), "", """
                    h.connect_uri(uri)
                    def sector(n):
                        return struct.pack(">Q", n) * 256
                    for turn in range(3):
                        assert h.pread(2048, 1048576 - 2048) == sector(511)
                        fails(errno.EIO, h.pread, 2048, 1048576)
                        fails(errno.EIO, h.pread, 65536, 1048576 - 4096)
                        assert h.pread(2048, 1048576 + 2048) == sector(513)
                        fails(errno.EIO, h.pread, 1, 512 * 1048576 + 4095)
                    buffers = [nbd.Buffer(4096) for i in range(8)]
                    cookies = [h.aio_pread(buffer, 1048576 - 16384 + 4096 * i) for i, buffer in enumerate(buffers)]
                    failed = []
                    for i, cookie in enumerate(cookies):
                        try:
                            while not h.aio_command_completed(cookie):
                                h.poll(-1)
                        except nbd.Error as error:
                            assert error.errnum == errno.EIO
                            failed.append(i)
                    assert failed == [4], failed
                    h.shutdown()
                    """);
        }
    }

    @Test
    @Needs(value = Peer.NBDSH, toShow = "a disc that stalls beside one that does not")
    void stalledDisc_othersAndItsOwnHandshakeGoOn() throws IOException {
        Path image = Images.random(folder.resolve("a.iso"), 4 << 20, 5);
        try (SpindleProcess spindle = SpindleProcess.serve(image, "--pattern", "1G", "--fault", "delay=100s@1M+64M")) {
            List<RawClient> stalled = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                RawClient client = new RawClient(spindle.port());
                stalled.add(client);
                client.exportName("pattern");
                client.sendRead(1, 2 << 20, 4096);
            }
            // Far fewer than a hundred seconds are allowed to any program.
            readEverything(spindle.url("a.iso"), image);
            NbdShell.run(spindle.url("pattern"), "", """
                    h.connect_uri(uri)
                    assert h.pread(8, 0) == bytes(8)
                    assert h.pread(8, 100 << 20) == struct.pack(">Q", 51200)
                    """);
            for (RawClient client : stalled) {
                client.reset();
            }
        }
    }

    @Test
    @Needs(value = Peer.NBDSH, toShow = "a file that is cut while it is served")
    void truncatedFile_everyReadFailsAndTheConnectionGoesOn() throws IOException {
        Path image = Images.random(folder.resolve("a.iso"), 8 << 20, 6);
        try (SpindleProcess spindle = SpindleProcess.serve(image, "--demo")) {
            NbdShell.run(spindle.url("a.iso"), image, """
                    h.connect_uri(uri)
                    other = nbd.NBD()
                    other.connect_uri(uri.replace("a.iso", "demo.iso"))
                    assert h.pread(4096, 6 << 20) == open(image, "rb").read()[6 << 20:][:4096]
                    os.truncate(image, 4 << 20)
                    for count, offset in ((4096, 6 << 20), (1 << 20, (4 << 20) - 4096), (4 << 20, 4 << 20)):
                        fails(errno.EIO, h.pread, count, offset)
                    # What is left may be the start of other bytes.
                    fails(errno.EIO, h.pread, 4096, 0)
                    assert h.get_size() == 8 << 20
                    assert len(other.pread(4096, 0)) == 4096
                    h.shutdown()
                    other.shutdown()
                    """);
        }
    }

    @Test
    void idleHandshake_isClosedWhileOthersWork() throws IOException {
        try (SpindleProcess spindle = SpindleProcess.serve("--demo");
                RawClient busy = new RawClient(spindle.port())) {
            busy.exportName("demo.iso");
            long from = System.nanoTime();
            try (RawClient idle = new RawClient(spindle.port())) {
                idle.readGreeting();
                idle.awaitClose();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isBetween(Duration.ofSeconds(8), LIMIT);
            busy.sendRead(1, 0, 2048);
            busy.receive(1, 2048);
        }
    }

    /** One way of being a bad client after another: silent, cut short, nonsense, and gone with replies under way. */
    private static void breakOff(int port, int way, Random random) throws IOException {
        try (RawClient client = new RawClient(port)) {
            byte[] nonsense = new byte[1 + random.nextInt(200)];
            random.nextBytes(nonsense);
            switch (way % 6) {
                case 0 -> client.reset();
                case 1 -> client.send(nonsense);
                case 2 -> {
                    client.readGreeting();
                    client.send(nonsense);
                    client.reset();
                }
                case 3 -> {
                    client.readGreeting();
                    client.send(new byte[] {0, 0, 0, 3});
                    client.option(7, 1000, nonsense);
                    client.reset();
                }
                case 4 -> {
                    client.exportName("a.iso");
                    client.send(nonsense);
                }
                default -> {
                    client.exportName("a.iso");
                    client.sendRead(1, 0, 4 << 20);
                    client.sendRead(2, 4096, 1 << 20);
                    client.reset();
                }
            }
        }
    }

    private static void readEverything(String url, Path image) {
        NbdShell.run(url, image, """
                h.connect_uri(uri)
                data = open(image, "rb").read()
                for offset in range(0, len(data), 1 << 20):
                    assert h.pread(min(1 << 20, len(data) - offset), offset) == data[offset:offset + (1 << 20)]
                h.shutdown()
                """);
    }
}
