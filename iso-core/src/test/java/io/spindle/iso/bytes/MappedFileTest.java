package io.spindle.iso.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class MappedFileTest {
    @TempDir
    private Path folder;

    @Test
    void segments_fileBeyond1GiB_coverItWhole() throws IOException {
        Path path = folder.resolve("big.iso");
        FileByteSourceTest.sparse(path, 1_073_741_823, 1, 2, 3);
        try (FileByteSource source = FileByteSource.open(path)) {
            MappedFile mapped = source.mappedFile().orElseThrow();
            assertThat(mapped.lengthBytes()).isEqualTo(1_073_741_826);
            assertThat(mapped.segments()).hasSize(2);
            assertThat(mapped.segments().get(0).capacity()).isEqualTo(1_073_741_824);
            assertThat(mapped.segments().get(0).get(1_073_741_823)).isEqualTo((byte) 1);
            assertThat(mapped.segments().get(1).capacity()).isEqualTo(2);
            assertThat(mapped.segments().get(1).get(1)).isEqualTo((byte) 3);
            assertThat(mapped.segments().get(1).isReadOnly()).isTrue();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void map_nobodyAsked_isNotDone() throws IOException {
        Path path = Files.write(folder.resolve("a.iso"), new byte[5000]);
        try (FileByteSource source = FileByteSource.open(path)) {
            ByteSources.all(source);
            assertThat(Descriptors.mappingsOf(path)).isZero();
            assertThat(source.mapping()).isEmpty();
            assertThat(source.mappedFile()).isPresent();
            assertThat(source.mappedFile()).isPresent();
            assertThat(Descriptors.mappingsOf(path)).isEqualTo(1);
            assertThat(source.mapping()).isPresent();
        }
    }

    @Test
    void map_wouldTakeTooManyMappings_isRefused() throws IOException {
        Path path = Files.write(folder.resolve("a.iso"), new byte[1]);
        try (FileChannel channel = FileChannel.open(path)) {
            assertThat(new MappedFile(channel, 17_592_186_044_417L, true, true).map())
                    .isFalse();
        }
    }

    @Test
    void isResident_pagesThatWereNeverRead_isAskedOfTheKernel() throws IOException {
        Path path = folder.resolve("hole.iso");
        FileByteSourceTest.sparse(path, 1 << 24, 1);
        try (FileByteSource source = FileByteSource.open(path)) {
            MappedFile mapped = source.mappedFile().orElseThrow();
            assertThat(mapped.isResident(1 << 20, 4096)).isFalse();
            assertThat(mapped.segments().get(0).get(1 << 20)).isZero();
            assertThat(mapped.isResident(1 << 20, 1)).isTrue();
        }
    }

    @Test
    void isResident_fileOnAServer_isNeverTrue() throws IOException {
        Path path = Files.write(folder.resolve("a.iso"), new byte[1]);
        try (FileChannel channel = FileChannel.open(path)) {
            MappedFile remote = new MappedFile(channel, 1, false, true);
            assertThat(remote.map()).isTrue();
            remote.touched(0, 1);
            assertThat(remote.isResident(0, 1)).isFalse();
        }
    }
}
