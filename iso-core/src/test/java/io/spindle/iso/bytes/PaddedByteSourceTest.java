package io.spindle.iso.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PaddedByteSourceTest {
    @TempDir
    private Path folder;

    private final ByteSource inner = new MemoryByteSource(new byte[] {1, 2, 3});
    private final ByteSource padded = PaddedByteSource.toMultipleOf(inner, 8);

    @Test
    void read_acrossTheEdge_isFollowedByZeros() throws IOException {
        assertThat(padded.lengthBytes()).isEqualTo(8);
        assertThat(ByteSources.all(padded)).containsExactly(1, 2, 3, 0, 0, 0, 0, 0);
        assertThat(ByteSources.read(padded, 2, 2)).containsExactly(3, 0);
        assertThat(ByteSources.read(padded, 2, 1)).containsExactly(3);
        assertThat(ByteSources.read(padded, 3, 1)).containsExactly(0);
        assertThat(ByteSources.read(padded, 7, 1)).containsExactly(0);
    }

    @Test
    void read_beyondThePadding_isAFaultOfTheCaller() {
        assertThatThrownBy(() -> ByteSources.read(padded, 8, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void pad_lengthFits_givesTheSourceItself() {
        assertThat(PaddedByteSource.toMultipleOf(inner, 3)).isSameAs(inner);
        assertThat(PaddedByteSource.toAtLeast(inner, 2)).isSameAs(inner);
    }

    @Test
    void pad_twice_addsUp() throws IOException {
        ByteSource twice = PaddedByteSource.toAtLeast(padded, 10);
        assertThat(ByteSources.all(twice)).containsExactly(1, 2, 3, 0, 0, 0, 0, 0, 0, 0);
        assertThat(twice.readsAtOnce(9, 1)).isTrue();
    }

    @Test
    void allocation_padding_isAHole() throws IOException {
        assertThat(padded.allocation(1, 7))
                .containsExactly(new AllocationExtent(1, 2, false), new AllocationExtent(3, 5, true));
        assertThat(padded.allocation(1, 1)).containsExactly(new AllocationExtent(1, 1, false));
        assertThat(padded.allocation(5, 2)).containsExactly(new AllocationExtent(5, 2, true));
    }

    @Test
    void allocation_holeBeforeThePadding_isOneHoleWithIt() throws IOException {
        Path hole = folder.resolve("hole.img");
        try (RandomAccessFile file = new RandomAccessFile(hole.toFile(), "rw")) {
            file.setLength(1_000_001);
        }
        try (ByteSource source = PaddedByteSource.toMultipleOf(FileByteSource.open(hole), 2048)) {
            assertThat(source.allocation(0, 1_001_472)).containsExactly(new AllocationExtent(0, 1_001_472, true));
            assertThat(source.allocation(1_000_500, 100)).containsExactly(new AllocationExtent(1_000_500, 100, true));
        }
    }

    @Test
    void preloadAndMappedFile_ofPadding_askTheInnerSourceForItsPartOnly() throws IOException {
        Path path = Files.write(folder.resolve("b.iso"), new byte[] {1, 2, 3});
        try (ByteSource source = PaddedByteSource.toMultipleOf(FileByteSource.open(path), 2048)) {
            source.preload(0, 2048);
            source.preload(1024, 1024);
            assertThat(source.mappedFile().orElseThrow().lengthBytes()).isEqualTo(3);
            assertThat(source.readsAtOnce(0, 2048)).isTrue();
        }
    }
}
