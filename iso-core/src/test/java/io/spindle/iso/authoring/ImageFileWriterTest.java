package io.spindle.iso.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.FileByteSource;
import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.iso.packed.PackedFiles;
import io.spindle.iso.packed.PackedFormat;
import io.spindle.iso.synthetic.Fault;
import io.spindle.iso.synthetic.FaultyByteSource;
import io.spindle.iso.synthetic.PatternByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is written whole, or it is as it was. */
final class ImageFileWriterTest {
    @TempDir
    private Path folder;

    @Test
    void source_isWrittenWhole_overWhatWasThere() throws IOException {
        Path out = Files.write(folder.resolve("out"), new byte[10]);
        long[] done = new long[2];
        new ImageFileWriter(out).write(new PatternByteSource(3_000_320), (doneBytes, totalBytes) -> {
            done[0] = doneBytes;
            done[1] = totalBytes;
        });
        assertThat(Files.size(out)).isEqualTo(3_000_320);
        assertThat(done).containsExactly(3_000_320, 3_000_320);
        assertThat(names()).containsExactly("out");
    }

    @Test
    void packed_isReadBackTheSame_whereverItEnds() throws IOException {
        for (int lengthBytes : new int[] {2048, 131_072, 1_048_576, 1_050_624, 3_000_320}) {
            Path out = folder.resolve("out.zst");
            ByteSource source = new PatternByteSource(lengthBytes);
            new ImageFileWriter(out).writePacked(source, (done, total) -> {});
            ByteBuffer wanted = ByteBuffer.allocate(lengthBytes);
            source.read(0, wanted);
            try (ByteSource read = PackedFiles.inMemoryOnly()
                    .open(FileByteSource.open(out), PackedFormat.of(head(out)).orElseThrow())) {
                assertThat(read.lengthBytes()).isEqualTo(lengthBytes);
                ByteBuffer got = ByteBuffer.allocate(lengthBytes);
                read.read(0, got);
                assertThat(got.array()).isEqualTo(wanted.array());
            }
        }
    }

    private static ByteBuffer head(Path file) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(file), 0, 16);
    }

    @Test
    void packed_ofASourceThatFails_leavesWhatWasThere() throws IOException {
        Path out = Files.write(folder.resolve("out"), new byte[10]);
        ByteSource faulty = new FaultyByteSource(
                new PatternByteSource(4 << 20), List.of(Fault.error(3 << 20, 2048, "a bad place")));
        assertThatThrownBy(() -> new ImageFileWriter(out).writePacked(faulty, (done, total) -> {}))
                .hasMessageContaining("a bad place");
        assertThatThrownBy(() -> new ImageFileWriter(out)
                        .writePacked(new PatternByteSource(137_438_955_520L), (done, total) -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("128 GiB");
        assertThat(out).hasBinaryContent(new byte[10]);
        assertThat(names()).containsExactly("out");
    }

    @Test
    void sourceThatFails_leavesWhatWasThere() throws IOException {
        Path out = Files.write(folder.resolve("out"), new byte[10]);
        ByteSource faulty = new FaultyByteSource(
                new PatternByteSource(4 << 20), List.of(Fault.error(2 << 20, 2048, "a bad place")));
        assertThatThrownBy(() -> new ImageFileWriter(out).write(faulty, (done, total) -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a bad place");
        assertThat(out).hasBinaryContent(new byte[10]);
        assertThat(names()).containsExactly("out");
    }

    @Test
    void cancelled_leavesNothing() throws IOException {
        ImageFileWriter writer = new ImageFileWriter(folder.resolve("out"));
        assertThatThrownBy(() -> writer.write(new PatternByteSource(4 << 20), (done, total) -> {
                    try {
                        writer.cancel();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                }))
                .isInstanceOf(CancellationException.class);
        assertThat(names()).isEmpty();
        writer.cancel();
    }

    @Test
    void link_leadsToTheFileThatIsReplaced() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path file = Files.write(elsewhere.resolve("file"), new byte[10]);
        Path link = Files.createSymbolicLink(folder.resolve("out"), file);

        new ImageFileWriter(link).write(new MemoryByteSource(new byte[3]), (done, total) -> {});

        assertThat(link).isSymbolicLink();
        assertThat(file).hasBinaryContent(new byte[3]);
    }

    @Test
    void longestNameThatThereCanBe_isWritten() throws IOException {
        Path out = folder.resolve("n".repeat(251) + ".iso");
        new ImageFileWriter(out).write(new MemoryByteSource(new byte[3]), (done, total) -> {});
        assertThat(out).hasBinaryContent(new byte[3]);
    }

    @Test
    void imageLargerThanTheDisk_isRefusedBeforeItIsWritten() throws IOException {
        ImageFileWriter writer = new ImageFileWriter(folder.resolve("out"));
        assertThatThrownBy(() -> writer.write(new PatternByteSource(1L << 60), (done, total) -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the image takes 1152921504606846976 bytes, there is room for ")
                .hasMessageEndingWith(" in " + folder);
        assertThat(names()).isEmpty();
    }

    @Test
    void folderThatIsNotThere_isTold() {
        Path out = folder.resolve("none/out");
        assertThatThrownBy(() -> new ImageFileWriter(out).write(new MemoryByteSource(new byte[1]), (done, total) -> {}))
                .isInstanceOf(IOException.class);
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }
}
