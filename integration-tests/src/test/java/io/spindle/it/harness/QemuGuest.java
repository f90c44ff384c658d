package io.spindle.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A virtual machine, emulated, whose screen and first serial line can be read. */
public final class QemuGuest implements AutoCloseable {
    /** Text memory of a PC in 80 by 25 characters: a character and its colours, two bytes. */
    private static final int TEXT_MEMORY = 0xB8000;

    private static final int TEXT_COLUMNS = 80;
    private static final int TEXT_LENGTH_BYTES = TEXT_COLUMNS * 25 * 2;

    private final Path folder;
    private final Process process;
    private final Qmp qmp;

    private QemuGuest(Path folder, Process process) throws IOException {
        this.folder = folder;
        this.process = process;
        qmp = new Qmp(Await.value("QEMU's monitor", Duration.ofMinutes(3), this::monitor, this::log));
    }

    private Optional<SocketChannel> monitor() {
        if (!process.isAlive()) {
            throw new AssertionError("QEMU ended: " + log());
        }
        return UnixSocket.connect(folder.resolve("qmp"));
    }

    /** Starts one without any device but a screen and a serial line, and those of the arguments. */
    public static QemuGuest start(List<String> arguments) {
        try {
            Path folder = Files.createTempDirectory("guest");
            List<String> words = new ArrayList<>(List.of("qemu-system-x86_64", "-accel", "tcg", "-nodefaults"));
            words.addAll(List.of("-display", "none", "-vga", "std", "-no-reboot", "-m", "256"));
            words.addAll(List.of("-serial", "file:" + folder.resolve("serial")));
            words.addAll(List.of("-qmp", "unix:" + folder.resolve("qmp") + ",server=on,wait=off"));
            words.addAll(arguments);
            ProcessBuilder builder = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile());
            builder.environment().put("PATH", Command.SEARCH_PATH);
            return new QemuGuest(folder, builder.start());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** The arguments for a block device {@code disc} that reads an export, and waits for its server when that is gone. */
    public static List<String> disc(String url) {
        return List.of(
                "-blockdev",
                "driver=raw,node-name=disc,read-only=on,file.driver=nbd,file.reconnect-delay=60,"
                        + NbdUrl.parse(url).qemuOptions("file."));
    }

    /** The 25 lines of the screen, when it is in text mode. */
    public String screen() {
        Path file = folder.resolve("text");
        qmp.execute("pmemsave", Map.of("val", TEXT_MEMORY, "size", TEXT_LENGTH_BYTES, "filename", file.toString()));
        byte[] memory = bytes(file);
        return IntStream.range(0, TEXT_LENGTH_BYTES / 2)
                .mapToObj(cell -> (cell % TEXT_COLUMNS == 0 ? "\n" : "") + (char) (memory[2 * cell] & 0xFF))
                .collect(Collectors.joining());
    }

    /** The screen as a picture, whatever its mode. */
    public Picture picture() {
        Path file = folder.resolve("picture");
        qmp.execute("screendump", Map.of("filename", file.toString()));
        return Picture.decode(bytes(file));
    }

    /** What came over the serial line, without carriage returns. */
    public String serial() {
        Path file = folder.resolve("serial");
        return Files.exists(file) ? new String(bytes(file), StandardCharsets.UTF_8).replace("\r", "") : "";
    }

    /** Names of the events that QEMU reported, such as {@code BLOCK_IO_ERROR}. */
    public List<String> events() {
        return qmp.events();
    }

    public void awaitScreen(String text, Duration limit) {
        Await.until("on the screen: " + text, limit, () -> screen().contains(text), () -> screen() + serial() + log());
    }

    public void awaitPicture(String what, Duration limit, Predicate<Picture> shown) {
        Await.until(what, limit, () -> shown.test(picture()), () -> screen() + serial() + log());
    }

    public void awaitSerial(String text, Duration limit) {
        Await.value(
                "on the serial line: " + text,
                limit,
                () -> Optional.of(serial()).filter(serial -> serial.contains(text) || !process.isAlive()),
                () -> serial() + log());
        if (!serial().contains(text)) {
            throw new AssertionError("QEMU ended before the serial line had: " + text + "\n" + serial() + log());
        }
    }

    /** What QEMU answers to a command of its monitor. */
    public JsonNode query(String command, Map<String, ?> arguments) {
        return qmp.execute(command, arguments);
    }

    private String log() {
        return new String(bytes(folder.resolve("log")), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    @Override
    public void close() throws IOException {
        qmp.close();
        process.destroyForcibly().onExit().orTimeout(60, TimeUnit.SECONDS).join();
        Folders.delete(folder);
    }
}
