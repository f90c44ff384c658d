package io.spindle.it;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Discs that are changed under a Linux guest with udev, which locks the tray of every disc that it sees. */
@Execution(ExecutionMode.CONCURRENT)
@Needs(
        value = {Peer.QEMU, Peer.LINUX, Peer.BUSYBOX, Peer.UDEV, Peer.EJECT, Peer.GENISOIMAGE},
        toShow = "a Linux guest with udev notices every change of the disc, and reads the right one")
final class HotSwapIT {
    private static final int HELD = 3;
    private static final int SWAPS = Integer.getInteger("spindle.it.swaps", 6);
    private static final int SWAPS_A_LIFE = 3;
    private static final String EVENTS =
            "udevadm monitor --udev --property --subsystem-match=block >/run/events 2>&1 &";

    @TempDir
    private Path folder;

    private Path one;
    private Path two;
    private List<Path> same;
    private SpindleProcess spindle;
    private DebianGuest guest;

    @BeforeEach
    void boot() throws Exception {
        one = disc("ONE", 1_000_000);
        two = disc("TWO", 2_000_000);
        same = SwapStorm.makeDiscs(folder);
        Path config = Files.writeString(
                folder.resolve("spindle.yaml"),
                "drives: {rig: {disc: one.iso, discs: [one.iso, two.iso], stack: true}}\n");
        spindle = SpindleProcess.serve(one, two, "--no-http", "--config", config);
        guest = DebianGuest.boot(DebianGuest.drive(0, spindle.iscsiUrl("rig")));
        awaitDisc(one);
    }

    private Path disc(String label, int lengthBytes) throws IOException {
        Path tree = Files.createDirectories(folder.resolve(label));
        Files.write(tree.resolve("content"), Images.noise(lengthBytes, lengthBytes));
        Path image = folder.resolve(label.toLowerCase(Locale.ROOT) + ".iso");
        Command.of("genisoimage", "-quiet", "-R", "-V", label, "-o", image, tree)
                .output();
        return Images.rested(image);
    }

    @AfterEach
    void shutDown() throws IOException {
        guest.close();
        spindle.close();
    }

    /** Label and size as udev and the kernel have them, and every byte. */
    private void awaitDisc(Path image) throws Exception {
        String name = image.getFileName().toString();
        awaitDisc(name.substring(0, name.indexOf('.')).toUpperCase(Locale.ROOT), image);
    }

    private void awaitDisc(String label, Path image) throws Exception {
        guest.await("[ \"$(readlink -f /dev/disk/by-label/" + label + ")\" = /dev/sr0 ]");
        guest.output("udevadm settle --timeout=60");
        assertThat(guest.output("blockdev --getsize64 /dev/sr0; sha256sum </dev/sr0; ls /dev/disk/by-label"))
                .isEqualTo(Files.size(image) + "\n" + sum(image) + "  -\n" + label + "\n");
    }

    private void awaitNoDisc() {
        guest.await("[ ! -e /dev/disk/by-label ] && ! cdrom_id /dev/sr0 | grep -q ID_CDROM_MEDIA");
    }

    private static String sum(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    /** What udev told since this was asked last. */
    private String events() {
        return guest.output("udevadm settle --timeout=60; cat /run/events; : >/run/events");
    }

    private Command.Result operator(Object... words) {
        return spindle.command(words).run();
    }

    @Test
    void discs_comeAndGo() throws Exception {
        guest.output(EVENTS + "\necho begun");
        asksTheGuest();
        forces();
        ejectsAndInserts();
        guestEjects();
        guestHolds();
        guestEjectsAStack();
        assertThat(guest.events()).doesNotContain("BLOCK_IO_ERROR");
    }

    private void asksTheGuest() throws Exception {
        Command.Result swapped = operator("swap", "rig", "two.iso");
        assertThat(swapped.exitCode()).as(swapped.errors()).isZero();
        // Done is done: nothing of the old disc can be read any more.
        assertThat(guest.output("dd if=/dev/sr0 bs=2048 skip=16 count=1 2>/dev/null | head -c 48"))
                .endsWith("TWO     ");
        awaitDisc(two);
        assertThat(events()).contains("DISK_EJECT_REQUEST=1", "DISK_MEDIA_CHANGE=1", "ID_FS_LABEL=TWO");
    }

    private void forces() throws Exception {
        guest.output("mount -o ro /dev/sr0 /mnt && cmp /mnt/content /mnt/content && exec 3</mnt/content");
        Command.Result swapped = operator("swap", "rig", "one.iso", "--force");
        assertThat(swapped.exitCode()).as(swapped.errors()).isZero();
        guest.output("umount /mnt");
        awaitDisc(one);
        assertThat(events()).contains("DISK_MEDIA_CHANGE=1", "ID_FS_LABEL=ONE").doesNotContain("DISK_EJECT_REQUEST=1");
    }

    private void ejectsAndInserts() throws Exception {
        assertThat(operator("eject", "rig").exitCode()).isZero();
        awaitNoDisc();
        assertThat(events()).contains("DISK_EJECT_REQUEST=1", "DISK_MEDIA_CHANGE=1", "SYSTEMD_READY=0");
        assertThat(operator("insert", "rig", "two.iso").exitCode()).isZero();
        awaitDisc(two);
        assertThat(events()).contains("DISK_MEDIA_CHANGE=1", "ID_FS_LABEL=TWO");
    }

    private void guestEjects() throws Exception {
        guest.output("eject /dev/sr0");
        awaitNoDisc();
        assertThat(events()).contains("DISK_MEDIA_CHANGE=1");
        assertThat(operator("drives").output()).contains("open");
        guest.output("eject -t /dev/sr0");
        awaitDisc(two);
        guest.output("eject /dev/sr0");
        assertThat(operator("swap", "rig", "one.iso").exitCode()).isZero();
        awaitDisc(one);
    }

    /** A guest whose udev does not react to anything for a while. */
    private void guestHolds() throws Exception {
        guest.output("udevadm control --stop-exec-queue; eject -i off /dev/sr0");
        assertThat(operator("swap", "rig", "two.iso", "--timeout", 3).exitCode())
                .isZero();
        guest.output("udevadm control --start-exec-queue");
        awaitDisc(two);

        guest.output("udevadm control --stop-exec-queue; eject -i on /dev/sr0");
        Command.Result asked = operator("swap", "rig", "one.iso", "--timeout", 3);
        assertThat(asked.exitCode()).isEqualTo(HELD);
        assertThat(asked.errors()).contains("the guest holds the tray", "use force");
        assertThat(guest.output("sha256sum </dev/sr0")).startsWith(sum(two));
        // The request reaches it when nobody waits for the disc any more.
        guest.output("udevadm control --start-exec-queue");
        awaitNoDisc();
        guest.output("eject -t /dev/sr0");
        awaitDisc(two);
        assertThat(guest.output("eject -X /dev/sr0")).isEqualTo("48 \n");
    }

    /** The second disc follows the first by itself, and nothing follows the second. */
    private void guestEjectsAStack() throws Exception {
        assertThat(operator("swap", "rig", "one.iso").exitCode()).isZero();
        awaitDisc(one);
        events();
        guest.output("eject /dev/sr0");
        awaitDisc(two);
        assertThat(events()).contains("DISK_MEDIA_CHANGE=1", "ID_FS_LABEL=TWO");
        guest.output("eject /dev/sr0");
        awaitNoDisc();
        assertThat(operator("drives", "--json").output()).contains("guest by eject", "\"tray\":\"open\"");
    }

    @Test
    void target_isKilled_andComesBack() throws Exception {
        guest.output(EVENTS + "\necho begun");
        comesBackWithTheSameDisc();
        comesBackWithAnotherDisc();
    }

    /** The guest reads on, past its cache, and sees nothing but that it takes longer. */
    private void comesBackWithTheSameDisc() throws Exception {
        guest.output("""
                touch /run/go
                while [ -e /run/go ] && sha256sum </dev/sr0; do
                    echo 3 >/proc/sys/vm/drop_caches
                done >/run/reads 2>&1 &
                """);
        for (int i = 0; i < 3; i++) {
            awaitReads(2);
            spindle.kill();
            spindle = spindle.again(one, two, "--drive", "rig");
        }
        awaitReads(3);
        guest.output("rm /run/go; wait");
        assertThat(guest.output("cat /run/reads").lines().distinct()).containsExactly(sum(one) + "  -");
        assertThat(events()).doesNotContain("DISK_MEDIA_CHANGE");
        assertThat(guest.output("dmesg")).doesNotContain("I/O error");
    }

    /** So many more than there were. */
    private void awaitReads(int more) {
        int were = Integer.parseInt(guest.output("wc -l </run/reads").strip());
        guest.await("[ $(wc -l </run/reads) -ge " + (were + more) + " ] || grep -v -- - /run/reads");
    }

    /** Whoever opens the device first finds the new size with the new bytes, whatever was cached of the old disc. */
    private void comesBackWithAnotherDisc() throws Exception {
        spindle.kill();
        spindle = spindle.again(one, two, "--drive", "rig=two.iso");
        assertThat(guest.output("blockdev --getsize64 /dev/sr0; sha256sum </dev/sr0"))
                .isEqualTo(Files.size(two) + "\n" + sum(two) + "  -\n");
        awaitDisc(two);
        assertThat(events()).contains("DISK_MEDIA_CHANGE=1", "ID_FS_LABEL=TWO");
    }

    @Test
    void swaps_serverIsKilledAgainAndAgain_guestReadsNoWrongDisc() throws Exception {
        spindle.kill();
        serveAgain("rig=red.iso");
        awaitDisc("SAME0", same.get(0));
        Rest rest = new Rest(spindle.stateFolder().resolve("control.sock"));
        new SwapStorm(guest, rest, "rig", same, killed()).run(SWAPS, SWAPS_A_LIFE);
        Command.Result swapped = operator("swap", "rig", "two.iso", "--force");
        assertThat(swapped.exitCode()).as(swapped.errors()).isZero();
        awaitDisc(two);
    }

    private void serveAgain(String drive) {
        spindle = spindle.again(one, two, same.get(0), same.get(1), same.get(2), "--drive", drive);
    }

    private SwapStorm.Server killed() {
        return new SwapStorm.Server() {
            @Override
            public void kill() {
                spindle.kill();
            }

            @Override
            public void serveAgain() {
                HotSwapIT.this.serveAgain("rig");
            }

            @Override
            public String errors() {
                return spindle.errors();
            }
        };
    }
}
