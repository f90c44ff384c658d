package io.spindle.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A client of the QEMU machine protocol. */
final class Qmp implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SocketChannel channel;
    private final BufferedReader in;
    private final List<String> events = new ArrayList<>();

    Qmp(SocketChannel channel) throws IOException {
        this.channel = channel;
        in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
        in.readLine();
        execute("qmp_capabilities", Map.of());
    }

    /** What came besides the answers so far, by name. */
    synchronized List<String> events() {
        execute("query-status", Map.of());
        return List.copyOf(events);
    }

    synchronized JsonNode execute(String command, Map<String, ?> arguments) {
        try {
            ObjectNode request = JSON.createObjectNode().put("execute", command);
            request.set("arguments", JSON.valueToTree(arguments));
            channel.write(ByteBuffer.wrap(JSON.writeValueAsBytes(request)));
            return answer(command);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private JsonNode answer(String command) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            JsonNode message = JSON.readTree(line);
            if (message.has("event")) {
                events.add(message.get("event").asText());
            } else if (message.has("error")) {
                throw new AssertionError(command + ": " + message);
            } else {
                return message.get("return");
            }
        }
        throw new IOException("QEMU closed its monitor during " + command);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
