package io.spindle.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.it.harness.Command;
import io.spindle.it.harness.Images;
import io.spindle.it.harness.IscsiTestCu;
import io.spindle.it.harness.LinuxGuest;
import io.spindle.it.harness.Needs;
import io.spindle.it.harness.Peer;
import io.spindle.it.harness.QemuGuest;
import io.spindle.it.harness.SpindleProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Drives reached by iSCSI: by the programs of libiscsi, and by QEMU with a guest in it. */
@Execution(ExecutionMode.CONCURRENT)
final class IscsiIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    private static List<String> drive(SpindleProcess spindle, String name) {
        // A kernel on the command line has boot index 0.
        return List.of(
                "-drive",
                "if=none,id=cd,format=raw,readonly=on,media=cdrom,file=" + spindle.iscsiUrl(name),
                "-device",
                "scsi-generic,bus=scsi0.0,drive=cd,bootindex=1");
    }

    private static SpindleProcess serve(Object... arguments) {
        List<Object> words = new ArrayList<>(List.of("--iscsi", "127.0.0.1:0"));
        words.addAll(List.of(arguments));
        return SpindleProcess.serve(words.toArray());
    }

    @Test
    @Needs(value = Peer.LIBISCSI, toShow = "the programs of libiscsi list drives and ask what they are")
    void libiscsi_listsDrivesAndAsksThem() throws Exception {
        try (SpindleProcess spindle = serve("--demo", "--drive", "rig1=demo.iso", "--drive", "rig2=demo.iso")) {
            assertThat(Command.of("iscsi-ls", "-s", "iscsi://" + spindle.portal())
                            .output())
                    .contains("Target:iqn.2026-01.io.spindle:rig1 Portal:" + spindle.portal() + ",1")
                    .contains("Target:iqn.2026-01.io.spindle:rig2 Portal:" + spindle.portal() + ",1")
                    .contains("Type:MMC");
            assertThat(Command.of("iscsi-inq", spindle.iscsiUrl("rig1")).output())
                    .contains("Peripheral Device Type:MMC", "Removable:1", "Vendor:SPINDLE");
        }
    }

    @Test
    @Needs(value = Peer.LIBISCSI, toShow = "a drive with a logical unit of another number")
    void otherLogicalUnit_isListedAndAsked() throws Exception {
        Path config = Files.writeString(folder.resolve("spindle.yaml"), """
                nbd: {listen: ["127.0.0.1:0"]}
                iscsi: {listen: ["127.0.0.1:0"]}
                library: {demo: true}
                drives: {rig1: {disc: demo.iso, lun: 7}}
                """);
        List<String> words = List.of(
                SpindleProcess.PROGRAM.toString(), "serve", "--json", "--no-http", "--config", config.toString());
        try (SpindleProcess spindle = SpindleProcess.start(words)) {
            String url = spindle.iscsiUrl("rig1");
            assertThat(url).endsWith("/7");
            assertThat(Command.of("iscsi-ls", "-s", "iscsi://" + spindle.portal())
                            .output()
                            .replaceAll(" +", " "))
                    .contains("Lun:7 Type:MMC");
            assertThat(Command.of("iscsi-inq", url).output())
                    .contains("Peripheral Qualifier:CONNECTED", "Peripheral Device Type:MMC");
            assertThat(Command.of("iscsi-inq", url.replaceAll("7$", "0")).run().errors())
                    .contains("LOGICAL_UNIT_NOT_SUPPORTED");
        }
    }

    /** Those that fail want a write to a disc that cannot be written to succeed. */
    @Test
    @Needs(value = Peer.LIBISCSI, toShow = "the tests of libiscsi, those that it skips counted apart")
    void iscsiTestCu_nothingFailsButWrites() throws Exception {
        Path image = folder.resolve("noise.iso");
        Files.write(image, Images.noise(16 << 20, 16));
        try (SpindleProcess spindle = serve(image, "--drive", "rig1=noise.iso")) {
            Command.Result run = Command.of("iscsi-test-cu", "-v", "-d", "-t", "ALL", spindle.iscsiUrl("rig1"))
                    .within(LIMIT)
                    .run();
            IscsiTestCu result = IscsiTestCu.parse(run.output() + run.errors());
            assertThat(result.passed()).hasSizeGreaterThanOrEqualTo(80);
            assertThat(result.passed())
                    .contains(
                            "iSCSIcmdsn.iSCSICmdSnTooHigh",
                            "iSCSIcmdsn.iSCSICmdSnTooLow",
                            "iSCSIdatasn.iSCSIDataSnInvalid",
                            "iSCSIResiduals.Read10Invalid",
                            "iSCSIResiduals.Read10Residuals",
                            "iSCSIResiduals.Read12Residuals",
                            "Reserve6.LUNReset",
                            "Reserve6.TargetColdReset",
                            "Verify10.Mismatch",
                            "StartStopUnit.Simple");
            assertThat(result.failed())
                    .allMatch(name -> name.matches("Write.*|ProutReserve\\.Access.*|ExtendedCopy\\.Simple"));
        }
    }

    @Test
    @Needs(value = Peer.QEMU, toShow = "QEMU starts with an empty drive, which gets a disc later")
    void qemu_emptyDrive_starts() throws Exception {
        try (SpindleProcess spindle = serve("--demo", "--drive", "rig1")) {
            List<String> arguments = new ArrayList<>(List.of("-device", "virtio-scsi-pci,id=scsi0"));
            arguments.addAll(drive(spindle, "rig1"));
            try (QemuGuest guest = QemuGuest.start(arguments)) {
                assertThat(guest.query("query-status", Map.of()).toString()).contains("running");
            }
        }
    }

    @Test
    @Needs(
            value = {Peer.QEMU, Peer.LINUX, Peer.BUSYBOX},
            toShow = "a Linux guest reads a whole disc from a drive, and the next one after a swap")
    void linux_readsTheDisc_andTheNextAfterASwap() throws Exception {
        Path first = Files.write(folder.resolve("first.iso"), Images.noise(5_000_000 / 2048 * 2048, 1));
        Path second = Files.write(folder.resolve("second.iso"), Images.noise(3_000_000 / 2048 * 2048, 2));
        String script = """
                sha256sum </dev/sr0
                echo swap now
                until blockdev --getsize64 /dev/sr0 | grep -q %d; do
                    dd if=/dev/sr0 of=/dev/null bs=2048 count=1 2>/dev/null
                    sleep 1
                done
                sha256sum </dev/sr0
                """.formatted(Files.size(second));
        try (SpindleProcess spindle = serve(first, second, "--drive", "rig1=first.iso");
                LinuxGuest guest = LinuxGuest.startWith(drive(spindle, "rig1"), script)) {
            guest.awaitOutput("swap now", LIMIT);
            spindle.command("swap", "rig1", "second.iso").within(LIMIT).output();
            assertThat(guest.awaitEnd(LIMIT)).contains(sum(first), sum(second));
        }
    }

    private static String sum(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
