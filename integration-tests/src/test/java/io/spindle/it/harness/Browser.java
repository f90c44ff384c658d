package io.spindle.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A headless Chromium, driven by the WebDriver protocol of W3C. */
public final class Browser implements AutoCloseable {
    /** With the full stop: of a number that is written half there is none yet. */
    private static final Pattern STARTED = Pattern.compile("started successfully on port (\\d+)\\.");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path folder;
    private final Process driver;
    private final String driverUrl;
    private final String session;

    private Browser(Path folder, int width) throws IOException {
        this.folder = folder;
        Path log = folder.resolve("driver.log");
        ProcessBuilder builder = new ProcessBuilder("chromedriver", "--port=0")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("PATH", Command.SEARCH_PATH);
        driver = builder.start();
        String port = Await.value("the port of chromedriver", LIMIT, () -> portOf(log), () -> "");
        driverUrl = "http://127.0.0.1:" + port + "/session";
        List<String> arguments = List.of(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--user-data-dir=" + folder.resolve("profile"),
                "--window-size=" + width + ",900");
        Map<String, Object> wanted = Map.of("goog:chromeOptions", Map.of("args", arguments));
        session = send("POST", "", Map.of("capabilities", Map.of("alwaysMatch", wanted)))
                .path("sessionId")
                .asText();
    }

    /** Starts one with a window of that width. */
    public static Browser start(int width) throws IOException {
        return new Browser(Files.createTempDirectory("browser"), width);
    }

    private static Optional<String> portOf(Path log) {
        try {
            Matcher started = STARTED.matcher(Files.readString(log));
            return started.find() ? Optional.of(started.group(1)) : Optional.empty();
        } catch (IOException fault) {
            return Optional.empty();
        }
    }

    private JsonNode send(String method, String path, Map<String, ?> body) {
        try {
            boolean creates = method.equals("POST") && path.isEmpty();
            String url = creates ? driverUrl : driverUrl + "/" + session + path;
            HttpRequest.BodyPublisher content = method.equals("POST")
                    ? HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))
                    : HttpRequest.BodyPublishers.noBody();
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(LIMIT)
                    .method(method, content)
                    .build();
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode value = JSON.readTree(answer.body()).path("value");
            if (answer.statusCode() != 200) {
                throw new AssertionError(path + ": " + value);
            }
            return value;
        } catch (IOException fault) {
            throw new AssertionError(path, fault);
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
            throw new AssertionError(fault);
        }
    }

    public void open(String url) {
        send("POST", "/url", Map.of("url", url));
    }

    /** What a script returns. */
    public JsonNode script(String script, Object... arguments) {
        return send("POST", "/execute/sync", Map.of("script", script, "args", List.of(arguments)));
    }

    private String element(String selector) {
        return send("POST", "/element", Map.of("using", "css selector", "value", selector))
                .elements()
                .next()
                .asText();
    }

    /** The text of an element as it is shown. */
    public String text(String selector) {
        return send("GET", "/element/" + element(selector) + "/text", Map.of()).asText();
    }

    public void awaitText(String selector, String text) {
        Await.until(selector + " is " + text, LIMIT, () -> text(selector).contains(text), () -> text("body"));
    }

    /** Presses keys where the focus is. */
    public void type(String keys) {
        List<Map<String, String>> actions = keys.chars()
                .mapToObj(c -> String.valueOf((char) c))
                .flatMap(c ->
                        List.of(Map.of("type", "keyDown", "value", c), Map.of("type", "keyUp", "value", c)).stream())
                .toList();
        send("POST", "/actions", Map.of("actions", List.of(Map.of("type", "key", "id", "k", "actions", actions))));
    }

    /** Drags an element onto another with the mouse. */
    public void drag(String from, String to) {
        String key = "element-6066-11e4-a52e-4f735466cecf";
        List<Map<String, Object>> actions = List.of(
                Map.of("type", "pointerMove", "origin", Map.of(key, element(from)), "x", 0, "y", 0),
                Map.of("type", "pointerDown", "button", 0),
                Map.of("type", "pointerMove", "origin", Map.of(key, element(to)), "x", 0, "y", -5, "duration", 300),
                Map.of("type", "pointerMove", "origin", Map.of(key, element(to)), "x", 0, "y", 0, "duration", 300),
                Map.of("type", "pointerUp", "button", 0));
        send("POST", "/actions", Map.of("actions", List.of(Map.of("type", "pointer", "id", "m", "actions", actions))));
    }

    /** From now on the page is as wide as on a phone, so many pixels of CSS, in light or dark colours. */
    public void phone(int width, boolean dark) {
        devTools(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 780, "deviceScaleFactor", 2, "mobile", true));
        Map<String, String> colours = Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
        devTools("Emulation.setEmulatedMedia", Map.of("features", List.of(colours)));
    }

    /** A picture of the page from its beginning to its end, as PNG. */
    public byte[] wholePage() {
        return Base64.getDecoder()
                .decode(devTools("Page.captureScreenshot", Map.of("captureBeyondViewport", true))
                        .path("data")
                        .asText());
    }

    private JsonNode devTools(String command, Map<String, ?> parameters) {
        return send("POST", "/goog/cdp/execute", Map.of("cmd", command, "params", parameters));
    }

    /** A picture of the page, as PNG. */
    public byte[] screenshot() {
        return Base64.getDecoder().decode(send("GET", "/screenshot", Map.of()).asText());
    }

    @Override
    public void close() throws IOException {
        try {
            send("DELETE", "", Map.of());
        } catch (AssertionError gone) {
            // It is ended below in any case.
        }
        driver.descendants().forEach(ProcessHandle::destroyForcibly);
        driver.destroyForcibly().onExit().orTimeout(60, TimeUnit.SECONDS).join();
        Folders.delete(folder);
    }
}
