package io.spindle.control.clamd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spindle.iso.bytes.MemoryByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The conversation with clamd, against one that is told what to do; ScanIT talks to the real one. */
final class ClamdTest {
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private interface Answer {
        void to(Socket client) throws IOException;
    }

    private CompletableFuture<Void> serve(Answer answer) {
        return CompletableFuture.runAsync(() -> {
            try (Socket client = server.accept()) {
                answer.to(client);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private Clamd clamd(Duration limit) {
        return new Clamd(new ClamdAddress.Tcp("127.0.0.1", server.getLocalPort()), limit);
    }

    @Test
    void file_isSentInChunksWithTheirLengths() throws Exception {
        CompletableFuture<byte[]> got = new CompletableFuture<>();
        CompletableFuture<Void> served = serve(client -> {
            got.complete(client.getInputStream().readNBytes(10 + 4 + 262_144 + 4 + 1 + 4));
            client.getOutputStream().write("stream: OK\0".getBytes(StandardCharsets.US_ASCII));
        });
        byte[] file = new byte[262_145];
        file[262_144] = 7;
        try (Clamd clamd = clamd(Duration.ofSeconds(30))) {
            assertThat(clamd.scan(new MemoryByteSource(file))).isEmpty();
            assertThat(clamd.filesUnderWay()).isZero();
        }
        byte[] sent = got.join();
        assertThat(new String(sent, 0, 10, StandardCharsets.US_ASCII)).isEqualTo("zINSTREAM\0");
        assertThat(sent)
                .startsWith("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII))
                .endsWith(0, 0, 0, 1, 7, 0, 0, 0, 0);
        assertThat(java.util.Arrays.copyOfRange(sent, 10, 14)).containsExactly(0, 4, 0, 0);
        served.join();
    }

    @ParameterizedTest
    @CsvSource({
        "INSTREAM size limit exceeded. ERROR, raise StreamMaxLength",
        "Can't allocate memory ERROR, clamd says: Can't allocate memory ERROR",
        "nonsense, clamd says: nonsense"
    })
    void answer_thatIsNoResult_isAFault(String answer, String text) {
        assertThatThrownBy(() -> Clamd.meaning(answer))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(text);
    }

    @Test
    void answer_namesWhatWasFound() throws IOException {
        assertThat(Clamd.meaning("stream: Win.Test.EICAR_HDB-1 FOUND")).contains("Win.Test.EICAR_HDB-1");
        assertThat(Clamd.meaning("stream: OK")).isEmpty();
    }

    @Test
    void clamd_thatStaysSilent_isGivenUp() throws Exception {
        CompletableFuture<Void> served = serve(client -> {
            try (InputStream in = client.getInputStream()) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
        });
        try (Clamd clamd = clamd(Duration.ofMillis(300))) {
            assertThatThrownBy(() -> clamd.scan(new MemoryByteSource(new byte[100])))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("clamd took longer than");
        }
        served.join();
    }

    @Test
    void clamd_thatTakesNoConnection_isGivenUp() throws Exception {
        List<SocketChannel> waiting = new ArrayList<>();
        try (Clamd clamd = clamd(Duration.ofMillis(300))) {
            // More than wait to be accepted: Linux lets the next one try for two minutes.
            for (int i = 0; i < 20; i++) {
                SocketChannel channel = SocketChannel.open();
                waiting.add(channel);
                channel.configureBlocking(false);
                channel.connect(server.getLocalSocketAddress());
            }
            CompletableFuture<Void> scan = CompletableFuture.runAsync(
                    () -> assertThatThrownBy(() -> clamd.scan(new MemoryByteSource(new byte[100])))
                            .isInstanceOf(IOException.class)
                            .hasMessageContaining("clamd took longer than"));
            scan.get(60, TimeUnit.SECONDS);
        } finally {
            for (SocketChannel channel : waiting) {
                channel.close();
            }
        }
    }

    @Test
    void clamd_thatIsNotThere_orHangsUp_isAFault() throws Exception {
        try (Clamd clamd = new Clamd(new ClamdAddress.Unix(Path.of("/nonexistent/clamd.ctl")), Duration.ofSeconds(5))) {
            assertThatThrownBy(() -> clamd.scan(new MemoryByteSource(new byte[1])))
                    .hasMessageContaining("clamd does not answer at unix:/nonexistent/clamd.ctl");
        }
        CompletableFuture<Void> served = serve(client -> client.getInputStream().readNBytes(10 + 4 + 1 + 4));
        try (Clamd clamd = clamd(Duration.ofSeconds(30))) {
            assertThatThrownBy(() -> clamd.scan(new MemoryByteSource(new byte[1])))
                    .hasMessageContaining("clamd closed the connection without an answer");
        }
        served.join();
    }
}
