package io.spindle.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a server tells in its stream of events from when this was opened. */
public final class EventStream implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SocketChannel channel;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();

    private record Heard(String type, JsonNode data) {}

    /** Listens to a server, by its control socket, and returns when it does. */
    public EventStream(SpindleProcess server) throws IOException {
        Path socket = server.stateFolder().resolve("control.sock");
        Await.until("the control socket", LIMIT, () -> UnixSocket.isOpen(socket), server::errors);
        channel = new Rest(socket).request("GET", "/api/v1/events", "");
        Thread thread = new Thread(this::listen, "events");
        thread.setDaemon(true);
        thread.start();
        await("drives", 1);
    }

    private void listen() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8))) {
            String type = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    type = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    heard.add(new Heard(type, JSON.readTree(line.substring("data: ".length()))));
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    /** The data of the events of that type, when there are so many. */
    public List<JsonNode> await(String type, int count) {
        Await.until(count + " events '" + type + "'", LIMIT, () -> of(type).size() >= count, heard::toString);
        return of(type);
    }

    private List<JsonNode> of(String type) {
        return heard.stream()
                .filter(it -> it.type().equals(type))
                .map(Heard::data)
                .toList();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
