package io.spindle.control.client;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that take a question and stand still, as a process that was stopped: the system goes on taking connections. */
class ControlClientTest {
    @TempDir
    private Path folder;

    private static void assertGivenUp(ServerAddress address) {
        ControlClient client =
                new ControlClient(address, Optional.empty(), (SSLSocketFactory) SSLSocketFactory.getDefault());

        assertThatThrownBy(() -> client.request("GET", "/api/v1/drives", Optional.empty(), Duration.ofSeconds(1)))
                .isInstanceOf(IOException.class)
                .hasMessage(address + " took the question and did not answer within 1 s: the server stands still");
    }

    @Test
    void question_toASilentAddress_isGivenUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertGivenUp(new ServerAddress.Network(false, "127.0.0.1", silent.getLocalPort()));
        }
    }

    @Test
    void question_toASilentSocket_isGivenUp() throws IOException {
        Path path = folder.resolve("control.sock");
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(path));
            assertGivenUp(new ServerAddress.Socket(path));
        }
    }
}
