package io.spindle.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Forced swaps in a row, while the server is killed at any moment of them and started again, and the guest reads whole
 * discs all the time.
 *
 * <p>Each of those reads is one command, as Linux does not tie what is held open to the disc that it came from. So what is
 * read is one of the discs, or an error. After every life of the server the guest, its caches and labels, has the disc that
 * the server says it has.
 */
public final class SwapStorm {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String LABEL = "udevadm info --query=property --name=/dev/sr0";
    /** As long as the swap that is hit may take; a quarter more hits what comes behind it. */
    private static final double BEHIND = 1.25;

    private final DebianGuest guest;
    private final Rest rest;
    private final String drive;
    private final Server server;
    private final Random random = new Random(7);
    private final List<Path> discs = new ArrayList<>();
    /** Names of discs by what the guest prints of their bytes. */
    private final Map<String, String> names = new TreeMap<>();

    private long swapNanos = Duration.ofMillis(100).toNanos();

    /** The server that is killed. */
    public interface Server {
        void kill();

        /** Starts another one on the same state. */
        void serveAgain();

        /** What it printed, for whoever looks for a fault. */
        String errors();
    }

    /** Makes three discs of equal length, so short that a guest reads one with one command: SAME0, SAME1, SAME2. */
    public static List<Path> makeDiscs(Path folder) throws IOException {
        List<Path> discs = new ArrayList<>();
        for (String name : List.of("red", "green", "blue")) {
            int seed = discs.size();
            Path tree = Files.createDirectories(folder.resolve("tree-" + name));
            Files.write(tree.resolve("content"), Images.noise(200_000, 100 + seed));
            Path image = folder.resolve(name + ".iso");
            Command.of("genisoimage", "-quiet", "-R", "-no-pad", "-V", "SAME" + seed, "-o", image, tree)
                    .output();
            discs.add(Images.rested(image));
        }
        return discs;
    }

    /** For a drive with the discs of {@link #makeDiscs}. */
    public SwapStorm(DebianGuest guest, Rest rest, String drive, List<Path> discs, Server server) {
        this.guest = guest;
        this.rest = rest;
        this.drive = drive;
        this.server = server;
        this.discs.addAll(discs);
        discs.forEach(it -> names.put(sum(it), name(it)));
    }

    private static String name(Path disc) {
        return disc.getFileName().toString();
    }

    private static String sum(Path disc) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(disc));
            return HexFormat.of().formatHex(digest) + "  -";
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (NoSuchAlgorithmException fault) {
            throw new AssertionError(fault);
        }
    }

    /** So many swaps, and a kill after each so many; the drive has one of the discs when it begins. */
    public void run(int swaps, int swapsALife) throws Exception {
        guest.output("""
                touch /run/go
                (while [ -e /run/go ]; do
                    if dd if=/dev/sr0 of=/run/disc bs=1M count=1 iflag=direct 2>/dev/null; then sha256sum </run/disc; fi
                done >/run/sums 2>&1) &
                """);
        for (int made = 0; made < swaps; ) {
            for (int swap = 0; swap < swapsALife; swap++) {
                made += swapTo(next(made)) ? 1 : 0;
            }
            killDuring(next(made));
            server.serveAgain();
            awaitSameDisc();
        }
        guest.output("rm /run/go; wait");
        assertThat(guest.output("sort -u /run/sums").lines().toList())
                .isNotEmpty()
                .isSubsetOf(names.keySet());
        assertThat(guest.query("query-status", Map.of()).path("status").asText())
                .isEqualTo("running");
    }

    private String next(int made) {
        return name(discs.get(made % discs.size()));
    }

    private void killDuring(String disc) throws InterruptedException {
        Thread swapping = new Thread(() -> swapTo(disc), "swap");
        long pauseNanos = (long) (random.nextDouble() * BEHIND * swapNanos);
        long begunNanos = System.nanoTime();
        swapping.start();
        Await.until("a moment", LIMIT, () -> System.nanoTime() - begunNanos > pauseNanos, () -> "");
        server.kill();
        swapping.join();
    }

    /** False when the server died meanwhile. */
    private boolean swapTo(String disc) {
        long begunNanos = System.nanoTime();
        try {
            Rest.Answer answer =
                    rest.post("/api/v1/drives/" + drive + "/swap", "{\"disc\":\"" + disc + "\",\"policy\":\"force\"}");
            swapNanos = System.nanoTime() - begunNanos;
            return answer.status() == 200;
        } catch (IOException away) {
            return false;
        }
    }

    /** The guest has, by the label that udev found and by every byte, what the server says that lies in the closed drive. */
    private void awaitSameDisc() {
        Await.until("the drive again", LIMIT, () -> isThere(drive()), () -> drive() + server.errors());
        String disc = drive().path("disc").asText();
        String label = "SAME" + discs.stream().map(SwapStorm::name).toList().indexOf(disc);
        String look = "udevadm settle --timeout=60 && " + LABEL + " | grep -x ID_FS_LABEL=" + label;
        Await.until(
                "in the guest: " + disc + ", " + label,
                LIMIT,
                () -> guest.run(look).exitCode() == 0 && disc.equals(names.get(read())),
                () -> names + guest.run(LABEL + "; dmesg | tail -n 20").output() + read() + drive() + server.errors());
    }

    private String read() {
        return guest.run("sha256sum </dev/sr0").output().strip();
    }

    private static boolean isThere(JsonNode drive) {
        return drive.path("online").asBoolean()
                && drive.path("tray").asText().equals("closed")
                && drive.path("disc").isTextual()
                && !drive.path("sessions").isEmpty();
    }

    private JsonNode drive() {
        try {
            return rest.get("/api/v1/drives/" + drive).document();
        } catch (IOException away) {
            return MissingNode.getInstance();
        }
    }
}
