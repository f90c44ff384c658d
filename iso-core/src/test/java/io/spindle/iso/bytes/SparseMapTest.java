package io.spindle.iso.bytes;

import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class SparseMapTest {
    @TempDir
    private Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void extents_dataHoleData_areToldAndCutToTheRange() throws IOException {
        Path path = folder.resolve("a.img");
        FileByteSourceTest.sparse(path, 0, new int[65_536]);
        try (FileChannel channel = FileChannel.open(path, WRITE)) {
            channel.write(ByteBuffer.allocate(65_536), 196_608);
        }
        SparseMap map = SparseMap.of(path, key(path), 262_144);
        assertThat(map.extents(0, 262_144))
                .containsExactly(
                        new AllocationExtent(0, 65_536, false),
                        new AllocationExtent(65_536, 131_072, true),
                        new AllocationExtent(196_608, 65_536, false));
        assertThat(map.extents(65_535, 2))
                .containsExactly(new AllocationExtent(65_535, 1, false), new AllocationExtent(65_536, 1, true));
        assertThat(map.extents(100_000, 7)).containsExactly(new AllocationExtent(100_000, 7, true));
        assertThat(map.extents(196_607, 1)).containsExactly(new AllocationExtent(196_607, 1, true));
        assertThat(map.extents(5, 0)).isEmpty();
    }

    @Test
    void extents_fileWithoutHoles_isAllData() throws IOException {
        Path path = Files.write(folder.resolve("a.img"), new byte[100_000]);
        assertThat(SparseMap.of(path, key(path), 100_000).extents(0, 100_000))
                .containsExactly(new AllocationExtent(0, 100_000, false));
    }

    @Test
    void extents_pathNamesAnotherFile_isAllData() throws IOException {
        Path path = Files.write(folder.resolve("a.img"), new byte[1]);
        Path other = folder.resolve("other.img");
        FileByteSourceTest.sparse(other, 1 << 20, 1);
        assertThat(SparseMap.of(other, key(path), 1 << 20).extents(0, 1 << 20))
                .containsExactly(new AllocationExtent(0, 1_048_576, false));
        assertThat(SparseMap.of(folder.resolve("none"), key(path), 10).extents(0, 10))
                .containsExactly(new AllocationExtent(0, 10, false));
    }

    private static Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }
}
