package io.spindle.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Linux guest with udev and with the programs for discs and iSCSI that Debian has, as far as they are installed here.
 * Commands are run in it one after the other; what they print comes back by its second serial line.
 */
public final class DebianGuest implements AutoCloseable {
    private static final Duration BOOT_LIMIT = Duration.ofMinutes(6);
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final String READY = "== ready ==\n";
    private static final String EXIT = "== exit ";
    private static final int SOCKET_NAME_BYTES = 90;

    private final QemuGuest guest;
    private final Path folder;
    private final SocketChannel line;
    private final StringBuilder received = new StringBuilder();

    /** What a command printed, errors too, and how it ended. */
    public record Result(int exitCode, String output) {}

    private DebianGuest(QemuGuest guest, Path folder) throws IOException {
        this.guest = guest;
        this.folder = folder;
        this.line =
                Await.value("the guest's line", LIMIT, () -> UnixSocket.connect(folder.resolve("line")), guest::serial);
        Thread reader = new Thread(this::receive, "guest");
        reader.setDaemon(true);
        reader.start();
        await("the guest", BOOT_LIMIT, READY);
    }

    /** Boots it with such devices; drives of ours are made by {@link #drive}. */
    public static DebianGuest boot(List<String> devices) {
        try {
            Path folder = Files.createTempDirectory("debian");
            if (folder.toString().length() > SOCKET_NAME_BYTES) {
                throw new IOException(folder + " is too long a name for a socket");
            }
            LinuxKernel kernel = LinuxKernel.find().orElseThrow();
            List<String> words = new ArrayList<>(List.of("-cpu", "max", "-m", "384"));
            words.addAll(List.of("-serial", "unix:" + folder.resolve("line") + ",server=on,wait=off"));
            words.addAll(List.of("-device", "virtio-scsi-pci,id=scsi0"));
            words.addAll(devices);
            words.addAll(List.of("-kernel", kernel.image().toString()));
            words.addAll(List.of("-initrd", DebianImage.file().toString()));
            words.addAll(List.of("-append", "console=ttyS0 quiet loglevel=4 panic=-1 mitigations=off tsc=reliable"));
            return new DebianGuest(QemuGuest.start(words), folder);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** A drive of ours as that target of the guest's SCSI bus: {@code spindle serve} prints the same. */
    public static List<String> drive(int target, String url) {
        return List.of(
                "-drive",
                "if=none,id=cd" + target + ",format=raw,readonly=on,media=cdrom,file=" + url,
                "-device",
                "scsi-generic,bus=scsi0.0,scsi-id=" + target + ",drive=cd" + target + ",bootindex=" + (target + 1));
    }

    /** Runs a command, or several lines of them, and returns what it printed; an exit code but 0 fails the test. */
    public String output(String command) {
        Result result = run(command);
        if (result.exitCode() != 0) {
            throw new AssertionError("exit code " + result.exitCode() + " from " + command + "\n" + result.output()
                    + "\nkernel:\n" + guest.serial());
        }
        return result.output();
    }

    /** Runs a command to its end, well or not. */
    public Result run(String command) {
        return run(command, LIMIT);
    }

    /** Runs a command that has so much time. */
    public synchronized Result run(String command, Duration limit) {
        try {
            String script = Base64.getEncoder().encodeToString(command.getBytes(StandardCharsets.UTF_8)) + "\n";
            ByteBuffer bytes = ByteBuffer.wrap(script.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                line.write(bytes);
            }
            String answer = await(command, limit, " ==\n");
            int end = answer.lastIndexOf(EXIT);
            String code = answer.substring(end + EXIT.length(), answer.length() - " ==\n".length());
            return new Result(Integer.parseInt(code), answer.substring(0, end));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Runs a command again and again until it exits with 0; returns what it printed then. */
    public String await(String command) {
        return Await.value(
                "in the guest: " + command,
                LIMIT,
                () -> Optional.of(run(command)).filter(it -> it.exitCode() == 0).map(Result::output),
                () -> run(command).output() + "\nkernel:\n" + guest.serial());
    }

    /** What the kernel printed so far. */
    public String kernel() {
        return guest.serial();
    }

    /** What QEMU answers to a command of its monitor. */
    public JsonNode query(String command, Map<String, ?> arguments) {
        return guest.query(command, arguments);
    }

    /** Names of the events that QEMU reported. */
    public List<String> events() {
        return guest.events();
    }

    private String await(String what, Duration limit, String end) {
        return Await.value("the end of: " + what, limit, () -> take(end), () -> received + "\nkernel:\n" + kernel());
    }

    private Optional<String> take(String end) {
        synchronized (received) {
            boolean whole = received.length() >= end.length()
                    && received.substring(received.length() - end.length()).equals(end)
                    && (end.equals(READY) || received.lastIndexOf(EXIT) >= 0);
            if (!whole) {
                return Optional.empty();
            }
            String text = received.toString();
            received.setLength(0);
            return Optional.of(text);
        }
    }

    private void receive() {
        ByteBuffer bytes = ByteBuffer.allocate(8192);
        try {
            while (line.read(bytes.clear()) >= 0) {
                synchronized (received) {
                    received.append(StandardCharsets.ISO_8859_1.decode(bytes.flip()));
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    @Override
    public void close() throws IOException {
        line.close();
        guest.close();
        Folders.delete(folder);
    }
}
