package io.spindle.iscsi;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.spindle.iscsi.handler.Limits;
import io.spindle.iscsi.target.IscsiTarget;
import io.spindle.iscsi.target.SessionTraffic;
import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.FileByteSource;
import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.SectorRange;
import io.spindle.transport.ListenAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole server with sockets, threads and files. */
@Timeout(120)
final class IscsiTargetServerTest {
    private static final String TARGET = "iqn.2026-01.io.spindle:d0";

    @TempDir
    private Path folder;

    private final LogCapture log = new LogCapture("io.spindle.iscsi", Level.INFO);
    private final List<FakeUnit> units = new ArrayList<>();
    private final List<Initiator> initiators = new ArrayList<>();
    private final List<Gate> gates = new ArrayList<>();
    private IscsiTargetServer server;
    private Executor thread;
    private IscsiTarget target;

    @BeforeEach
    void start() throws IOException {
        server = IscsiTargetServer.start(new IscsiServerOptions(
                List.of(new ListenAddress.Tcp("127.0.0.1", 0)), List.of(), Optional.empty(), 300, Limits.DEFAULT));
    }

    @AfterEach
    void stop() throws Exception {
        initiators.forEach(Initiator::close);
        // A test that failed has left them shut.
        gates.forEach(gate -> gate.open.countDown());
        server.stop(Duration.ofSeconds(10)).get(60, TimeUnit.SECONDS);
        assertThat(server.sessionCount()).isZero();
        units.forEach(unit -> {
            assertThat(unit.attached).isEmpty();
            // Reads that were under way end a little later.
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (unit.hold.leases() > 0 && System.nanoTime() - deadline < 0) {
                Thread.onSpinWait();
            }
            assertThat(unit.hold.leases()).isZero();
            unit.hold.release();
        });
        log.close();
        assertThat(log.lines(Level.ERROR)).isEmpty();
    }

    private FakeUnit serve(String name, ByteSource source) {
        FakeUnit unit = new FakeUnit(source);
        units.add(unit);
        target = IscsiTarget.open(name, unit);
        thread = server.add(target);
        return unit;
    }

    private Initiator connect() {
        return connect("127.0.0.1", server.listeners().get(0).port());
    }

    private Initiator connect(String host, int port) {
        Initiator initiator = new Initiator(new SocketWire(host, port));
        initiators.add(initiator);
        return initiator;
    }

    private static final class SocketWire implements Initiator.Wire {
        private final Socket socket;
        private boolean open = true;

        SocketWire(String host, int port) {
            try {
                socket = new Socket();
                socket.setReceiveBufferSize(64 << 10);
                socket.connect(new InetSocketAddress(host, port));
                socket.setSoTimeout(60_000);
                socket.setTcpNoDelay(true);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void send(byte[] bytes) {
            try {
                socket.getOutputStream().write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public byte[] receive() {
            byte[] bytes = new byte[1 << 16];
            try {
                int got = socket.getInputStream().read(bytes);
                open = got >= 0;
                return Arrays.copyOf(bytes, Math.max(0, got));
            } catch (IOException e) {
                open = false;
                return new byte[0];
            }
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void hangUp() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static byte[] random(int lengthBytes) {
        byte[] bytes = new byte[lengthBytes];
        new Random(lengthBytes).nextBytes(bytes);
        return bytes;
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("disc.iso"), bytes);
    }

    private static byte[] read(Initiator initiator, int lba, int blocks) {
        initiator.read10(lba, blocks, blocks * 2048);
        return data(initiator, blocks * 2048);
    }

    private static byte[] data(Initiator initiator, int lengthBytes) {
        ByteBuffer whole = ByteBuffer.allocate(lengthBytes);
        Reply reply;
        do {
            reply = initiator.hearOne();
            assertThat(reply.opcode()).as(reply.toString()).isEqualTo(0x25);
            assertThat(reply.i32(40)).isEqualTo(whole.position());
            whole.put(reply.data());
        } while ((reply.u8(1) & 1) == 0);
        return whole.array();
    }

    @Test
    void file_isReadWhole_asPagesAndRegions() throws IOException {
        byte[] disc = random(3 << 20);
        serve(TARGET, FileByteSource.open(file(disc)));
        // 256 KiB go as a region of the file, less as pages of it; 1023 bytes need padding between.
        for (String length : List.of("262144", "65536", "8192", "1023")) {
            Initiator initiator = connect().login(TARGET, "MaxRecvDataSegmentLength=" + length);
            assertThat(read(initiator, 0, 1536)).isEqualTo(disc);
            assertThat(read(initiator, 7, 300)).isEqualTo(Arrays.copyOfRange(disc, 7 * 2048, 307 * 2048));
            initiator.send(initiator.next(0x46, 0x80));
            assertThat(initiator.hearOne().opcode()).isEqualTo(0x26);
        }
    }

    @Test
    void file_withDigests_isReadWhole() throws IOException {
        byte[] disc = random(3 << 20);
        serve(TARGET, FileByteSource.open(file(disc)));
        Initiator initiator =
                connect().login(TARGET, "HeaderDigest=CRC32C", "DataDigest=CRC32C", "MaxRecvDataSegmentLength=100000");
        assertThat(read(initiator, 0, 1536)).isEqualTo(disc);
    }

    @Test
    void fileOfAnOddLength_isFilledUpWithZeros() throws IOException {
        byte[] disc = random(10_000);
        serve(TARGET, FileByteSource.open(file(disc)));
        assertThat(read(connect().login(TARGET), 0, 5)).isEqualTo(Arrays.copyOf(disc, 10_240));
    }

    @Test
    void fileThatIsCut_isAnError_notZeros() throws IOException {
        serve(TARGET, FileByteSource.open(file(random(1 << 20))));
        Initiator initiator = connect().login(TARGET, "MaxRecvDataSegmentLength=65536");
        read(initiator, 0, 4);
        try (FileChannel channel = FileChannel.open(folder.resolve("disc.iso"), StandardOpenOption.WRITE)) {
            channel.truncate(4096);
        }
        initiator.read10(256, 64, 64 * 2048);
        Reply reply = initiator.hearOne();
        assertThat(reply.opcode()).isEqualTo(0x21);
        assertThat(reply.sense()).isEqualTo("3/11/00");
        assertThat(log.lines(Level.WARN)).anyMatch(line -> line.contains("cut from 1048576 to 4096 bytes"));
        assertThat(target.counters().counts().reads()).isEqualTo(1);
        assertThat(target.counters().counts().bytes()).isEqualTo(8192);
        assertThat(target.counters().counts().errors()).isEqualTo(1);
    }

    @Test
    void traffic_isCountedForEachSessionAndForAll() throws IOException {
        serve(TARGET, new MemoryByteSource(random(64 * 2048)));
        Initiator first = connect();
        assertThat(first.tryLogin(1, "iqn.2026-01.test:first", TARGET).u16(36)).isZero();
        Initiator second = connect();
        assertThat(second.tryLogin(2, "iqn.2026-01.test:second", TARGET).u16(36))
                .isZero();
        read(first, 0, 4);
        read(first, 4, 4);
        read(second, 0, 1);

        Map<String, SessionTraffic> traffic = server.traffic(TARGET).stream()
                .collect(toMap(it -> it.initiatorPort().replaceAll(",.*", ""), it -> it));
        assertThat(traffic).containsOnlyKeys("iqn.2026-01.test:first", "iqn.2026-01.test:second");
        SessionTraffic one = traffic.get("iqn.2026-01.test:first");
        assertThat(one.address()).matches("127\\.0\\.0\\.1:[0-9]+");
        assertThat(one.counts().reads()).isEqualTo(2);
        assertThat(one.counts().bytes()).isEqualTo(16_384);
        assertThat(traffic.get("iqn.2026-01.test:second").counts().bytes()).isEqualTo(2048);
        assertThat(target.counters().counts().bytes()).isEqualTo(18_432);
        assertThat(server.traffic("iqn.2026-01.test:none")).isEmpty();
    }

    @Test
    void targetsOnDifferentThreads_areServedTogether() throws IOException {
        byte[] disc = random(64 * 2048);
        for (int i = 0; i < 5; i++) {
            serve("iqn.2026-01.io.spindle:d" + i, new MemoryByteSource(disc));
        }
        List<Initiator> sessions = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            Initiator initiator = connect();
            assertThat(initiator
                            .tryLogin(i, Initiator.NAME, "iqn.2026-01.io.spindle:d" + i % 5)
                            .u16(36))
                    .isZero();
            sessions.add(initiator);
        }
        assertThat(server.sessionCount()).isEqualTo(25);
        for (Initiator initiator : sessions) {
            assertThat(read(initiator, 0, 64)).isEqualTo(disc);
        }
    }

    @Test
    void connections_thatBreakWhileTheyMove_leaveNothing() throws Exception {
        serve(TARGET, new MemoryByteSource(random(2048)));
        for (int i = 0; i < 200; i++) {
            try (Socket socket = new Socket(
                    InetAddress.getLoopbackAddress(), server.listeners().get(0).port())) {
                Initiator raw = new Initiator(new Initiator.Wire() {
                    @Override
                    public void send(byte[] bytes) {
                        try {
                            socket.getOutputStream().write(bytes);
                            socket.setSoLinger(true, 0);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }

                    @Override
                    public byte[] receive() {
                        return new byte[48];
                    }

                    @Override
                    public boolean isOpen() {
                        return true;
                    }

                    @Override
                    public void hangUp() {
                        // Closed by its resource.
                    }
                });
                raw.tryLogin(i, Initiator.NAME, TARGET);
            }
        }
        assertThat(read(connect().login(TARGET), 0, 1)).hasSize(2048);
    }

    /** A source that waits until it is let go. */
    private final class Gate extends FakeUnit.SlowSource {
        private final CountDownLatch open = new CountDownLatch(1);
        private final CountDownLatch asked = new CountDownLatch(1);

        Gate() {
            super(128 * 2048);
            gates.add(this);
        }

        @Override
        public void read(long offsetBytes, ByteBuffer destination) throws IOException {
            asked.countDown();
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            while (destination.hasRemaining()) {
                destination.put((byte) 7);
            }
        }
    }

    @Test
    void slowSource_holdsUpItsOwnReadOnly() throws Exception {
        Gate gate = new Gate();
        serve(TARGET, gate);
        Initiator initiator = connect().login(TARGET);
        int slow = initiator.read10(0, 1, 2048);
        gate.asked.await();
        int quick = initiator.command(0x80, 0, "00");
        assertThat(initiator.hearOne().tag()).isEqualTo(quick);
        gate.open.countDown();
        Reply reply = initiator.hearOne();
        assertThat(reply.tag()).isEqualTo(slow);
        assertThat(reply.data()).containsOnly(7);
    }

    /** 128 pieces of 256 KiB are all the memory for copies. */
    @Test
    void slowSource_leavesMemoryToOthers() throws Exception {
        Gate gate = new Gate();
        serve(TARGET, gate);
        byte[] disc = random(4 << 20);
        serve("iqn.2026-01.io.spindle:d1", new MemoryByteSource(disc));
        Initiator waiting = connect().login(TARGET);
        for (int i = 0; i < 128; i++) {
            waiting.read10(0, 128, 128 * 2048);
        }
        waiting.send(waiting.next(0x40, 0x80).setInt(20, -1));
        assertThat(waiting.hearOne().opcode()).isEqualTo(0x20);
        Initiator other = connect().login("iqn.2026-01.io.spindle:d1");
        assertThat(read(other, 0, 2048)).isEqualTo(disc);
        gate.open.countDown();
        for (int i = 0; i < 128; i++) {
            assertThat(data(waiting, 128 * 2048)).containsOnly(7);
        }
    }

    @Test
    void abortedRead_isNotAnswered_whenItIsThere() throws Exception {
        Gate gate = new Gate();
        serve(TARGET, gate);
        Initiator initiator = connect().login(TARGET);
        int slow = initiator.read10(0, 1, 2048);
        gate.asked.await();
        initiator.taskManagement(1, slow, 10);
        assertThat(initiator.hearOne().u8(2)).isZero();
        gate.open.countDown();
        int quick = initiator.command(0x80, 0, "00");
        assertThat(initiator.hearOne().tag()).isEqualTo(quick);
    }

    @Test
    void connectionLost_whileReadsAreUnderWay_leavesNothing() throws Exception {
        Gate gate = new Gate();
        FakeUnit unit = serve(TARGET, gate);
        unit.other = request -> new CommandOutcome.ReadsDisc(unit.medium, () -> {
            gate.read(0, ByteBuffer.allocate(1));
            return CommandOutcome.good();
        });
        Initiator initiator = connect().login(TARGET);
        for (int i = 0; i < 6; i++) {
            initiator.read10(0, 1, 2048);
            initiator.command(0x80, 0, "FF");
        }
        gate.asked.await();
        initiator.close();
        while (server.sessionCount() > 0) {
            Thread.onSpinWait();
        }
        assertThat(unit.hold.leases()).isPositive();
        gate.open.countDown();
    }

    @Test
    void workOnTheDisc_endsItsCommand() throws Exception {
        byte[] disc = random(4096);
        FakeUnit unit = serve(TARGET, new MemoryByteSource(disc));
        unit.other = request -> new CommandOutcome.ReadsDisc(unit.medium, () -> {
            if (request.cdb().operationCode() == 0xFE) {
                throw new IOException("a fault that the test asked for");
            }
            return CommandOutcome.good(FakeUnit.counting(8), 8);
        });
        Initiator initiator = connect().login(TARGET);
        initiator.command(0xC0, 8, "FF");
        assertThat(initiator.hearOne().data()).isEqualTo(FakeUnit.counting(8));
        initiator.command(0xC0, 8, "FE");
        assertThat(initiator.hearOne().sense()).isEqualTo("3/11/00");
        assertThat(log.lines(Level.WARN)).anyMatch(line -> line.contains("a fault that the test asked for"));
    }

    /** An initiator without an answer would wait for ever; one that is closed connects again. */
    @Test
    void faultBesideACommand_closesTheConnection() throws IOException {
        FakeUnit unit = serve(TARGET, new FakeUnit.SlowSource(2048) {
            @Override
            public void read(long offsetBytes, ByteBuffer destination) {
                destination.position(destination.limit());
            }

            @Override
            public boolean readsAtOnce(long offsetBytes, long lengthBytes) {
                throw new IllegalStateException("asked for by the test");
            }
        });
        unit.other = request -> new CommandOutcome.ReadsDisc(
                unit.medium, () -> CommandOutcome.good(SectorRange.userData(unit.medium, 0, 1)));
        Initiator initiator = connect().login(TARGET);
        initiator.command(0xC0, 2048, "FF");
        assertThat(initiator.hear()).isEmpty();
        assertThat(initiator.isOpen()).isFalse();
        assertThat(log.lines(Level.ERROR)).singleElement().asString().contains("closed by a fault of the server");
        log.clear();
    }

    /** 128 reads of 256 KiB that are copied for their digests, by an initiator that reads late: they wait for memory. */
    @Test
    void initiatorThatReadsLate_getsAll_inBoundedMemory() throws IOException {
        byte[] disc = random(256 << 10);
        serve(TARGET, FileByteSource.open(file(disc)));
        Initiator initiator = connect().login(TARGET, "DataDigest=CRC32C", "MaxRecvDataSegmentLength=262144");
        for (int i = 0; i < 128; i++) {
            initiator.read10(0, 128, 128 * 2048);
        }
        for (int i = 0; i < 128; i++) {
            assertThat(data(initiator, 256 << 10)).isEqualTo(disc);
        }
    }

    /** Initiators ping targets, and give up those that do not answer for some seconds. */
    @Test
    void pingOfAnInitiatorThatReadsSlowly_isAnsweredBetweenItsData() throws IOException {
        serve(TARGET, FileByteSource.open(file(new byte[4 << 20])));
        Initiator initiator = connect().login(TARGET, "MaxRecvDataSegmentLength=262144");
        for (int i = 0; i < 32; i++) {
            initiator.read10(0, 2048, 4 << 20);
        }
        assertThat(initiator.hearOne().opcode()).isEqualTo(0x25);
        initiator.send(initiator.next(0x40, 0x80).setInt(20, -1));
        int ping = initiator.lastTag();
        long before = 0;
        for (Reply reply = initiator.hearOne(); reply.tag() != ping; reply = initiator.hearOne()) {
            before += reply.data().length;
        }
        // What sockets hold goes before it, but not all 128 MiB.
        assertThat(before).isLessThan(64 << 20);
        for (long left = (128 << 20) - (256 << 10) - before; left > 0; ) {
            left -= initiator.hearOne().data().length;
        }
    }

    @Test
    void stop_answersWhatIsUnderWay_tellsWhoStandsIt_andCloses() throws Exception {
        Gate gate = new Gate();
        serve(TARGET, gate);
        Initiator initiator = connect().login(TARGET);
        initiator.send(initiator.next(0x40, 0x80).setInt(20, -1));
        assertThat(initiator.hearOne().opcode()).isEqualTo(0x20);
        initiator.read10(0, 1, 2048);
        gate.asked.await();
        CompletableFuture<Void> stopped = server.stop(Duration.ofSeconds(30));
        awaitRefusal();
        gate.open.countDown();
        assertThat(initiator.hearOne().data()).containsOnly(7);
        Reply message = initiator.hearOne();
        assertThat(message.opcode()).isEqualTo(0x32);
        assertThat(message.u8(36)).isEqualTo(2);
        assertThat(initiator.hear()).isEmpty();
        assertThat(initiator.isOpen()).isFalse();
        stopped.get(60, TimeUnit.SECONDS);
    }

    /** The listener is closed on its own thread; who comes until then is let in by the kernel, and hung up on. */
    private void awaitRefusal() {
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try {
                connect();
            } catch (UncheckedIOException refused) {
                return;
            }
            assertThat(System.nanoTime()).as("still listening").isLessThan(endNanos);
        }
    }

    @Test
    void stop_cutsWhatIsNotDoneAtTheDeadline() throws Exception {
        Gate gate = new Gate();
        serve(TARGET, gate);
        Initiator initiator = connect().login(TARGET);
        initiator.read10(0, 1, 2048);
        gate.asked.await();
        CompletableFuture<Void> stopped = server.stop(Duration.ofMillis(50));
        assertThat(initiator.hear()).isEmpty();
        assertThat(initiator.isOpen()).isFalse();
        gate.open.countDown();
        stopped.get(60, TimeUnit.SECONDS);
    }

    @Test
    void addressInUse_saysWhatToDo() {
        int port = server.listeners().get(0).port();
        assertThatThrownBy(() -> IscsiTargetServer.start(
                        IscsiServerOptions.of(List.of(new ListenAddress.Tcp("127.0.0.1", port)))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1:" + port)
                .hasMessageContaining("--iscsi HOST:PORT");
    }

    @Test
    void discovery_tellsTheAddressThatWasUsed() throws IOException {
        serve(TARGET, new MemoryByteSource(random(2048)));
        Initiator initiator = connect().login("");
        initiator.send(initiator.next(0x44, 0x80).setInt(20, -1), "SendTargets=All\0".getBytes());
        assertThat(initiator.hearOne().text())
                .isEqualTo("TargetName=" + TARGET + "\0TargetAddress=127.0.0.1:"
                        + server.listeners().get(0).port() + ",1\0");
    }

    @Test
    void discovery_byIpv6_tellsItInBrackets() throws Exception {
        IscsiTargetServer six =
                IscsiTargetServer.start(IscsiServerOptions.of(List.of(new ListenAddress.Tcp("::1", 0))));
        six.add(IscsiTarget.open(TARGET, new FakeUnit(new MemoryByteSource(random(2048)))));
        int port = six.listeners().get(0).port();
        Initiator initiator = connect("::1", port).login("");
        initiator.send(initiator.next(0x44, 0x80).setInt(20, -1), "SendTargets=All\0".getBytes());
        assertThat(initiator.hearOne().text())
                .isEqualTo("TargetName=" + TARGET + "\0TargetAddress=[::1]:" + port + ",1\0");
        six.stop(Duration.ZERO).get(60, TimeUnit.SECONDS);
    }

    @Test
    void tasks_onTheThreadOfATarget_areBetweenCommands() throws Exception {
        FakeUnit unit = serve(TARGET, new MemoryByteSource(random(2048)));
        Thread[] seen = new Thread[2];
        unit.other = request -> {
            seen[0] = Thread.currentThread();
            return CommandOutcome.good();
        };
        Initiator initiator = connect().login(TARGET);
        initiator.command(0x80, 0, "FF");
        initiator.hearOne();
        CountDownLatch done = new CountDownLatch(1);
        thread.execute(() -> {
            seen[1] = Thread.currentThread();
            done.countDown();
        });
        done.await();
        assertThat(seen[1]).isSameAs(seen[0]);
    }
}
