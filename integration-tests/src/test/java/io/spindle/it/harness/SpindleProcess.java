package io.spindle.it.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code spindle serve}, started as a user starts it. */
public final class SpindleProcess implements AutoCloseable {
    /** The launcher of this checkout. */
    public static final Path PROGRAM =
            Path.of(System.getProperty("spindle.home"), "spindle").normalize();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final Process process;
    private final Path folder;
    private final Path output;
    private final Path errors;
    private final List<ServedDisc> discs;
    private final JsonNode drives;

    /**
     * A row of the table that {@code serve} prints.
     *
     * @param boots the firmware that it boots under
     * @param urls one for each listener
     * @param qemu a command line that boots it
     */
    public record ServedDisc(String name, long sizeBytes, List<String> boots, List<String> urls, String qemu) {}

    private SpindleProcess(Path folder, Process process) {
        this.process = process;
        this.folder = folder;
        this.output = folder.resolve("output");
        this.errors = folder.resolve("errors");
        JsonNode document = Await.value("the list of discs", START_LIMIT, this::document, this::log);
        drives = document.path("drives");
        discs = Arrays.stream(JSON.convertValue(document.get("discs"), JsonNode[].class))
                .map(SpindleProcess::disc)
                .toList();
    }

    /** Serves on a port of 127.0.0.1 that the system chooses. */
    public static SpindleProcess serve(Object... arguments) {
        return serveOn(List.of("--nbd", "127.0.0.1:0"), arguments);
    }

    /** Serves on the listeners that the options name. */
    public static SpindleProcess serveOn(List<String> listeners, Object... arguments) {
        List<String> words = new ArrayList<>(List.of(PROGRAM.toString(), "serve", "--json"));
        words.addAll(listeners);
        List<Object> given = Arrays.asList(arguments);
        if (!given.contains("--iscsi")) {
            words.addAll(List.of("--iscsi", "127.0.0.1:0"));
        }
        // Of two servers at once only one could have the usual port.
        if (!given.contains("--http") && !given.contains("--config")) {
            words.add("--no-http");
        }
        Arrays.stream(arguments).map(Object::toString).forEach(words::add);
        return start(words);
    }

    /**
     * Starts any command line that comes to print what {@code spindle serve --json} prints; unless it says otherwise, it
     * remembers the sizes of names for itself only.
     */
    public static SpindleProcess start(List<String> words) {
        try {
            return start(Files.createTempDirectory("spindle"), words);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Starts another one on the state that this one left when it ended; only that one is to be closed then. */
    public SpindleProcess again(Object... arguments) {
        List<String> words = new ArrayList<>(List.of(PROGRAM.toString(), "serve", "--json"));
        words.addAll(List.of("--nbd", "127.0.0.1:0", "--no-http", "--iscsi", portal()));
        Arrays.stream(arguments).map(Object::toString).forEach(words::add);
        return start(folder, words);
    }

    private static SpindleProcess start(Path folder, List<String> words) {
        try {
            ProcessBuilder builder = new ProcessBuilder(words)
                    .redirectOutput(folder.resolve("output").toFile())
                    .redirectError(folder.resolve("errors").toFile());
            builder.environment().put("XDG_STATE_HOME", folder.toString());
            return new SpindleProcess(folder, builder.start());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    public List<ServedDisc> discs() {
        return discs;
    }

    public ServedDisc disc(String name) {
        return discs.stream()
                .filter(disc -> disc.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no disc " + name + " in " + discs));
    }

    /** The address of the disc at the first listener. */
    public String url(String name) {
        return disc(name).urls().get(0);
    }

    /** Where the drive is, as programs that use libiscsi write it. */
    public String iscsiUrl(String drive) {
        return "iscsi://" + drive(drive).get("portal").asText() + "/"
                + drive(drive).get("target").asText() + "/"
                + drive(drive).get("lun").asInt();
    }

    /** The command of iPXE that boots from the drive, as it was printed. */
    public String sanboot(String drive) {
        return drive(drive).get("ipxe").asText();
    }

    /** HOST:PORT of the drives. */
    public String portal() {
        return drives.get(0).get("portal").asText();
    }

    private JsonNode drive(String name) {
        for (JsonNode drive : drives) {
            if (drive.get("name").asText().equals(name)) {
                return drive;
            }
        }
        throw new AssertionError("no drive " + name + " in " + drives);
    }

    /** A command to this server, by its control socket. */
    public Command command(Object... words) {
        Path socket = folder.resolve("spindle").resolve("control.sock");
        return Command.of(PROGRAM).append(words).append("--server", socket);
    }

    /** What it keeps over restarts. */
    public Path stateFolder() {
        return folder.resolve("spindle");
    }

    /** Ends it at once, as a crash does, and leaves its state behind. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** The port of the first listener. */
    public int port() {
        return NbdUrl.parse(discs.get(0).urls().get(0)).port();
    }

    public long pid() {
        return process.pid();
    }

    /** The server, when what was started is its service manager. */
    public ProcessHandle child() {
        return Await.value(
                "the server's process", START_LIMIT, () -> process.children().findFirst(), this::log);
    }

    /** How many files and sockets the process holds open. */
    public int openFiles() {
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid()), "fd"))) {
            return (int) files.count();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Memory of the process's own, without files that it maps. */
    public long anonymousMemoryBytes() throws IOException {
        String status = Files.readString(Path.of("/proc", Long.toString(pid()), "status"));
        Matcher line = Pattern.compile("RssAnon:\\s+(\\d+) kB").matcher(status);
        if (!line.find()) {
            throw new AssertionError(status);
        }
        return Long.parseLong(line.group(1)) * 1024;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Asks it to stop, as {@code kill} does, without waiting. */
    public void terminate() {
        process.destroy();
    }

    /** Asks it to stop and returns its exit code. */
    public int stop() throws InterruptedException {
        terminate();
        return awaitExit();
    }

    public int awaitExit() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("still running 60 s after SIGTERM\n" + log());
        }
        return process.exitValue();
    }

    /** All that it printed for people so far. */
    public String errors() {
        return text(errors);
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
        Folders.delete(folder);
    }

    private Optional<JsonNode> document() {
        if (!process.isAlive()) {
            throw new AssertionError("spindle ended with exit code " + process.exitValue() + "\n" + log());
        }
        try {
            return Optional.of(JSON.readTree(text(output))).filter(document -> document.has("discs"));
        } catch (JsonProcessingException incomplete) {
            return Optional.empty();
        }
    }

    private static ServedDisc disc(JsonNode row) {
        return new ServedDisc(
                row.get("name").asText(),
                row.get("sizeBytes").asLong(),
                texts(row.get("boots")),
                texts(row.get("urls")),
                row.get("qemu").asText());
    }

    private static List<String> texts(JsonNode array) {
        return Arrays.asList(JSON.convertValue(array, String[].class));
    }

    private String log() {
        return text(output) + text(errors);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
