package io.spindle.control.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * A monitor that answers every command, with nothing unless a test says what, and remembers what it was told. Nodes, the
 * tray of its one CD device, places of devices and objects it keeps as QEMU does.
 */
final class FakeMonitor implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final List<JsonNode> heard = new CopyOnWriteArrayList<>();
    final Map<String, String> answers = new ConcurrentHashMap<>(Map.of(
            "query-blockstats", "[]",
            "human-monitor-command", "\"\""));
    /** The bootindex of each device, by its path. */
    final Map<String, Integer> places = new ConcurrentSkipListMap<>();

    /** The property {@code identity} of each object, by its id. */
    final Map<String, String> objects = new ConcurrentSkipListMap<>();

    /** The block nodes, with the name of the export of each. */
    final Map<String, String> nodes = new ConcurrentSkipListMap<>();

    volatile boolean trayOpen;
    volatile boolean locked;
    volatile String inserted = "";

    /** The guest closes the tray as soon as it is empty. */
    volatile boolean closesAfterRemoval;

    /** The command that is done but not answered, and with which all answers end, until the client comes anew. */
    volatile String silentAt = "";

    /** The command with which the machine ends. */
    volatile String endAt = "";

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private volatile OutputStream out;
    private volatile Socket client;

    FakeMonitor() throws IOException {
        Thread thread = new Thread(this::serve, "monitor");
        thread.setDaemon(true);
        thread.start();
    }

    String address() {
        return "tcp:127.0.0.1:" + server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            serveOne();
        }
    }

    private void serveOne() {
        try (Socket socket = server.accept()) {
            client = socket;
            out = socket.getOutputStream();
            say("{\"QMP\":{}}");
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode command = JSON.readTree(line);
                heard.add(command);
                String name = command.path("execute").asText();
                if (name.equals(endAt)) {
                    endAt = "";
                    startAnew();
                    return;
                }
                String answer = answer(command);
                if (name.equals(silentAt)) {
                    silentAt = "";
                    lines.transferTo(Writer.nullWriter());
                    return;
                }
                say("{" + answer + ",\"id\":" + command.path("id") + "}");
            }
        } catch (IOException closed) {
            // The test is over, or the connection.
        }
    }

    private String answer(JsonNode command) {
        JsonNode arguments = command.path("arguments");
        String path = arguments.path("path").asText();
        String object = path.replaceFirst("^/objects/", "");
        return switch (command.path("execute").asText()) {
            case "qom-list" -> returned(list(path));
            case "qom-get" -> object.equals(path) ? place(path) : returned(JSON.valueToTree(objects.get(object)));
            case "qom-set" -> object.equals(path) ? move(path, arguments) : put(object, arguments, "value");
            case "object-add" -> put(arguments.path("id").asText(), arguments, "identity");
            case "object-del" -> {
                objects.remove(arguments.path("id").asText());
                yield returned("{}");
            }
            case "query-block" -> returned(answers.getOrDefault("query-block", device()));
            case "query-named-block-nodes" -> returned(nodes());
            case "blockdev-add" -> add(arguments);
            case "blockdev-del" -> remove(arguments.path("node-name").asText());
            case "blockdev-open-tray" -> open(arguments.path("force").asBoolean());
            case "blockdev-remove-medium" -> exchange("");
            case "blockdev-insert-medium" ->
                exchange(arguments.path("node-name").asText());
            case "blockdev-close-tray" -> {
                trayOpen = false;
                yield returned("{}");
            }
            default -> returned(answers.getOrDefault(command.path("execute").asText(), "{}"));
        };
    }

    private void startAnew() {
        nodes.clear();
        inserted = "";
        trayOpen = false;
    }

    private String device() {
        ObjectNode device = JSON.createObjectNode()
                .put("qdev", "cd0")
                .put("tray_open", trayOpen)
                .put("locked", locked);
        if (!inserted.isEmpty()) {
            device.putObject("inserted")
                    .put("node-name", inserted)
                    .put("file", "nbd://127.0.0.1:1/" + nodes.get(inserted));
        }
        return "[" + device + "]";
    }

    private ArrayNode nodes() {
        ArrayNode all = JSON.createArrayNode();
        nodes.keySet().forEach(it -> all.addObject().put("node-name", it));
        return all;
    }

    private String add(JsonNode arguments) {
        nodes.put(
                arguments.path("node-name").asText(),
                arguments.path("file").path("export").asText());
        return returned("{}");
    }

    private String remove(String node) {
        if (node.equals(inserted)) {
            return refused("Node " + node + " is in use");
        }
        nodes.remove(node);
        return returned("{}");
    }

    private String open(boolean force) {
        trayOpen |= force || !locked;
        return trayOpen ? returned("{}") : refused("Device 'cd0' is locked and force was not specified");
    }

    private String exchange(String node) {
        if (!trayOpen) {
            return refused("Tray of device 'cd0' is not open");
        }
        inserted = node;
        trayOpen = !(closesAfterRemoval && node.isEmpty());
        closesAfterRemoval &= trayOpen;
        return returned("{}");
    }

    private static String returned(Object answer) {
        return "\"return\":" + answer;
    }

    private static String refused(String text) {
        return "\"error\":{\"class\":\"GenericError\",\"desc\":\"" + text + "\"}";
    }

    private ArrayNode list(String path) {
        ArrayNode children = JSON.createArrayNode();
        Stream<String> devices = places.keySet().stream()
                .filter(it -> it.startsWith(path + "/"))
                .map(it -> it.substring(path.length() + 1));
        (path.equals("/objects") ? objects.keySet().stream() : devices)
                .forEach(it -> children.addObject().put("name", it).put("type", "child<some-device>"));
        return children;
    }

    private String place(String device) {
        Integer place = places.get(device);
        return place == null ? refused("Device '" + device + "' not found") : returned(place);
    }

    private String move(String device, JsonNode arguments) {
        int place = arguments.path("value").asInt();
        if (place >= 0 && places.containsValue(place)) {
            return refused("The bootindex " + place + " has already been used");
        }
        places.put(device, place);
        return returned("{}");
    }

    private String put(String object, JsonNode arguments, String field) {
        objects.put(object, arguments.path(field).asText());
        return returned("{}");
    }

    private synchronized void say(String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Ends the connection; the machine lives on. */
    void hangUp() throws IOException {
        client.close();
    }

    void event(String name) throws IOException {
        say("{\"event\":\"" + name + "\",\"data\":{}}");
    }

    /** The names of the commands that came. */
    List<String> commands() {
        return heard.stream().map(it -> it.path("execute").asText()).toList();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
