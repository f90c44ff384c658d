package io.spindle.iso.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spindle.iso.authoring.AuthoringOptions.Udf;
import io.spindle.iso.authoring.layout.Segment;
import io.spindle.iso.authoring.tree.SourceNode;
import io.spindle.iso.authoring.tree.TreeScan;
import io.spindle.iso.bytes.AllocationExtent;
import io.spindle.iso.bytes.ContentFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A virtual disc gives the bytes of its plan, and errors where a file is not what it was. */
final class FolderDiscTest {
    private static final FileTime THEN = FileTime.fromMillis(1_500_000_000_123L);

    @TempDir
    private Path temporary;

    private Path folder;

    private final List<String> told = new ArrayList<>();
    private final List<ContentFault> faults = new ArrayList<>();
    private FolderDisc disc;

    @BeforeEach
    void makeDisc() throws IOException {
        folder = temporary.resolve("tree");
        Files.createDirectories(folder.resolve("sub"));
        write("first", 5000);
        write("sub/second", 2048);
        write("sub/third", 1);
        Files.createFile(folder.resolve("empty"));
        disc = plan();
    }

    @AfterEach
    void close() throws IOException {
        disc.close();
    }

    private FolderDisc plan() throws IOException {
        return new FolderDisc(
                ImagePlanner.plan(TreeScan.of(folder), AuthoringOptions.USUAL.withUdf(Udf.YES)), fault -> {
                    told.add(fault.text());
                    faults.add(fault);
                });
    }

    private void write(String name, int lengthBytes) throws IOException {
        byte[] bytes = new byte[lengthBytes];
        Arrays.fill(bytes, (byte) name.charAt(name.length() - 1));
        Files.setLastModifiedTime(Files.write(folder.resolve(name), bytes), THEN);
    }

    @Test
    void anyRange_hasTheBytesOfTheWhole() throws IOException {
        byte[] whole = read(0, (int) disc.lengthBytes());
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            int begin = random.nextInt(whole.length);
            int end = begin + random.nextInt(Math.min(9000, whole.length - begin));
            assertThat(read(begin, end - begin)).isEqualTo(Arrays.copyOfRange(whole, begin, end));
        }
        assertThat(whole.length % 32768).isZero();
        assertThat(new String(whole, 32769, 5, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("CD001");
        assertThatThrownBy(() -> read(whole.length - 1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void allocation_coversTheRange_alternates_andHolesAreZeros() throws IOException {
        byte[] whole = read(0, (int) disc.lengthBytes());
        for (int[] range : new int[][] {{0, whole.length}, {100, 40000}, {whole.length - 3000, 3000}, {0, 1}}) {
            List<AllocationExtent> extents = disc.allocation(range[0], range[1]);
            long at = range[0];
            Boolean before = null;
            for (AllocationExtent extent : extents) {
                assertThat(extent.offsetBytes()).isEqualTo(at);
                assertThat(extent.hole()).isNotEqualTo(before);
                if (extent.hole()) {
                    assertThat(Arrays.copyOfRange(whole, (int) at, (int) extent.endBytes()))
                            .containsOnly(0);
                }
                before = extent.hole();
                at = extent.endBytes();
            }
            assertThat(at).isEqualTo(range[0] + range[1]);
        }
        assertThat(disc.allocation(0, whole.length)).anyMatch(AllocationExtent::hole);
    }

    @Test
    void description_isReadAtOnce_filesAreNot() {
        Segment.FileRange file = range("first");
        assertThat(disc.readsAtOnce(32768, 2048)).isTrue();
        assertThat(disc.readsAtOnce(file.offsetBytes() + 4999, 1)).isFalse();
        assertThat(disc.readsAtOnce(file.offsetBytes() - 1, 1)).isTrue();
    }

    @Test
    void contentOfTheSameLengthAndDate_inAnotherFile_isAnError() throws IOException {
        Path other = temporary.resolve("other");
        Files.write(other, new byte[5000]);
        Files.setLastModifiedTime(other, THEN);
        Files.move(other, folder.resolve("first"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        fails("first", "first was replaced by another file");
    }

    @Test
    void fileThatWasOpen_andIsChanged_isAnErrorForGood() throws IOException {
        Segment.FileRange file = range("first");
        assertThat(read(file.offsetBytes(), 5000)).containsOnly('t');
        Files.write(folder.resolve("first"), new byte[] {1}, StandardOpenOption.WRITE);
        fails("first", "first was changed");
        Files.setLastModifiedTime(folder.resolve("first"), THEN);
        fails("first", "first was changed");
        assertThat(told).containsExactly("first was changed");
        assertThat(read(range("second").offsetBytes(), 2048)).containsOnly('d');
    }

    @Test
    void readOverSeveralFiles_ofWhichOneIsGone_isAnError() throws IOException {
        Files.delete(folder.resolve("sub/second"));
        assertThatThrownBy(() -> read(0, (int) disc.lengthBytes())).hasMessage("sub/second is not there any more");
        Segment.FileRange gone = range("second");
        assertThat(read(gone.offsetBytes() + 2048, 1)).isNotNull();
        assertThat(read(0, (int) range("first").endBytes())).hasSizeGreaterThan(5000);
    }

    @Test
    void folderReplacedByALinkToTheSameFiles_isAnError() throws IOException {
        Path moved = temporary.resolve("moved");
        Files.move(folder.resolve("sub"), moved);
        Files.createSymbolicLink(folder.resolve("sub"), moved);
        fails("third", "sub/third is behind a link now");
    }

    @Test
    void cutFile_isAnErrorAndNotZeros() throws IOException {
        Files.write(folder.resolve("first"), new byte[10]);
        fails("first", "first has 10 bytes now, it had 5000");
    }

    @Test
    void faults_sayWhatHappenedToWhichFile() throws IOException {
        Files.write(folder.resolve("first"), new byte[1], StandardOpenOption.APPEND);
        Files.delete(folder.resolve("sub/second"));
        Files.move(folder.resolve("sub/third"), temporary.resolve("third"));
        Files.createSymbolicLink(folder.resolve("sub/third"), temporary.resolve("third"));
        for (String name : List.of("first", "second", "third", "first", "second", "third")) {
            assertThatThrownBy(() -> read(range(name).offsetBytes(), 1)).isInstanceOf(FileChangedException.class);
        }
        assertThat(faults)
                .extracting(fault -> fault.kind() + " " + fault.file())
                .containsExactly("GROWN first", "REMOVED sub/second", "LINK sub/third");
    }

    @Test
    void addedFile_isNotOnTheDisc() throws IOException {
        byte[] before = read(0, (int) disc.lengthBytes());
        write("added", 100);
        assertThat(read(0, (int) disc.lengthBytes())).isEqualTo(before);
    }

    @Test
    void moreFilesAndFoldersThanMayBeOpen_areAllRead_byManyThreads() throws Exception {
        disc.close();
        for (int i = 0; i < 600; i++) {
            Files.createDirectories(folder.resolve("many/" + i % 80));
            write("many/" + i % 80 + "/" + i, 3000);
        }
        disc = plan();
        byte[] whole = read(0, (int) disc.lengthBytes());
        long wrong = IntStream.range(0, 64)
                .parallel()
                .filter(thread -> {
                    try {
                        return !Arrays.equals(whole, read(0, whole.length));
                    } catch (IOException e) {
                        return true;
                    }
                })
                .count();
        assertThat(wrong).isZero();
        if (Files.isDirectory(Path.of("/proc/self/fd"))) {
            try (var open = Files.list(Path.of("/proc/self/fd"))) {
                assertThat(open.count()).isLessThan(500);
            }
        }
    }

    @Test
    void closedDisc_readsNothingOfFiles() throws IOException {
        long offset = range("first").offsetBytes();
        disc.close();
        assertThatThrownBy(() -> read(offset, 1)).isInstanceOf(IOException.class);
    }

    private void fails(String name, String words) {
        Segment.FileRange file = range(name);
        assertThatThrownBy(() -> read(file.offsetBytes(), 1))
                .isInstanceOf(FileChangedException.class)
                .hasMessage(words);
        assertThatThrownBy(() -> read(file.endBytes() - 1, 1)).hasMessage(words);
        assertThat(told).containsExactly(words);
    }

    private Segment.FileRange range(String name) {
        return disc.plan().segments().segments().stream()
                .filter(segment -> segment instanceof Segment.FileRange)
                .map(segment -> (Segment.FileRange) segment)
                .filter(range -> isNamed(range.file(), name))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isNamed(SourceNode file, String name) {
        return file.name().text().equals(name);
    }

    private byte[] read(long offset, int lengthBytes) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(lengthBytes);
        disc.read(offset, out);
        return out.array();
    }
}
