package io.spindle.iso.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spindle.iso.bytes.ByteSources;
import io.spindle.iso.cache.BlockCache;
import io.spindle.iso.demo.DemoDisc;
import io.spindle.iso.packed.ExpandedStore;
import io.spindle.iso.packed.ExpansionLimits;
import io.spindle.iso.packed.NotExpandedException;
import io.spindle.iso.packed.PackedBytes;
import io.spindle.iso.packed.PackedFiles;
import io.spindle.iso.packed.PackedFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class PackedImageTest {
    @TempDir
    private Path folder;

    private byte[] iso;

    @BeforeEach
    void readDemoDisc() throws IOException {
        iso = ByteSources.all(DemoDisc.image());
    }

    @ParameterizedTest
    @EnumSource
    void iso_packedInAnyWay_isTheDisc(PackedFormat packing) throws IOException {
        Path file = Files.write(folder.resolve("demo"), PackedBytes.of(packing, iso));
        ExpandedStore store = new ExpandedStore(folder.resolve("expanded"), 1 << 30, ExpansionLimits.DEFAULT);
        PackedFiles packed = new PackedFiles(new BlockCache(16 << 20), Optional.of(store));
        try {
            DiscImages.open(file, packed).close();
        } catch (NotExpandedException e) {
            store.expand(file, (read, all) -> true);
        }
        try (DiscImage image = DiscImages.open(file, packed)) {
            assertThat(image.format()).isEqualTo("ISO in " + packing.title());
            assertThat(ByteSources.all(image.disc().userData())).isEqualTo(iso);
            // What machines read first and last is there from the beginning.
            assertThat(image.disc().userData().readsAtOnce(0, 131_072)).isTrue();
            assertThat(image.disc().userData().readsAtOnce(iso.length - 65_536, 65_536))
                    .isTrue();
        }
    }

    @Test
    void cso_ofTheDisc_holdsTheFileThatMayChange() throws IOException {
        Path file = Files.write(folder.resolve("demo.cso"), PackedBytes.of(PackedFormat.CSO, iso));
        try (DiscImage image = DiscImages.open(file)) {
            assertThat(image.files()).hasSize(1);
            assertThat(image.files().get(0).path()).isEqualTo(file);
        }
    }

    @Test
    void cso_inXz_isTheDisc() throws IOException {
        byte[] cso = PackedBytes.of(PackedFormat.CSO, iso);
        Path file = Files.write(folder.resolve("demo.cso.xz"), PackedBytes.xzBlocks(cso, 10_000));
        try (DiscImage image = DiscImages.open(file)) {
            assertThat(ByteSources.all(image.disc().userData())).isEqualTo(iso);
            assertThat(image.files().get(0).path()).isEqualTo(file);
        }
    }

    @Test
    void otherContents_areRefusedWithAdvice() throws IOException {
        byte[] twice = PackedBytes.of(PackedFormat.CSO, PackedBytes.of(PackedFormat.GZIP, iso));
        refuse(twice, "it is compressed twice: expand it once");
        byte[] thrice = PackedBytes.of(PackedFormat.CSO, PackedBytes.xzBlocks(twice, 100_000));
        refuse(thrice, "it is compressed twice: expand it once");
        byte[] sheet = "FILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n".getBytes();
        refuse(
                PackedBytes.of(PackedFormat.XZ, sheet),
                "an image of the kind CUE cannot be read while it is compressed: expand the file");
        byte[] cut = PackedBytes.xzBlocks(iso, 50_000);
        refuse(Arrays.copyOf(cut, cut.length - 20), "the xz file is damaged or cut: ");
    }

    private void refuse(byte[] file, String text) throws IOException {
        Path path = Files.write(folder.resolve("file"), file);
        assertThatThrownBy(() -> DiscImages.open(path))
                .isInstanceOf(ImageFormatException.class)
                .hasMessageStartingWith(text);
    }

    @ParameterizedTest
    @CsvSource({
        "debian.iso.xz, debian.iso",
        "a/b.img.GZ, a/b.img",
        "x.iso.zst, x.iso",
        "x.bz2, x",
        "game.chd, game.chd",
        ".gz, .gz",
        "a/.xz, a/.xz",
        "iso, iso"
    })
    void name_isThatOfTheImage(String file, String name) {
        assertThat(PackedNames.withoutSuffix(file)).isEqualTo(name);
    }
}
