package io.spindle.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spindle.it.harness.Await;
import io.spindle.it.harness.Command;
import io.spindle.it.harness.DebianGuest;
import io.spindle.it.harness.Images;
import io.spindle.it.harness.Needs;
import io.spindle.it.harness.Peer;
import io.spindle.it.harness.Rest;
import io.spindle.it.harness.SpindleProcess;
import io.spindle.it.harness.SwapStorm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The CD device of a QEMU whose guest, a Linux with udev, locks the tray of every disc that it sees. */
@Execution(ExecutionMode.CONCURRENT)
@Needs(
        value = {Peer.QEMU, Peer.LINUX, Peer.BUSYBOX, Peer.UDEV, Peer.EJECT, Peer.GENISOIMAGE},
        toShow = "a Linux guest with udev reads the right disc through every change, while the server is killed too")
final class QemuHotSwapIT {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final int SWAPS = Integer.getInteger("spindle.it.swaps", 100);
    private static final int SWAPS_A_LIFE = 20;

    @TempDir
    private Path folder;

    private List<Path> discs;
    private List<Path> same;
    private SpindleProcess server;
    private Rest rest;
    private DebianGuest guest;

    @BeforeEach
    void boot() throws Exception {
        discs = List.of(disc("ONE", 150_000), disc("TWO", 400_000), disc("THREE", 700_000));
        same = SwapStorm.makeDiscs(folder);
        Path fetched = Files.createDirectories(folder.resolve("shared"));
        Files.copy(disc("FAR", 300_000), fetched.resolve("far.iso"));
        Files.writeString(folder.resolve("spindle.yaml"), """
                nbd: {sockets: [nbd.sock]}
                library: {paths: [one.iso, two.iso, three.iso, red.iso, green.iso, blue.iso], state: state/names}
                http: {listen: ["127.0.0.1:0"], socket: control.sock}
                iscsi: {listen: ["127.0.0.1:0"]}
                drives: {vm: {qmp: qmp2, device: cd0}}
                fetch: {allow: ["file://%s"]}
                """.formatted(fetched));
        rest = new Rest(folder.resolve("control.sock"));
        serve();
        guest = DebianGuest.boot(List.of(
                "-device",
                "scsi-cd,id=cd0,bus=scsi0.0",
                "-qmp",
                "unix:" + folder.resolve("qmp2") + ",server=on,wait=off"));
        awaitDrive("the machine", it -> it.path("online").asBoolean());
    }

    private void serve() {
        server = SpindleProcess.start(List.of(
                SpindleProcess.PROGRAM.toString(),
                "serve",
                "--json",
                "--config",
                folder.resolve("spindle.yaml").toString()));
    }

    @AfterEach
    void shutDown() throws IOException {
        guest.close();
        server.close();
    }

    private Path disc(String label, int lengthBytes) throws IOException {
        Path tree = Files.createDirectories(folder.resolve(label));
        Files.write(tree.resolve("content"), Images.noise(lengthBytes, lengthBytes));
        Path image = folder.resolve(label.toLowerCase(Locale.ROOT) + ".iso");
        Command.of("genisoimage", "-quiet", "-R", "-V", label, "-o", image, tree)
                .output();
        return Images.rested(image);
    }

    private static String sum(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private JsonNode drive() {
        try {
            return rest.get("/api/v1/drives/vm").document();
        } catch (IOException away) {
            return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
        }
    }

    private void awaitDrive(String what, java.util.function.Predicate<JsonNode> condition) {
        Await.until(what, LIMIT, () -> condition.test(drive()), () -> drive() + server.errors());
    }

    private Rest.Answer ask(String verb, String body) throws IOException {
        return rest.post("/api/v1/drives/vm/" + verb, body);
    }

    private void done(String verb, String body) throws IOException {
        Rest.Answer answer = ask(verb, body);
        assertThat(answer.status())
                .as(verb + " " + body + ": " + answer.document())
                .isEqualTo(200);
    }

    /** Label as udev has it, and every byte. */
    private void awaitDisc(String label, Path image) throws Exception {
        guest.await("[ \"$(readlink -f /dev/disk/by-label/" + label + ")\" = /dev/sr0 ]");
        assertThat(guest.output("udevadm settle --timeout=60; blockdev --getsize64 /dev/sr0; sha256sum </dev/sr0"))
                .isEqualTo(Files.size(image) + "\n" + sum(image) + "  -\n");
    }

    /** Every byte; a file system that was mounted over a change keeps udev from looking at the label. */
    private void awaitBytes(Path image) throws Exception {
        guest.await("sha256sum </dev/sr0 | grep " + sum(image));
        assertThat(guest.output("blockdev --getsize64 /dev/sr0")).isEqualTo(Files.size(image) + "\n");
    }

    @Test
    void disc_isChangedInEveryWay_andNeverTakenForAnother() throws Exception {
        insertsAndSwapsWhileIdle();
        asksAndForcesWhileMounted();
        guestEjects();
        insertsByUrl();
        swapsWhileTheServerIsKilled();
    }

    private void insertsAndSwapsWhileIdle() throws Exception {
        done("insert", "{\"disc\":\"one.iso\"}");
        awaitDisc("ONE", discs.get(0));
        done("swap", "{\"disc\":\"two.iso\"}");
        // Done is done: nothing of the old disc can be read any more.
        assertThat(guest.output("dd if=/dev/sr0 bs=2048 skip=16 count=1 2>/dev/null | head -c 48"))
                .endsWith("TWO     ");
        awaitDisc("TWO", discs.get(1));
    }

    private void asksAndForcesWhileMounted() throws Exception {
        // udev lets go of a mounted disc, too.
        guest.output("mount -o ro /dev/sr0 /mnt");
        done("swap", "{\"disc\":\"three.iso\"}");
        guest.output("umount -l /mnt");
        awaitBytes(discs.get(2));

        // A guest whose udev does not react for a while.
        guest.output("udevadm control --stop-exec-queue; eject -i on /dev/sr0");
        Rest.Answer asked = ask("swap", "{\"disc\":\"one.iso\",\"timeoutSeconds\":3}");
        assertThat(asked.status()).isEqualTo(409);
        assertThat(asked.document().path("result").asText()).isEqualTo("held");
        assertThat(guest.output("sha256sum </dev/sr0")).startsWith(sum(discs.get(2)));
        assertThat(nodes()).isEqualTo(1);

        guest.output("mount -o ro /dev/sr0 /mnt");
        done("swap", "{\"disc\":\"one.iso\",\"policy\":\"force\"}");
        // The kernel has seen that the disc is gone: what is mounted reads errors.
        assertThat(guest.run("cat /mnt/content").exitCode()).isNotZero();
        guest.output("umount -l /mnt; udevadm control --start-exec-queue");
        // Late as it is, udev opens the tray for whoever asked before.
        guest.await("eject -t /dev/sr0; sha256sum </dev/sr0 | grep " + sum(discs.get(0)));
        guest.output("udevadm settle --timeout=60; eject -t /dev/sr0");
        awaitBytes(discs.get(0));
    }

    private void guestEjects() throws Exception {
        guest.output("eject /dev/sr0");
        awaitDrive("an open tray", it -> it.path("tray").asText().equals("open"));
        done("swap", "{\"disc\":\"two.iso\"}");
        awaitDisc("TWO", discs.get(1));
        done("eject", "{}");
        guest.await("[ ! -e /dev/disk/by-label ]");
        assertThat(nodes()).isZero();
    }

    /** 204 says that the guest can read it. */
    private void insertsByUrl() throws Exception {
        String medium = "/redfish/v1/Systems/vm/VirtualMedia/Cd";
        String url = "file://" + folder.resolve("shared/far.iso");
        assertThat(rest.post(medium + "/Actions/VirtualMedia.InsertMedia", "{\"Image\":\"" + url + "\"}")
                        .status())
                .isEqualTo(204);
        assertThat(guest.output("sha256sum </dev/sr0")).startsWith(sum(folder.resolve("far.iso")));
        assertThat(rest.get(medium).document().path("Image").asText()).isEqualTo(url);
        assertThat(rest.post(medium + "/Actions/VirtualMedia.EjectMedia", "").status())
                .isEqualTo(204);
        Await.until(
                "the end of what was fetched",
                LIMIT,
                () -> folder.resolve("state/fetched").toFile().list().length == 0,
                () -> drive().toString());
    }

    private void swapsWhileTheServerIsKilled() throws Exception {
        done("insert", "{\"disc\":\"red.iso\"}");
        guest.await("sha256sum </dev/sr0 | grep " + sum(folder.resolve("red.iso")));
        new SwapStorm(guest, rest, "vm", same, killed()).run(SWAPS, SWAPS_A_LIFE);
        done("swap", "{\"disc\":\"three.iso\",\"policy\":\"force\"}");
        awaitDisc("THREE", discs.get(2));
        assertThat(nodes()).isEqualTo(1);
    }

    private SwapStorm.Server killed() {
        return new SwapStorm.Server() {
            @Override
            public void kill() {
                server.kill();
            }

            @Override
            public void serveAgain() {
                serve();
            }

            @Override
            public String errors() {
                return server.errors();
            }
        };
    }

    /** How many connections to exports QEMU has. */
    private long nodes() {
        return guest.query("query-named-block-nodes", Map.of("flat", true)).findValuesAsText("drv").stream()
                .filter("nbd"::equals)
                .count();
    }
}
