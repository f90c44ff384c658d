package io.spindle.iso.bytes;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class FileByteSourceTest {
    private static final long FOUR_GIB = 4_294_967_296L;

    @TempDir
    private Path folder;

    @Test
    void read_acrossAndBeyond4GiB_givesTheBytesThere() throws IOException {
        Path path = folder.resolve("big.iso");
        sparse(path, FOUR_GIB - 4, 1, 2, 3, 4, 5, 6, 7, 8);
        try (FileChannel more = FileChannel.open(path, WRITE)) {
            more.write(ByteBuffer.wrap(new byte[] {9}), 5_000_000_000L);
        }
        try (FileByteSource source = FileByteSource.open(path)) {
            assertThat(source.lengthBytes()).isEqualTo(5_000_000_001L);
            assertThat(ByteSources.read(source, 4_294_967_290L, 12))
                    .containsExactly(0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0);
            assertThat(ByteSources.read(source, 4_999_999_999L, 2)).containsExactly(0, 9);
        }
    }

    @Test
    void read_severalThreadsAtOnce_eachGetsItsOwnPlace() throws Exception {
        byte[] bytes = new byte[1 << 20];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i >> 12);
        }
        Path path = Files.write(folder.resolve("a.iso"), bytes);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (FileByteSource source = FileByteSource.open(path)) {
            List<Callable<Integer>> readers = new ArrayList<>();
            for (int page = 0; page < 256; page++) {
                int expected = page;
                readers.add(() -> wrongBytes(source, expected));
            }
            for (Future<Integer> wrong : threads.invokeAll(readers)) {
                assertThat(wrong.get()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static int wrongBytes(FileByteSource source, int page) throws IOException {
        int wrong = 0;
        for (byte value : ByteSources.read(source, page * 4096L, 4096)) {
            wrong += value == (byte) page ? 0 : 1;
        }
        return wrong;
    }

    @Test
    void read_fileCutUnderUs_failsAndGivesNoZeros() throws IOException {
        Path path = Files.write(folder.resolve("a.iso"), new byte[8192]);
        try (FileByteSource source = FileByteSource.open(path)) {
            assertThat(source.mappedFile()).isPresent();
            cut(path, 4096);
            assertThat(source.lengthBytes()).isEqualTo(8192);
            assertThatThrownBy(() -> ByteSources.read(source, 4096, 1))
                    .isInstanceOf(EOFException.class)
                    .hasMessage("the image file was cut from 8192 to 4096 bytes");
            assertThatThrownBy(() -> source.preload(0, 8192)).isInstanceOf(EOFException.class);
            assertThatThrownBy(() -> source.mappedFile().orElseThrow().checkIntact())
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void read_declaredChanged_failsWithThatText() throws IOException {
        Path path = Files.write(folder.resolve("a.iso"), new byte[2048]);
        try (FileByteSource source = FileByteSource.open(path)) {
            source.fail("changed by somebody");
            assertThatThrownBy(() -> ByteSources.read(source, 0, 1))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage("changed by somebody");
        }
    }

    @Test
    void read_pathReplacedAndDeleted_givesTheBytesThatWereOpened() throws IOException {
        Path path = Files.write(folder.resolve("a.iso"), new byte[] {1, 2, 3});
        Path next = Files.write(folder.resolve("next"), new byte[] {7});
        try (FileByteSource source = FileByteSource.open(path)) {
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
            Files.delete(path);
            assertThat(ByteSources.all(source)).containsExactly(1, 2, 3);
        }
    }

    @Test
    void read_outsideTheFile_isAFaultOfTheCaller() throws IOException {
        Path path = Files.write(folder.resolve("a.iso"), new byte[10]);
        try (FileByteSource source = FileByteSource.open(path)) {
            assertThatThrownBy(() -> ByteSources.read(source, 9, 2)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> ByteSources.read(source, -1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> source.preload(5, 6)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> source.allocation(11, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void open_whatIsNoFile_isRefused() {
        assertThatThrownBy(() -> FileByteSource.open(folder))
                .isInstanceOf(IOException.class)
                .hasMessage("not a regular file: " + folder);
        assertThatThrownBy(() -> FileByteSource.open(folder.resolve("none"))).isInstanceOf(IOException.class);
    }

    @Test
    void readsAtOnce_afterPreloadOnly_isTrue() throws IOException {
        Path path = Files.write(folder.resolve("a.iso"), new byte[700_000]);
        try (FileByteSource source = FileByteSource.open(path)) {
            assertThat(source.readsAtOnce(300_000, 10)).isFalse();
            source.preload(300_000, 10);
            assertThat(source.readsAtOnce(300_000, 10)).isTrue();
            assertThat(source.readsAtOnce(0, 10)).isFalse();
        }
    }

    @Test
    void allocation_fileWithHoles_tellsThem() throws IOException {
        Path path = folder.resolve("holes.img");
        sparse(path, 1_048_576, new int[1_048_576]);
        try (FileChannel end = FileChannel.open(path, WRITE)) {
            end.write(ByteBuffer.wrap(new byte[] {1}), 4_194_303);
        }
        try (FileByteSource source = FileByteSource.open(path)) {
            List<AllocationExtent> extents = source.allocation(0, 4_194_304);
            assertThat(extents.get(0)).isEqualTo(new AllocationExtent(0, 1_048_576, true));
            assertThat(extents.get(1)).isEqualTo(new AllocationExtent(1_048_576, 1_048_576, false));
            assertThat(extents.get(2).hole()).isTrue();
            assertThat(extents.get(3).endBytes()).isEqualTo(4_194_304);
            assertThat(extents).hasSize(4);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void close_whenDone_givesTheDescriptorBack() throws IOException {
        Path path = Files.write(folder.resolve("a.iso"), new byte[10]);
        FileByteSource source = FileByteSource.open(path);
        assertThat(source.isOpen()).isTrue();
        assertThat(Descriptors.of(path)).isEqualTo(1);
        source.close();
        source.close();
        assertThat(source.isOpen()).isFalse();
        assertThat(Descriptors.of(path)).isZero();
    }

    static void sparse(Path path, long offsetBytes, int... values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length);
        for (int value : values) {
            bytes.put((byte) value);
        }
        try (FileChannel channel = FileChannel.open(path, CREATE_NEW, SPARSE, WRITE)) {
            channel.write(bytes.flip(), offsetBytes);
        }
    }

    static void cut(Path path, long lengthBytes) throws IOException {
        try (FileChannel channel = FileChannel.open(path, WRITE)) {
            channel.truncate(lengthBytes);
        }
    }
}
