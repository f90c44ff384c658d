package io.spindle.iso.packed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.ByteSources;
import io.spindle.iso.bytes.FileByteSource;
import io.spindle.iso.cache.BlockCache;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class PackedFilesTest {
    private static final byte[] IMAGE = CompressedIsoBuilder.image(1_000_001);

    @TempDir
    private Path folder;

    private Path state() {
        return folder.resolve("state");
    }

    private ExpandedStore store() {
        return new ExpandedStore(state(), 1 << 30, ExpansionLimits.DEFAULT);
    }

    private PackedFiles packed() {
        return new PackedFiles(new BlockCache(8 << 20), Optional.of(store()));
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("file"), bytes);
    }

    private ByteSource open(Path path) throws IOException {
        FileByteSource file = FileByteSource.open(path);
        byte[] head = Arrays.copyOf(Files.readAllBytes(path), 16);
        return packed().open(file, PackedFormat.of(ByteBuffer.wrap(head)).orElseThrow());
    }

    private byte[] expanded(byte[] bytes) throws IOException {
        Path path = file(bytes);
        store().expand(path, (read, all) -> true);
        try (ByteSource source = open(path)) {
            return ByteSources.all(source);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "ZSTD", "BZIP2"})
    void stream_ofOnePiece_isReadWhenItIsExpanded(PackedFormat format) throws IOException {
        Path path = file(PackedBytes.of(format, IMAGE));
        assertThatThrownBy(() -> open(path))
                .isInstanceOf(NotExpandedException.class)
                .hasMessageContaining(format.title());
        AtomicLong last = new AtomicLong();
        store().expand(path, (read, all) -> {
            assertThat(read).isBetween(last.get(), all);
            assertThat(all).isEqualTo(path.toFile().length());
            last.set(read);
            return true;
        });
        assertThat(last).hasPositiveValue();
        try (ByteSource source = open(path)) {
            assertThat(ByteSources.all(source)).isEqualTo(IMAGE);
            assertThat(ByteSources.read(source, 700_000, 10)).isEqualTo(Arrays.copyOfRange(IMAGE, 700_000, 700_010));
        }
        assertThat(state()).isDirectoryContaining(it -> it.toString().endsWith(".zst"));
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "ZSTD", "BZIP2"})
    void streams_oneBehindTheOther_areOneImage(PackedFormat format) throws IOException {
        byte[] half = PackedBytes.of(format, Arrays.copyOf(IMAGE, 300_000));
        byte[] rest = PackedBytes.of(format, Arrays.copyOfRange(IMAGE, 300_000, IMAGE.length));
        assertThat(expanded(PackedBytes.joined(half, rest))).isEqualTo(IMAGE);
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "XZ", "ZSTD", "BZIP2"})
    void stream_thatWasCut_isRefused(PackedFormat format) throws IOException {
        byte[] whole = PackedBytes.of(format, IMAGE);
        for (int length : List.of(whole.length - 1, whole.length / 2, 20)) {
            assertThatThrownBy(() -> expanded(Arrays.copyOf(whole, length)))
                    .isInstanceOf(PackedFormatException.class)
                    .hasMessageContaining(format.title());
        }
        assertThat(state()).isEmptyDirectory();
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "XZ", "ZSTD", "BZIP2"})
    void stream_ofNothing_isRefused(PackedFormat format) throws IOException {
        byte[] none = PackedBytes.of(format, new byte[0]);
        assertThatThrownBy(() -> expanded(none)).isInstanceOf(PackedFormatException.class);
    }

    @Test
    void skippableFrames_areSkipped() throws IOException {
        byte[] file = PackedBytes.joined(
                PackedBytes.skippable(0x184D2A50, (byte) 1, (byte) 2),
                PackedBytes.zstd(Arrays.copyOf(IMAGE, 200_000)),
                PackedBytes.skippable(0x184D2A5F),
                PackedBytes.zstd(Arrays.copyOfRange(IMAGE, 200_000, IMAGE.length)),
                PackedBytes.skippable(0x184D2A5A, (byte) 3));
        assertThat(expanded(file)).isEqualTo(IMAGE);
    }

    @Test
    void xz_ofBlocks_isReadWithoutBeingExpanded() throws IOException {
        for (byte[] file : List.of(
                PackedBytes.xzBlocks(IMAGE, 100_000),
                PackedBytes.of(PackedFormat.XZ, IMAGE),
                // Streams one behind the other, with padding of zeros.
                PackedBytes.joined(
                        PackedBytes.xzBlocks(Arrays.copyOf(IMAGE, 300_000), 65_536),
                        new byte[8],
                        PackedBytes.xzBlocks(Arrays.copyOfRange(IMAGE, 300_000, IMAGE.length), 77_777)))) {
            try (ByteSource source = open(file(file))) {
                assertThat(ByteSources.read(source, 999_990, 11))
                        .isEqualTo(Arrays.copyOfRange(IMAGE, 999_990, 1_000_001));
                assertThat(ByteSources.all(source)).isEqualTo(IMAGE);
            }
        }
        assertThat(state()).doesNotExist();
    }

    @Test
    void xzBlock_thatIsDamaged_failsAlone() throws IOException {
        byte[] file = PackedBytes.xzBlocks(IMAGE, 131_072);
        byte[] damaged = file.clone();
        damaged[file.length / 2] ^= 1;
        int failed = 0;
        try (ByteSource source = open(file(damaged))) {
            for (int at = 0; at < IMAGE.length; at += 131_072) {
                int length = Math.min(131_072, IMAGE.length - at);
                try {
                    assertThat(ByteSources.read(source, at, length))
                            .isEqualTo(Arrays.copyOfRange(IMAGE, at, at + length));
                } catch (IOException e) {
                    assertThat(e).hasMessageMatching("block [0-9] of the xz file is damaged: .*");
                    failed++;
                }
            }
        }
        assertThat(failed).isEqualTo(1);
    }

    /** Xz files whose block header asks for a dictionary of 1 GiB, or of 4 GiB - 1, with its CRC right. */
    @ParameterizedTest
    @CsvSource({"36, 1 GiB: more than the 66 MiB that there are for it", "40, 4 GiB: Unsupported LZMA2 properties"})
    void largeDictionary_isRefusedWithoutBeingHad(byte properties, String told) throws IOException {
        byte[] file = PackedBytes.of(PackedFormat.XZ, IMAGE);
        // Block header: size 2 (12 bytes), no flags, filter 21h with one byte of properties, padding, CRC32.
        assertThat(Arrays.copyOfRange(file, 12, 16)).isEqualTo(new byte[] {2, 0, 0x21, 1});
        file[16] = properties;
        CRC32 crc = new CRC32();
        crc.update(file, 12, 8);
        for (int i = 0; i < 4; i++) {
            file[20 + i] = (byte) (crc.getValue() >> 8 * i);
        }
        Path path = file(file);
        String text = told.substring(told.indexOf(':') + 2);
        try (ByteSource source = open(path)) {
            assertThatThrownBy(() -> ByteSources.read(source, 0, 1)).hasMessageContaining(text);
        }
        assertThatThrownBy(() -> store().expand(path, (read, all) -> true))
                .isInstanceOf(PackedFormatException.class)
                .hasMessageContaining(text);
    }

    @Test
    void seekableZstd_isReadWithoutBeingExpanded() throws IOException {
        try (ByteSource source = open(file(PackedBytes.seekableZstd(IMAGE)))) {
            assertThat(ByteSources.all(source)).isEqualTo(IMAGE);
            assertThat(ByteSources.read(source, 131_070, 5)).isEqualTo(Arrays.copyOfRange(IMAGE, 131_070, 131_075));
        }
        assertThat(state()).doesNotExist();
    }

    /** The form of the file: frames, then a skippable frame with their lengths, and the footer of nine bytes. */
    @Test
    void seekableZstd_endsWithTheTableOfTheFormat() throws IOException {
        byte[] file = PackedBytes.seekableZstd(new byte[131_072 + 1]);
        String tail = HexFormat.of().formatHex(file, file.length - 33, file.length);
        int second =
                ByteBuffer.wrap(file).order(java.nio.ByteOrder.LITTLE_ENDIAN).getInt(file.length - 17);
        assertThat(tail).startsWith("5e2a4d18" + "19000000").endsWith("01000000" + "02000000" + "00" + "b1ea928f");
        assertThat(tail.substring(24, 32)).isEqualTo("00000200");
        assertThat(second).isBetween(10, 20);
    }

    @Test
    void seekTable_thatLies_isRefused() throws IOException {
        byte[] file = PackedBytes.seekableZstd(IMAGE);
        int table = file.length - 9 - 8 * 8;
        byte[] longer = file.clone();
        longer[table] ^= 1;
        assertThatThrownBy(() -> open(file(longer)))
                .isInstanceOf(PackedFormatException.class)
                .hasMessageContaining("of frames");
        byte[] more = file.clone();
        more[file.length - 9] = 9;
        assertThatThrownBy(() -> open(file(more)))
                .isInstanceOf(PackedFormatException.class)
                .hasMessageContaining("table of frames at the end of the file is damaged");
    }

    @Test
    void bombs_endWhereTheLimitsAre() throws IOException {
        Path path = file(PackedBytes.of(PackedFormat.GZIP, new byte[20 << 20]));
        ExpandedStore byRatio = new ExpandedStore(state(), 1 << 30, new ExpansionLimits(1 << 30, 1 << 20, 100, 0));
        assertThatThrownBy(() -> byRatio.expand(path, (read, all) -> true))
                .isInstanceOf(PackedFormatException.class)
                .hasMessageContaining("100 times its length");
        ExpandedStore byLength =
                new ExpandedStore(state(), 1 << 30, new ExpansionLimits(10 << 20, 1 << 20, 100_000, 0));
        assertThatThrownBy(() -> byLength.expand(path, (read, all) -> true))
                .hasMessage("it expands to more than 10485760 bytes: no disc is so long");
        ExpandedStore byDisk =
                new ExpandedStore(state(), 1 << 30, new ExpansionLimits(1L << 40, 1 << 30, 1000, Long.MAX_VALUE >> 1));
        assertThatThrownBy(() -> byDisk.expand(path, (read, all) -> true))
                .isNotInstanceOf(PackedFormatException.class)
                .hasMessageContaining("there is no room to expand it");
        assertThat(state()).isEmptyDirectory();
    }

    @Test
    void xzIndex_thatTellsOfTooMuch_isRefused() throws IOException {
        byte[] file = PackedBytes.of(PackedFormat.XZ, new byte[3 << 20]);
        assertThatThrownBy(() -> XzBlocks.of(
                        new io.spindle.iso.bytes.MemoryByteSource(file), new ExpansionLimits(1 << 30, 1 << 20, 100, 0)))
                .isInstanceOf(PackedFormatException.class)
                .hasMessageContaining("100 times its length");
    }

    @Test
    void store_knowsAFileAgain_untilItChanges() throws IOException {
        Path path = file(PackedBytes.of(PackedFormat.GZIP, IMAGE));
        store().expand(path, (read, all) -> true);
        store().expand(path, (read, all) -> {
            throw new AssertionError("expanded twice");
        });
        Path moved = Files.move(path, folder.resolve("moved"));
        open(moved).close();
        Files.setLastModifiedTime(moved, FileTime.fromMillis(1_000_000));
        assertThatThrownBy(() -> open(moved)).isInstanceOf(NotExpandedException.class);
    }

    @Test
    void store_thatIsFull_letsTheLongestUnusedGo() throws IOException {
        byte[] noise = new byte[300_000];
        ExpandedStore small = new ExpandedStore(state(), 700_000, ExpansionLimits.DEFAULT);
        for (int i = 0; i < 3; i++) {
            new java.util.Random(i).nextBytes(noise);
            Path path = Files.write(folder.resolve("f" + i), PackedBytes.of(PackedFormat.GZIP, noise));
            small.expand(path, (read, all) -> true);
            try (var files = Files.list(state())) {
                // So that the order of their last use does not hang on the clock of the file system.
                for (Path file : files.toList()) {
                    Files.setLastModifiedTime(
                            file,
                            FileTime.fromMillis(Files.getLastModifiedTime(file).toMillis() - 10_000));
                }
            }
        }
        assertThatThrownBy(() -> open(folder.resolve("f0"))).isInstanceOf(NotExpandedException.class);
        open(folder.resolve("f1")).close();
        open(folder.resolve("f2")).close();
    }

    @Test
    void store_withLeftoversOfAKilledProcess_removesThem_notWhatIsBeingWritten() throws IOException {
        Path abandoned = Files.createDirectories(state()).resolve("a.zst-1.unfinished");
        Path written = state().resolve("b.zst-2.unfinished");
        for (Path file : List.of(abandoned, written)) {
            Files.write(file, new byte[10]);
        }
        try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            for (Path file : List.of(abandoned, written)) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(120)));
            }
            store().expand(file(PackedBytes.of(PackedFormat.GZIP, IMAGE)), (read, all) -> true);
        }
        assertThat(abandoned).doesNotExist();
        assertThat(written).exists();
    }

    @Test
    void store_thatIsDamaged_isMadeAgain() throws IOException {
        Path path = file(PackedBytes.of(PackedFormat.GZIP, IMAGE));
        store().expand(path, (read, all) -> true);
        try (var files = Files.list(state())) {
            Path kept = files.findFirst().orElseThrow();
            Files.write(kept, Arrays.copyOf(Files.readAllBytes(kept), 1000));
        }
        assertThatThrownBy(() -> open(path)).isInstanceOf(NotExpandedException.class);
        assertThat(expanded(Files.readAllBytes(path))).isEqualTo(IMAGE);
    }

    @Test
    void expansion_thatIsGivenUp_leavesNothing() throws IOException {
        Path path = file(PackedBytes.of(PackedFormat.GZIP, IMAGE));
        assertThatThrownBy(() -> store().expand(path, (read, all) -> false)).hasMessage("the expansion was given up");
        assertThat(state()).isEmptyDirectory();
    }
}
