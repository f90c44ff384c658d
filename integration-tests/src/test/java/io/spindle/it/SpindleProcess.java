package io.spindle.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code spindle serve} as a user starts it, ready. */
final class SpindleProcess implements AutoCloseable {
    static final Path LAUNCHER = Path.of(System.getProperty("spindle.home"), "spindle");

    private final Process process;
    private final JsonNode ready;

    private SpindleProcess(Process process, JsonNode ready) {
        this.process = process;
        this.ready = ready;
    }

    static SpindleProcess serve(Path folder, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                LAUNCHER.toString(),
                "serve",
                "--json",
                "--state",
                folder.resolve("names").toString()));
        words.addAll(List.of(arguments));
        Process process = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (line == null) {
            throw new IOException("spindle ended before it was ready");
        }
        return new SpindleProcess(process, new ObjectMapper().readTree(line));
    }

    JsonNode disc(String name) {
        for (JsonNode disc : ready.get("discs")) {
            if (disc.get("name").asText().equals(name)) {
                return disc;
            }
        }
        throw new AssertionError(name + " is not among " + ready);
    }

    String url(String name) {
        return disc(name).get("urls").get(0).asText();
    }

    /** Sends SIGTERM and gives the exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("spindle did not end on SIGTERM");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroy();
        if (!process.onExit()
                .completeOnTimeout(null, 20, TimeUnit.SECONDS)
                .thenApply(ended -> ended != null)
                .join()) {
            process.destroyForcibly();
        }
    }
}
