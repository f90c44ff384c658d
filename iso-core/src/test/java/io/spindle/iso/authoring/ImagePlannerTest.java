package io.spindle.iso.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spindle.iso.authoring.AuthoringOptions.Udf;
import io.spindle.iso.authoring.tree.MemoryTree;
import io.spindle.iso.authoring.tree.SourceException;
import io.spindle.iso.authoring.tree.TreeScan;
import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.iso.inspection.Finding;
import io.spindle.iso.inspection.Firmware;
import io.spindle.iso.inspection.Inspection;
import io.spindle.iso.inspection.Inspector;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where things lie on a disc, byte by byte where other programs depend on it. */
final class ImagePlannerTest {
    private static final AuthoringOptions PLAIN = AuthoringOptions.USUAL.withUdf(Udf.NO);

    @TempDir
    private Path folder;

    @Test
    void smallDisc_hasItsDescriptorsWhereTheStandardSays() throws IOException {
        ByteBuffer image = image(Map.of("a", bytes("content")), PLAIN.withLabel("A label"));
        assertThat(image.capacity()).isEqualTo(65536);
        assertThat(text(image, 32768, 8)).isEqualTo("\u0001CD001\u0001\0");
        assertThat(text(image, 32808, 10)).isEqualTo("A label   ");
        assertThat(image.getInt(32848)).isEqualTo(32);
        assertThat(image.order(ByteOrder.BIG_ENDIAN).getInt(32852)).isEqualTo(32);
        // The date of the files: 9 September 2001, 01:46:40.
        assertThat(text(image, 33581, 17)).isEqualTo("2001090901464000\0");
        assertThat(text(image, 34816, 7)).isEqualTo("\u0002CD001\u0001");
        assertThat(text(image, 34904, 3)).isEqualTo("%/E");
        assertThat(text(image, 36864, 7)).isEqualTo("\u00ffCD001\u0001");
    }

    @ParameterizedTest
    @CsvSource({
        "user-data meta-data, cidata",
        "user-data, DISC",
        "USER-DATA META-DATA, DISC",
        "openstack/latest/meta_data.json, config-2",
        "ks.cfg, OEMDRV"
    })
    void label_notGiven_isThatWhichReadersLookFor(String paths, String label) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        Arrays.stream(paths.split(" ")).forEach(path -> files.put(path, new byte[1]));
        assertThat(ImagePlanner.plan(MemoryTree.of(files, 0), PLAIN).label()).isEqualTo(label);
    }

    @Test
    void label_ofAFolder_isItsNameInTheCharactersOfTheStandard() throws IOException {
        Path named = Files.createDirectory(folder.resolve("My tools, 2nd ed. (" + "x".repeat(40) + ")"));
        assertThat(ImagePlanner.plan(TreeScan.of(named), PLAIN).label()).isEqualTo("MY_TOOLS_2ND_ED_XXXXXXXXXXXXXXXX");
        for (String wrong : new String[] {"", " ", "x".repeat(33), "gr\u00fcn"}) {
            assertThatThrownBy(() -> ImagePlanner.plan(TreeScan.of(named), PLAIN.withLabel(wrong)))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("cannot be a label");
        }
    }

    @Test
    void sourceDate_isTheLatestDateOfAll() throws IOException {
        Map<String, byte[]> files = Map.of("a", bytes("content"));
        ByteBuffer early = image(files, PLAIN.withSourceDate(Optional.of(1_000_000L)));
        assertThat(text(early, 33581, 14)).isEqualTo("19700112134640");
        assertThat(image(files, PLAIN.withSourceDate(Optional.of(1_000_000L)))).isEqualTo(early);
        // The record of the root says 12 January 1970.
        assertThat(early.slice(32768 + 156 + 18, 6)).isEqualTo(ByteBuffer.wrap(new byte[] {70, 1, 12, 13, 46, 40}));
    }

    @Test
    void udf_isThereWhereOthersWouldNotTellAll() throws IOException {
        assertThat(trees(Map.of("a", new byte[1]))).doesNotContain("udf");
        assertThat(trees(Map.of("x".repeat(65), new byte[1]))).contains("udf");
        Path big = Files.createDirectory(folder.resolve("big")).resolve("file");
        try (FileChannel channel = FileChannel.open(
                big, StandardOpenOption.CREATE_NEW, StandardOpenOption.SPARSE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1), 4_294_967_295L);
        }
        ImagePlan plan = ImagePlanner.plan(TreeScan.of(big.getParent()), AuthoringOptions.USUAL);
        assertThat(plan.trees()).contains("udf");
        assertThat(plan.lengthBytes()).isBetween(4_294_967_296L, 4_297_000_000L);
    }

    @Test
    void bootFiles_makeADiscThatBootsEverywhere_andPartitionTablesThatAreWhole() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        byte[] loader = new byte[5000];
        Arrays.fill(loader, (byte) 1);
        files.put("isolinux/isolinux.bin", loader);
        files.put("isolinux/isohdpfx.bin", new byte[] {1, 2, 3});
        files.put("EFI/BOOT/BOOTX64.EFI", new byte[3000]);
        files.put("EFI/vendor with a long name/grub.cfg", bytes("menu"));
        for (Udf udf : new Udf[] {Udf.NO, Udf.YES}) {
            ByteBuffer image = image(files, AuthoringOptions.USUAL.withUdf(udf));
            Inspection inspection = Inspector.inspect(new MemoryByteSource(image.array()));
            assertThat(inspection.boots()).containsExactlyInAnyOrder(Firmware.BIOS, Firmware.UEFI);
            assertThat(inspection.findings())
                    .filteredOn(it -> it.severity() != Finding.Severity.INFO)
                    .isEmpty();
            assertThat(inspection.partitions().partitions()).hasSize(2);
            assertThat(inspection.bootCatalog().entries()).hasSize(2);
            assertThat(image.capacity() % (1 << 20)).isZero();
            long sector = inspection.bootCatalog().entries().get(0).startSector();
            // The table: primary descriptor, place, length, and the sum of 1234 words 01010101h with zeros before them.
            ByteBuffer table = image.order(ByteOrder.LITTLE_ENDIAN)
                    .slice((int) sector * 2048 + 8, 16)
                    .order(ByteOrder.LITTLE_ENDIAN);
            assertThat(table.getInt()).isEqualTo(16);
            assertThat(table.getInt()).isEqualTo((int) sector);
            assertThat(table.getInt()).isEqualTo(5000);
            assertThat(table.getInt()).isEqualTo(1234 * 0x01010101);
            // The code of the master boot record is told in 512-byte sectors.
            assertThat(image.getInt(0x1B0)).isEqualTo((int) sector * 4);
            assertThat(image.getShort(510)).isEqualTo((short) 0xAA55);
            assertThat(text(image, 512, 8)).isEqualTo("EFI PART");
            assertThat(text(image, image.capacity() - 512, 8)).isEqualTo("EFI PART");
        }
    }

    @Test
    void onlyEfi_protectsItsPartitionTable() throws IOException {
        ByteBuffer image = image(Map.of("efi/boot/bootaa64.efi", new byte[1]), AuthoringOptions.USUAL);
        assertThat(image.get(450) & 0xFF).isEqualTo(0xEE);
        assertThat(Inspector.inspect(new MemoryByteSource(image.array())).boots())
                .containsExactly(Firmware.UEFI);
    }

    @Test
    void withoutBootFiles_theSystemAreaIsEmpty() throws IOException {
        ByteBuffer image = image(Map.of("EFI/readme", new byte[1]), AuthoringOptions.USUAL);
        assertThat(Arrays.copyOf(image.array(), 32768)).containsOnly(0);
    }

    @Test
    void folders_moreThanCanBeNumbered_areRefused() {
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < 65536; i++) {
            files.put(i + "/a", new byte[0]);
        }
        assertThatThrownBy(() -> ImagePlanner.plan(MemoryTree.of(files, 0), PLAIN))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("more than 65535 folders");
    }

    private static Iterable<String> trees(Map<String, byte[]> files) throws IOException {
        return ImagePlanner.plan(MemoryTree.of(files, 0), AuthoringOptions.USUAL)
                .trees();
    }

    private static ByteBuffer image(Map<String, byte[]> files, AuthoringOptions options) throws IOException {
        ImagePlan plan = ImagePlanner.plan(MemoryTree.of(files, 1_000_000_000L), options);
        try (FolderDisc disc = new FolderDisc(plan, fault -> {})) {
            ByteBuffer bytes = ByteBuffer.allocate((int) disc.lengthBytes()).order(ByteOrder.LITTLE_ENDIAN);
            disc.read(0, bytes);
            return bytes.flip();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(ByteBuffer image, int at, int lengthBytes) {
        return new String(image.array(), at, lengthBytes, StandardCharsets.ISO_8859_1);
    }
}
