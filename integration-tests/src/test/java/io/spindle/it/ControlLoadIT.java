package io.spindle.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.it.harness.Await;
import io.spindle.it.harness.Images;
import io.spindle.it.harness.Needs;
import io.spindle.it.harness.Peer;
import io.spindle.it.harness.Rest;
import io.spindle.it.harness.SpindleProcess;
import io.spindle.it.harness.UnixSocket;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many listeners to the events of a server whose drives are changed all the time. */
final class ControlLoadIT {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final int LISTENERS = 200;
    private static final int SWAPS = Integer.getInteger("spindle.it.swaps", 300);

    @TempDir
    private Path folder;

    /** Hears events, and whether their numbers follow each other. */
    private static final class Listener implements AutoCloseable {
        private final SocketChannel channel;
        private final Thread thread;
        private volatile long last = -1;
        private volatile String fault = "";

        Listener(Rest rest) throws IOException {
            channel = rest.request("GET", "/api/v1/events", "");
            thread = new Thread(null, this::listen, "listener", 256 * 1024);
            thread.setDaemon(true);
            thread.start();
        }

        private void listen() {
            try (BufferedReader lines = new BufferedReader(
                    new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("id: ")) {
                        hear(Long.parseLong(line.substring(line.lastIndexOf("-") + 1)));
                    }
                }
            } catch (IOException closed) {
                // The test is over.
            }
        }

        private void hear(long number) {
            if (last >= 0 && number != last + 1) {
                fault = number + " came after " + last;
            }
            last = number;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    @Test
    @Needs(value = Peer.PROC, toShow = "200 listeners hear every event of many swaps, and nothing is left of them")
    void listeners_missNothing_andLeaveNothing() throws Exception {
        Path a = Images.rested(Images.random(folder.resolve("a.iso"), 1 << 20, 1));
        Path c = Images.rested(Images.random(folder.resolve("c.iso"), 1 << 20, 2));
        try (SpindleProcess server = SpindleProcess.serve(a, c, "--drive", "r0", "--drive", "r1", "--drive", "r2")) {
            Rest rest = new Rest(server.stateFolder().resolve("control.sock"));
            Await.until("the control socket", LIMIT, () -> UnixSocket.isOpen(rest.socket()), server::errors);
            swap(rest, 30);
            int files = server.openFiles();
            long threads = threads(server);
            for (int round = 0; round < 2; round++) {
                listenAndSwap(rest, server);
                Await.until("no listener's file", LIMIT, () -> server.openFiles() <= files + 4, server::errors);
                assertThat(threads(server)).isLessThanOrEqualTo(threads + 4);
            }
            assertThat(server.anonymousMemoryBytes()).isLessThan(400L << 20);
        }
    }

    private static void listenAndSwap(Rest rest, SpindleProcess server) throws Exception {
        List<Listener> listeners = new ArrayList<>();
        for (int each = 0; each < LISTENERS; each++) {
            listeners.add(new Listener(rest));
        }
        Await.until("all listen", LIMIT, () -> listeners.stream().allMatch(it -> it.last >= 0), server::errors);
        swap(rest, SWAPS / 2);
        Await.until(
                "all heard the same",
                LIMIT,
                () -> listeners.stream().map(it -> it.last).distinct().count() == 1,
                () -> listeners.stream().map(it -> it.last).distinct().toList().toString());
        for (Listener listener : listeners) {
            assertThat(listener.fault).isEmpty();
            listener.close();
        }
    }

    private static void swap(Rest rest, int times) throws IOException {
        for (int swap = 0; swap < times; swap++) {
            String disc = swap % 2 == 0 ? "a.iso" : "c.iso";
            Rest.Answer answer = rest.post("/api/v1/drives/r" + swap / 2 % 3 + "/swap", "{\"disc\":\"" + disc + "\"}");
            assertThat(answer.status()).as(answer.document().toString()).isEqualTo(200);
        }
    }

    private static long threads(SpindleProcess server) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(server.pid()), "task"))) {
            return tasks.count();
        }
    }
}
