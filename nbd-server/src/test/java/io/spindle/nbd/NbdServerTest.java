package io.spindle.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.FileByteSource;
import io.spindle.iso.bytes.HeldBytes;
import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.iso.bytes.SharedByteSource;
import io.spindle.nbd.export.Export;
import io.spindle.nbd.export.ExportCatalog;
import io.spindle.transport.ListenAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server on real sockets: listeners, and how it stops. */
@Timeout(120)
final class NbdServerTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final int GREETING_BYTES = 18;
    private static final int EXPORT_NAME_REPLY_BYTES = 10;
    private static final int MIB = 1 << 20;

    @TempDir
    private Path folder;

    @Test
    void portInUse_failsAndSaysWhatToDo() throws IOException {
        try (ServerSocket other = new ServerSocket()) {
            other.bind(new InetSocketAddress("127.0.0.1", 0));
            ListenAddress taken = new ListenAddress.Tcp("127.0.0.1", other.getLocalPort());
            assertThatThrownBy(() -> start(memory(2048), taken))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + other.getLocalPort())
                    .hasMessageContaining("Address already in use")
                    .hasMessageEndingWith("stop it or choose another address with --nbd HOST:PORT");
        }
    }

    @Test
    void secondListenerFails_firstIsGoneToo() throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[1]);
        Path socket = folder.resolve("nbd.sock");
        assertThatThrownBy(() -> start(memory(2048), unix(socket), unix(file)))
                .hasMessageContaining("a file that is no socket is there; remove it");
        assertThat(socket).doesNotExist();
        assertThat(file).hasBinaryContent(new byte[1]);
    }

    @Test
    void socketOfAServerThatWasKilled_isReplaced() throws IOException {
        Path socket = folder.resolve("nbd.sock");
        try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            killed.bind(UnixDomainSocketAddress.of(socket));
        }
        assertThat(socket).exists();
        NbdServer server = start(memory(2048), unix(socket));
        try (SocketChannel client = connect(socket)) {
            assertThat(receive(client, 4)).isEqualTo("00000000");
        }
        stop(server);
        assertThat(socket).doesNotExist();
    }

    @Test
    void socketOfALivingServer_isNotTaken() throws IOException {
        Path socket = folder.resolve("nbd.sock");
        NbdServer first = start(memory(2048), unix(socket));
        assertThatThrownBy(() -> start(memory(2048), unix(socket)))
                .hasMessageContaining("another server listens there; stop it");
        try (SocketChannel client = connect(socket)) {
            assertThat(receive(client, 4)).isEqualTo("00000000");
        }
        stop(first);
    }

    /** Its successor may have put its own in the place while the first still answers. */
    @Test
    void stoppingServer_leavesTheSocketOfItsSuccessor() throws Exception {
        Path socket = folder.resolve("nbd.sock");
        Gate gate = new Gate();
        NbdServer first = start(gate, unix(socket));
        try (SocketChannel client = connect(socket)) {
            send(client, read(1, 0, 4));
            gate.begun.await();
            CompletableFuture<Void> stopped = first.stop(DEADLINE);
            NbdServer second = start(memory(2048), unix(socket));
            gate.open.countDown();
            assertThat(hex(client, 16 + 4)).isEqualTo("6744669800000000000000000000000100000000");
            client.shutdownOutput();
            stopped.get(60, TimeUnit.SECONDS);
            assertThat(socket).exists();
            connect(socket).close();
            stop(second);
        }
    }

    @Test
    void stop_answersWhatIsInFlight_thenCloses() throws Exception {
        Gate gate = new Gate();
        NbdServer server = start(gate, tcp());
        try (SocketChannel client = connect(server)) {
            send(client, read(1, 0, 4) + read(2, 0, 4));
            gate.begun.await();
            CompletableFuture<Void> stopped = server.stop(DEADLINE);
            gate.open.countDown();
            assertThat(hex(client, 2 * (16 + 4))).hasSize(80);
            assertEnded(client);
            // A client that is told so ends its side too; one that does not is cut at the deadline.
            client.shutdownOutput();
            stopped.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void stop_atTheDeadline_cutsWhatIsNotDone() throws Exception {
        Gate gate = new Gate();
        NbdServer server = start(gate, tcp());
        try (SocketChannel client = connect(server)) {
            send(client, read(1, 0, 4));
            gate.begun.await();
            server.stop(Duration.ofMillis(200)).get(60, TimeUnit.SECONDS);
            assertEnded(client);
        }
    }

    /** Sixty replies of a MiB are more than the memory for copies. */
    @Test
    void sourceThatStalls_leavesMemoryToOthers() throws Exception {
        Gate gate = new Gate();
        Export stalled = new Export("stalled", "", new SharedByteSource(gate));
        NbdListener listener = new NbdListener(tcp(), Optional.empty());
        NbdServer server =
                NbdServer.start(NbdServerOptions.of(List.of(listener)), new Exports(memory(4 * MIB)).beside(stalled));
        try (SocketChannel waiting = connect(server, "stalled");
                SocketChannel other = connect(server)) {
            StringBuilder asked = new StringBuilder();
            for (int i = 0; i < 60; i++) {
                asked.append(read(i, 0, MIB));
            }
            // Refused at once, and so the sign that the others were taken.
            send(waiting, asked + read(60, Long.MAX_VALUE, 1));
            assertThat(hex(waiting, 16)).isEqualTo("6744669800000016000000000000003c");
            assertThat(receive(other, 4 * MIB)).hasSize(8 * MIB);
            gate.open.countDown();
            assertThat(hex(waiting, 60 * (16 + MIB))).startsWith("6744669800000000");
        }
        stop(server);
    }

    /** A client without an answer would wait for ever; one that is closed connects again. */
    @Test
    void faultBesideTheRequest_closesTheConnection() throws Exception {
        Gate gate = new Gate() {
            @Override
            public Optional<HeldBytes> hold(long offsetBytes, long lengthBytes) {
                if (offsetBytes == 4) {
                    throw new IllegalStateException("asked for by the test");
                }
                return Optional.empty();
            }
        };
        NbdServer server = start(gate, tcp());
        try (SocketChannel client = connect(server)) {
            StringBuilder asked = new StringBuilder();
            for (int i = 0; i < 6; i++) {
                asked.append(read(i, 0, MIB));
            }
            // It has to wait until one of the others is done.
            send(client, asked + read(6, 4, MIB - 4));
            gate.begun.await();
            gate.open.countDown();
            while (readSome(client, ByteBuffer.allocate(MIB))) {
                // What was answered before.
            }
        }
        stop(server);
    }

    @Test
    void furtherClients_beyondTheMaximum_areClosedAtOnce() throws IOException {
        NbdListener listener = new NbdListener(tcp(), Optional.empty());
        NbdServer server = NbdServer.start(
                new NbdServerOptions(List.of(listener), 2, Duration.ofSeconds(10)), new Exports(memory(2048)));
        try (SocketChannel first = connect(server);
                SocketChannel second = connect(server);
                SocketChannel third = SocketChannel.open(address(server))) {
            assertEnded(third);
            assertThat(receive(first, 2)).isEqualTo("0000");
            assertThat(receive(second, 2)).isEqualTo("0000");
        }
        stop(server);
    }

    @Test
    void clientThatEndsItsSideInTheHandshake_isClosedAtOnce() throws IOException {
        NbdServer server = start(memory(2048), tcp());
        try (SocketChannel client = SocketChannel.open(address(server))) {
            hex(client, GREETING_BYTES);
            send(client, "00000003 49484156454f5054 00000003");
            client.shutdownOutput();
            assertEnded(client);
        }
        stop(server);
    }

    @Test
    void clientThatEndsItsSideAfterItsRequests_isAnswered() throws IOException {
        NbdServer server = start(memory(2048), tcp());
        try (SocketChannel client = SocketChannel.open(address(server))) {
            send(client, "00000003 49484156454f5054 00000001 00000000" + read(1, 0, 2) + read(2, 0, 2));
            client.shutdownOutput();
            assertThat(hex(client, GREETING_BYTES + EXPORT_NAME_REPLY_BYTES + 2 * (16 + 2)))
                    .endsWith("674466980000000000000000000000020000");
            assertEnded(client);
        }
        stop(server);
    }

    /**
     * A file that is cut when its reply is on the way already: the client sees the connection end, and not one byte that
     * was not in the file.
     */
    @ParameterizedTest
    @ValueSource(ints = {16 * MIB, MIB / 32})
    void fileCutWhileItIsSent_closesAndNeverPads(int readBytes) throws Exception {
        byte[] content = new byte[16 * MIB];
        Arrays.fill(content, (byte) 0x5a);
        Path file = Files.write(folder.resolve("a.iso"), content);
        NbdServer server = start(FileByteSource.open(file), unix(folder.resolve("nbd.sock")));
        int reads = 16 * MIB / readBytes;
        try (SocketChannel client = connect(folder.resolve("nbd.sock"))) {
            StringBuilder asked = new StringBuilder();
            for (int i = 0; i < reads; i++) {
                asked.append(read(i, (long) i * readBytes, readBytes));
            }
            send(client, asked.toString());
            // The first bytes are here, and the socket holds no more than a part of the others.
            ByteBuffer first = ByteBuffer.allocate(16);
            readFully(client, first);
            try (FileChannel cut = FileChannel.open(file, StandardOpenOption.WRITE)) {
                cut.truncate(0);
            }
            long data = countData(client, readBytes);
            assertThat(data).isLessThan(16 * MIB);
        }
        stop(server);
    }

    /** Reads replies to the end of the connection, of whose first the header is gone; how many bytes of data they had. */
    private static long countData(SocketChannel client, int readBytes) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(17 * MIB);
        while (readSome(client, all)) {
            // More.
        }
        all.flip();
        long data = 0;
        int left = readBytes;
        while (all.hasRemaining()) {
            if (left > 0) {
                byte one = all.get();
                if (one != 0x5a) {
                    throw new AssertionError("byte " + data + " is " + one);
                }
                data++;
                left--;
            } else if (all.remaining() >= 16) {
                assertThat(all.getInt()).isEqualTo(0x67446698);
                left = all.getInt() == 0 ? readBytes : 0;
                all.getLong();
            } else {
                break;
            }
        }
        return data;
    }

    private static boolean readSome(SocketChannel client, ByteBuffer in) {
        try {
            return client.read(in) >= 0;
        } catch (IOException reset) {
            return false;
        }
    }

    private static void assertEnded(SocketChannel client) {
        assertThat(readSome(client, ByteBuffer.allocate(1))).isFalse();
    }

    private static NbdServer start(ByteSource source, ListenAddress... addresses) throws IOException {
        List<NbdListener> listeners = Arrays.stream(addresses)
                .map(address -> new NbdListener(address, Optional.empty()))
                .toList();
        return NbdServer.start(NbdServerOptions.of(listeners), new Exports(source));
    }

    private static void stop(NbdServer server) {
        server.stop(DEADLINE).join();
    }

    private static ByteSource memory(int lengthBytes) {
        return new MemoryByteSource(new byte[lengthBytes]);
    }

    private static ListenAddress tcp() {
        return new ListenAddress.Tcp("127.0.0.1", 0);
    }

    private static ListenAddress unix(Path path) {
        return new ListenAddress.Unix(path);
    }

    private static InetSocketAddress address(NbdServer server) {
        ListenAddress.Tcp tcp = (ListenAddress.Tcp) server.listeners().get(0).address();
        return new InetSocketAddress(tcp.host(), tcp.port());
    }

    /** Connects and goes through the handshake. */
    private static SocketChannel connect(NbdServer server) throws IOException {
        return begin(SocketChannel.open(address(server)));
    }

    private static SocketChannel connect(NbdServer server, String export) throws IOException {
        SocketChannel client = SocketChannel.open(address(server));
        String name = HexFormat.of().formatHex(export.getBytes(StandardCharsets.UTF_8));
        hex(client, GREETING_BYTES);
        send(client, "00000003 49484156454f5054 00000001" + String.format("%08x", export.length()) + name);
        hex(client, EXPORT_NAME_REPLY_BYTES);
        return client;
    }

    private static SocketChannel connect(Path socket) throws IOException {
        return begin(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    }

    private static SocketChannel begin(SocketChannel client) throws IOException {
        hex(client, GREETING_BYTES);
        send(client, "00000003 49484156454f5054 00000001 00000000");
        hex(client, EXPORT_NAME_REPLY_BYTES);
        return client;
    }

    private static String receive(SocketChannel client, int lengthBytes) throws IOException {
        send(client, read(1, 0, lengthBytes));
        return hex(client, 16 + lengthBytes).substring(32);
    }

    private static String read(long cookie, long offset, int lengthBytes) {
        return String.format("2560951300000000%016x%016x%08x", cookie, offset, lengthBytes);
    }

    private static void send(SocketChannel client, String hex) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
        while (bytes.hasRemaining()) {
            client.write(bytes);
        }
    }

    private static String hex(SocketChannel client, int lengthBytes) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(lengthBytes);
        readFully(client, in);
        return HexFormat.of().formatHex(in.array());
    }

    private static void readFully(SocketChannel client, ByteBuffer in) throws IOException {
        while (in.hasRemaining()) {
            if (client.read(in) < 0) {
                throw new IOException("the connection ended after " + in.position() + " bytes");
            }
        }
    }

    /** Zeros that are read when the gate is opened. */
    private static class Gate implements ByteSource {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);

        @Override
        public long lengthBytes() {
            return MIB;
        }

        @Override
        public void read(long offsetBytes, ByteBuffer destination) throws IOException {
            begun.countDown();
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            destination.position(destination.limit());
        }

        @Override
        public void close() {
            open.countDown();
        }
    }

    /** The first export is the default. */
    private record Exports(List<Export> list) implements ExportCatalog {
        Exports(ByteSource source) {
            this(List.of(new Export("a.iso", "", new SharedByteSource(source))));
        }

        Exports beside(Export another) {
            return new Exports(List.of(list.get(0), another));
        }

        @Override
        public Optional<Export> find(String name) {
            return list.stream().filter(it -> it.name().equals(name)).findFirst();
        }

        @Override
        public Optional<Export> defaultExport() {
            return Optional.of(list.get(0));
        }
    }
}
