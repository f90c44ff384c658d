package io.spindle.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadRunTest {
    private static final Load LOAD = new Load(2048, 16, 2, AccessOrder.RANDOM);

    @TempDir
    Path folder;

    @Test
    void run_unixSimpleReplies_countsVerifiedAnswers() throws Exception {
        countsVerifiedAnswers(unix(FakeServer.Mood.HONEST), false);
    }

    @Test
    void run_unixStructuredReplies_countsVerifiedAnswers() throws Exception {
        countsVerifiedAnswers(unix(FakeServer.Mood.HONEST), true);
    }

    @Test
    void run_tcp_countsVerifiedAnswers() throws Exception {
        FakeServer server = new FakeServer(
                ServerSocketChannel.open(), new InetSocketAddress("127.0.0.1", 0), FakeServer.Mood.HONEST);

        countsVerifiedAnswers(server, false);
    }

    @Test
    void run_serverHangsUp_isAFailure() throws Exception {
        failsWith("closed the connection with replies outstanding", FakeServer.Mood.HANGS_UP);
    }

    @Test
    void run_wrongData_isAFailure() throws Exception {
        failsWith("wrong data at byte ", FakeServer.Mood.WRONG_DATA);
    }

    @Test
    void start_exportRefused_isAFailure() throws Exception {
        try (FakeServer server = unix(FakeServer.Mood.REFUSES_EXPORT)) {
            assertThatThrownBy(() -> LoadRun.start(server.address(), LOAD, new LoadOptions(false, false, 1)))
                    .isInstanceOf(NbdFailure.class)
                    .hasMessageContaining("0x80000006");
        }
    }

    private static void countsVerifiedAnswers(FakeServer server, boolean structured) throws Exception {
        LoadOptions options = new LoadOptions(structured, true, 1);
        try (server;
                LoadRun run = LoadRun.start(server.address(), LOAD, options)) {
            run.count();
            await(server.served, server.served.get() + 1000);
            LoadTally tally = run.stop();

            assertThat(tally.requests()).isGreaterThan(900).isLessThanOrEqualTo(server.served.get());
            assertThat(tally.bytes()).isEqualTo(tally.requests() * 2048);
            assertThat(tally.seconds()).isPositive();
            assertThat(tally.latencies().quantileNanos(0.99)).isPositive();
            await(server.disconnects, 2);
        }
    }

    private static void await(AtomicInteger counter, int least) {
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            while (counter.get() < least) {
                Thread.onSpinWait();
            }
        });
    }

    private void failsWith(String message, FakeServer.Mood mood) throws Exception {
        try (FakeServer server = unix(mood);
                LoadRun run = LoadRun.start(server.address(), LOAD, new LoadOptions(false, true, 1))) {
            run.count();

            assertThatThrownBy(run::stop).isInstanceOf(IOException.class).hasMessageContaining(message);
        }
    }

    private FakeServer unix(FakeServer.Mood mood) throws IOException {
        return new FakeServer(
                ServerSocketChannel.open(StandardProtocolFamily.UNIX),
                UnixDomainSocketAddress.of(folder.resolve("socket")),
                mood);
    }
}
