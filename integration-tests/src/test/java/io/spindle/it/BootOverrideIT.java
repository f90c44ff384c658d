package io.spindle.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spindle.it.harness.Await;
import io.spindle.it.harness.Command;
import io.spindle.it.harness.Needs;
import io.spindle.it.harness.Peer;
import io.spindle.it.harness.PeerFiles;
import io.spindle.it.harness.QemuGuest;
import io.spindle.it.harness.Rest;
import io.spindle.it.harness.SpindleProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A machine whose disk comes first boots from the disc of its drive when Redfish is asked for that, and then no more. */
@Execution(ExecutionMode.CONCURRENT)
@Needs(
        value = {Peer.QEMU, Peer.OVMF, Peer.GRUB_EFI},
        toShow = "the boot override of Redfish under SeaBIOS and OVMF")
final class BootOverrideIT {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    /** The demo disc says it in its own words. What is written half is none of them yet. */
    private static final Pattern BOOTED = Pattern.compile("booted from the (disc|disk)|this virtual disc boots");

    private static final String SYSTEM = "/redfish/v1/Systems/vm";

    @TempDir
    private static Path shared;

    private static Path disk;

    @TempDir
    private Path folder;

    /** Programs for UEFI that say from where they came, and wait. */
    @BeforeAll
    static void make() throws IOException {
        tree("disc");
        disk = shared.resolve("disk.img");
        Command.of(SpindleProcess.PROGRAM, "create", disk, tree("disk")).output();
    }

    private static Path tree(String name) throws IOException {
        Path tree = shared.resolve(name);
        Files.createDirectories(tree.resolve("EFI/BOOT"));
        Path script =
                Files.writeString(shared.resolve(name + ".cfg"), "echo \"booted from the " + name + "\"\nsleep 3600\n");
        Command.of("grub-mkimage", "-O", "x86_64-efi", "-p", "/boot/grub", "-c", script)
                .append("-o", tree.resolve("EFI/BOOT/BOOTX64.EFI"), "echo", "sleep", "normal")
                .output();
        return tree;
    }

    /** It does not run before it is told to: what it boots first is what is asked of it. */
    private QemuGuest machine(String... arguments) {
        List<String> words = new ArrayList<>(List.of("-S", "-m", "512", "-action", "reboot=reset"));
        words.addAll(List.of("-qmp", "unix:" + folder.resolve("qmp2") + ",server=on,wait=off"));
        words.addAll(Arrays.asList(arguments));
        return QemuGuest.start(words);
    }

    private static String diskOf(Path image) {
        return "if=none,id=hd,format=raw,snapshot=on,file=" + image;
    }

    private SpindleProcess serve(String disc) throws IOException {
        SpindleProcess server = SpindleProcess.serve("--demo", "--folder", "disc.iso=" + shared.resolve("disc"));
        server.command("drive", "add", "vm", "--qmp", folder.resolve("qmp2"), "--device", "cd0")
                .output();
        server.command("insert", "vm", disc).run();
        return server;
    }

    private static Rest rest(SpindleProcess server) {
        return new Rest(server.stateFolder().resolve("control.sock"));
    }

    private static JsonNode boot(SpindleProcess server) {
        try {
            return rest(server).get(SYSTEM).document().path("Boot");
        } catch (IOException fault) {
            throw new AssertionError(fault);
        }
    }

    private static void awaitBoot(SpindleProcess server, String property, String value) {
        Await.until(
                property + " " + value,
                LIMIT,
                () -> boot(server).path(property).asText().equals(value),
                () -> boot(server) + server.errors());
    }

    private static void override(SpindleProcess server, String enabled) throws IOException {
        Rest.Answer answer = rest(server).patch(SYSTEM, """
                        {"Boot":{"BootSourceOverrideTarget":"Cd","BootSourceOverrideEnabled":"%s"}}""".formatted(enabled));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
        assertThat(boot(server).path("BootSourceOverrideEnabled").asText()).isEqualTo(enabled);
    }

    private static void reset(SpindleProcess server, String type) throws IOException {
        Rest.Answer answer =
                rest(server).post(SYSTEM + "/Actions/ComputerSystem.Reset", "{\"ResetType\":\"" + type + "\"}");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
    }

    private static void awaitBooted(QemuGuest machine, String... places) {
        List<String> wanted = List.of(places);
        Await.until("boots from " + wanted, LIMIT, () -> booted(machine).size() >= wanted.size(), machine::serial);
        assertThat(booted(machine)).as(machine.serial()).isEqualTo(wanted);
    }

    private static List<String> booted(QemuGuest machine) {
        return BOOTED.matcher(machine.serial())
                .results()
                .map(it -> it.group(1) == null ? "disc" : it.group(1))
                .toList();
    }

    @Test
    void once_uefi_bootsTheDiscAndThenTheDiskAgain() throws IOException {
        try (QemuGuest machine = machine(
                        "-bios",
                        PeerFiles.OVMF.toString(),
                        "-drive",
                        diskOf(disk),
                        "-device",
                        "virtio-blk-pci,drive=hd,bootindex=0",
                        "-device",
                        "virtio-scsi-pci",
                        "-device",
                        "scsi-cd,id=cd0");
                SpindleProcess server = serve("disc.iso")) {
            awaitBoot(server, "BootSourceOverrideMode", "UEFI");
            override(server, "Once");
            reset(server, "On");
            awaitBooted(machine, "disc");
            awaitBoot(server, "BootSourceOverrideEnabled", "Disabled");
            reset(server, "ForceRestart");
            awaitBooted(machine, "disc", "disk");
        }
    }

    /** Its firmware keeps the last order that it was told. */
    @Test
    void continuous_uefiWithVariablesAndWithoutOrder_bootsTheDiscUntilItIsDisabled() throws IOException {
        Path variables = Files.copy(PeerFiles.OVMF_VARIABLES, folder.resolve("variables"));
        try (QemuGuest machine = machine(
                        "-drive",
                        "if=pflash,format=raw,readonly=on,file=" + PeerFiles.OVMF_CODE,
                        "-drive",
                        "if=pflash,format=raw,file=" + variables,
                        "-drive",
                        diskOf(disk),
                        "-device",
                        "virtio-blk-pci,drive=hd",
                        "-device",
                        "virtio-scsi-pci",
                        "-device",
                        "scsi-cd,id=cd0");
                SpindleProcess server = serve("disc.iso")) {
            awaitBoot(server, "BootSourceOverrideMode", "UEFI");
            override(server, "Continuous");
            reset(server, "On");
            awaitBooted(machine, "disc");
            assertThat(boot(server).path("BootSourceOverrideEnabled").asText()).isEqualTo("Continuous");
            override(server, "Disabled");
            reset(server, "ForceRestart");
            awaitBooted(machine, "disc", "disk");
        }
    }

    @Test
    void once_bios_bootsTheDiscAndThenTheDiskAgain() throws IOException {
        try (QemuGuest machine = machine(
                        "-machine",
                        "q35",
                        "-drive",
                        diskOf(biosDisk()),
                        "-device",
                        "virtio-blk-pci,drive=hd,bootindex=0",
                        "-device",
                        "ide-cd,id=cd0");
                SpindleProcess server = serve("demo.iso")) {
            awaitBoot(server, "BootSourceOverrideMode", "Legacy");
            override(server, "Once");
            reset(server, "On");
            awaitBooted(machine, "disc");
            awaitBoot(server, "BootSourceOverrideEnabled", "Disabled");
            reset(server, "ForceRestart");
            awaitBooted(machine, "disc", "disk");
        }
    }

    /** A boot sector that writes to the first serial line, and stops. */
    private Path biosDisk() throws IOException {
        ByteArrayOutputStream sector = new ByteArrayOutputStream();
        for (byte letter : "\nbooted from the disk\n".getBytes(StandardCharsets.US_ASCII)) {
            sector.writeBytes(new byte[] {(byte) 0xBA, (byte) 0xF8, 0x03}); // MOV DX, 3F8h
            sector.writeBytes(new byte[] {(byte) 0xB0, letter, (byte) 0xEE}); // MOV AL, letter; OUT DX, AL
        }
        sector.writeBytes(new byte[] {(byte) 0xF4, (byte) 0xEB, (byte) 0xFD}); // HLT; JMP to it
        byte[] image = Arrays.copyOf(sector.toByteArray(), 1 << 20);
        image[510] = 0x55;
        image[511] = (byte) 0xAA;
        return Files.write(folder.resolve("bios.img"), image);
    }
}
