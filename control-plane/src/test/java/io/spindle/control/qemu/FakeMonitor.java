package io.spindle.control.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A monitor that answers every command, with nothing unless a test says what, and remembers what it was told. */
final class FakeMonitor implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final List<JsonNode> heard = new CopyOnWriteArrayList<>();
    final Map<String, String> answers = new ConcurrentHashMap<>(Map.of(
            "query-block", "[{\"qdev\":\"cd0\",\"tray_open\":false,\"locked\":false}]",
            "query-named-block-nodes", "[]",
            "query-blockstats", "[]",
            "human-monitor-command", "\"\""));
    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private volatile OutputStream out;

    FakeMonitor() throws IOException {
        Thread thread = new Thread(this::serve, "monitor");
        thread.setDaemon(true);
        thread.start();
    }

    String address() {
        return "tcp:127.0.0.1:" + server.getLocalPort();
    }

    private void serve() {
        try (Socket socket = server.accept()) {
            out = socket.getOutputStream();
            say("{\"QMP\":{}}");
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode command = JSON.readTree(line);
                heard.add(command);
                String answer = answers.getOrDefault(command.path("execute").asText(), "{}");
                say("{\"return\":" + answer + ",\"id\":" + command.path("id") + "}");
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private synchronized void say(String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    void event(String name) throws IOException {
        say("{\"event\":\"" + name + "\",\"data\":{}}");
    }

    /** The command lines of HMP that came. */
    List<String> commandLines() {
        return heard.stream()
                .filter(it -> it.path("execute").asText().equals("human-monitor-command"))
                .map(it -> it.path("arguments").path("command-line").asText())
                .toList();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
