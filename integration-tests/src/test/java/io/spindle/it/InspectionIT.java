package io.spindle.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spindle.it.harness.Command;
import io.spindle.it.harness.Images;
import io.spindle.it.harness.Needs;
import io.spindle.it.harness.Peer;
import io.spindle.it.harness.PeerFiles;
import io.spindle.it.harness.SpindleProcess;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code spindle info} on images that other programs made. */
final class InspectionIT {
    @TempDir
    private Path folder;

    private Path image;
    private Path tree;

    @BeforeEach
    void makeTree() throws IOException {
        image = folder.resolve("made.iso");
        tree = Files.createDirectory(folder.resolve("tree"));
        Images.random(tree.resolve("boot.img"), 8192, 1);
        Images.random(tree.resolve("efi.img"), 81_920, 2);
    }

    @Test
    @Needs(value = Peer.GENISOIMAGE, toShow = "labels of ISO 9660, Joliet and UDF in one image of genisoimage")
    void bridge_ofGenisoimage_hasThreeLabels() throws IOException {
        Command.of("genisoimage", "-quiet", "-J", "-udf", "-V", "Drei Namen", "-o", image, tree)
                .output();
        JsonNode info = info(image);
        assertThat(info.get("iso9660").asBoolean()).isTrue();
        assertThat(info.get("label").asText()).isEqualTo("Drei Namen");
        assertThat(info.get("jolietLabel").asText()).isEqualTo("Drei Namen");
        assertThat(info.get("udf").asBoolean()).isTrue();
        assertThat(info.get("udfLabel").asText()).isEqualTo("Drei Namen");
        assertThat(texts(info, "boots", "")).isEmpty();
        assertThat(texts(info, "findings", "code")).isEmpty();
    }

    @Test
    @Needs(value = Peer.GENISOIMAGE, toShow = "Joliet label beyond ASCII")
    void joliet_labelBeyondAscii_isToldRight() throws IOException {
        shell("genisoimage -quiet -J -input-charset utf-8 -V \"$(printf 'Gr\\303\\274n')\" -o " + image + " " + tree);
        assertThat(info(image).get("jolietLabel").asText()).isEqualTo("Grün");
        assertThat(info(image).get("label").asText()).isEqualTo("Grün");
    }

    @Test
    @Needs(value = Peer.GENISOIMAGE, toShow = "El Torito with an emulated floppy")
    void floppyEmulation_ofGenisoimage_bootsUnderBios() throws IOException {
        Images.random(tree.resolve("floppy.img"), 1_474_560, 3);
        Command.of("genisoimage", "-quiet", "-V", "FLOPPY", "-b", "floppy.img", "-c", "boot.cat", "-o", image, tree)
                .output();
        JsonNode info = info(image);
        assertThat(texts(info, "boots", "")).containsExactly("BIOS");
        assertThat(texts(info, "elTorito", "emulation")).containsExactly("floppy-1.44M");
        assertThat(texts(info, "findings", "code")).isEmpty();
    }

    @Test
    @Needs(value = Peer.XORRISO, toShow = "El Torito for BIOS and UEFI, and an appended EFI system partition")
    void hybrid_ofXorriso_bootsBothAndHasAGpt() {
        String xorriso =
                "xorriso -as mkisofs -quiet -J -V HYBRID -b boot.img -c boot.cat -no-emul-boot -boot-load-size 4"
                        + " -append_partition 2 0xef " + tree.resolve("efi.img")
                        + " -appended_part_as_gpt -eltorito-alt-boot"
                        + " -e --interval:appended_partition_2:all:: -no-emul-boot -o " + image + " " + tree;
        Command.of((Object[]) xorriso.split(" ")).output();
        JsonNode info = info(image);
        assertThat(info.get("label").asText()).isEqualTo("HYBRID");
        assertThat(info.get("jolietLabel").asText()).isEqualTo("HYBRID");
        assertThat(texts(info, "boots", "")).containsExactly("BIOS", "UEFI");
        assertThat(texts(info, "elTorito", "platform")).containsExactly("0", "239");
        assertThat(info.get("partitionScheme").asText()).isEqualTo("GPT");
        assertThat(texts(info, "partitions", "type")).contains("c12a7328-f81f-11d2-ba4b-00a0c93ec93b");
        assertThat(texts(info, "findings", "code")).isEmpty();
    }

    @Test
    @Needs(value = Peer.XORRISO, toShow = "a damaged GPT, and an image that was not copied whole")
    void hybrid_damagedAndCut_yieldsFindings() throws IOException {
        String xorriso = "xorriso -as mkisofs -quiet -V HYBRID -append_partition 2 0xef " + tree.resolve("efi.img")
                + " -appended_part_as_gpt -o " + image + " " + tree;
        Command.of((Object[]) xorriso.split(" ")).output();
        Images.put(image, 512 + 56, new byte[] {1, 2, 3, 4});
        assertThat(texts(info(image), "findings", "code")).containsExactly("gpt-checksum", "gpt-backup");
        assertThat(info(image).get("partitionScheme").asText()).isEqualTo("GPT");
        try (FileChannel channel = FileChannel.open(image, StandardOpenOption.WRITE)) {
            channel.truncate(100_000);
        }
        assertThat(texts(info(image), "findings", "code"))
                .containsExactly("truncated", "gpt-checksum", "extent-outside");
        assertThat(info(image).get("label").asText()).isEqualTo("HYBRID");
    }

    @Test
    @Needs(value = Peer.MKUDFFS, toShow = "UDF volume names of mkudffs")
    void udf_ofMkudffs_isNamed() {
        for (List<String> kind : List.of(
                List.of("-m cd -b 2048 -r 1.02", "Gr\\303\\266\\303\\237e", "Größe"),
                List.of("-m hd -b 512 -r 2.01", "\\345\\244\\247\\343\\201\\215", "大き"),
                List.of("-m dvdrw -b 2048 -r 2.01", "\\303\\251\\345\\244\\247", "é大"))) {
            Path udf = folder.resolve(kind.get(0).replace(' ', '_'));
            shell("mkudffs --utf8 --new-file " + kind.get(0) + " --lvid=\"$(printf '" + kind.get(1) + "')\" " + udf
                    + " 8192");
            JsonNode info = info(udf);
            assertThat(info.get("udf").asBoolean()).isTrue();
            assertThat(info.get("iso9660").asBoolean()).isFalse();
            assertThat(info.get("udfLabel").asText()).isEqualTo(kind.get(2));
            assertThat(info.get("label").asText()).isEqualTo(kind.get(2));
            assertThat(texts(info, "findings", "code")).isEmpty();
        }
    }

    @Test
    @Needs(value = Peer.MEMTEST, toShow = "what memtest86+ boots under")
    void memtest_ofDebian_bootsBoth() {
        JsonNode info = info(PeerFiles.MEMTEST);
        assertThat(info.get("label").asText()).isEqualTo("MT86PLUS_64");
        assertThat(texts(info, "boots", "")).containsExactly("BIOS", "UEFI");
        assertThat(texts(info, "findings", "code")).isEmpty();
    }

    @Test
    @Needs(value = Peer.IPXE, toShow = "what iPXE boots under")
    void ipxe_ofDebian_bootsBoth() {
        JsonNode info = info(PeerFiles.IPXE);
        assertThat(texts(info, "boots", "")).containsExactly("BIOS", "UEFI");
        assertThat(texts(info, "findings", "code")).isEmpty();
    }

    @Test
    @Needs(value = Peer.GRUB_RESCUE, toShow = "what GRUB's rescue disc boots under")
    void grubRescue_ofDebian_bootsUnderBios() {
        JsonNode info = info(PeerFiles.GRUB_RESCUE);
        assertThat(info.get("label").asText()).isEqualTo("ISOIMAGE");
        assertThat(texts(info, "boots", "")).containsExactly("BIOS");
        assertThat(info.get("partitionScheme").asText()).isEqualTo("MBR");
        assertThat(texts(info, "findings", "code")).isEmpty();
    }

    /** For words beyond ASCII: a program's arguments, given directly, would depend on the locale of this process. */
    private static void shell(String line) {
        Command.of("sh", "-c", line).with("LC_ALL", "C.UTF-8").output();
    }

    private static JsonNode info(Path path) {
        String printed = Command.of(SpindleProcess.PROGRAM, "info", "--json", path)
                .with("LC_ALL", "C.UTF-8")
                .output();
        try {
            return new ObjectMapper().readTree(printed);
        } catch (IOException e) {
            throw new AssertionError(printed, e);
        }
    }

    /** One field of each row of an array; {@code ""} for an array of plain values. */
    private static List<String> texts(JsonNode info, String array, String field) {
        List<String> texts = new ArrayList<>();
        info.get(array).forEach(row -> texts.add((field.isEmpty() ? row : row.get(field)).asText()));
        return texts;
    }
}
