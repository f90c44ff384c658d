package io.spindle.control.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spindle.control.drive.DriveRoom;
import io.spindle.iso.demo.DemoDisc;
import io.spindle.iso.library.Library;
import io.spindle.iso.library.LibraryOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FetchFolderTest {
    private static final long MUCH = 1L << 40;
    private static final long LATER = Long.MAX_VALUE / 2;

    @TempDir
    private Path temporary;

    private Path folder;
    private Library library;
    private byte[] image;

    @BeforeEach
    void open() throws IOException {
        folder = temporary.resolve("fetched");
        library = Library.open(new LibraryOptions(List.of(), temporary.resolve("names"), Duration.ZERO), event -> {});
        ByteBuffer bytes = ByteBuffer.allocate((int) DemoDisc.image().lengthBytes());
        DemoDisc.image().read(0, bytes);
        image = bytes.array();
    }

    @AfterEach
    void close() {
        library.close();
    }

    /** The image in pieces of 4 KiB, as they come. */
    private ImageStream image() {
        InputStream pieces = new ByteArrayInputStream(image) {
            @Override
            public int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(length, 4096));
            }
        };
        return new ImageStream(pieces, OptionalLong.of(image.length), "");
    }

    @Test
    void image_thatIsLongerThanHalfOfWhatIsFree_isTaken() throws IOException {
        long spareBytes = 67_108_864;
        FetchFolder fetched =
                FetchFolder.open(folder, library, () -> spareBytes + image.length + 4096 - writtenBytes());

        String name = fetched.take(image(), "a", MUCH, System.nanoTime() + LATER, come -> {});

        assertThat(Files.size(folder.resolve(name))).isEqualTo(image.length);
    }

    @Test
    void image_forWhichThereIsNoRoom_isRefused_alsoWhenTheRoomGoesMeanwhile() throws IOException {
        FetchFolder small = FetchFolder.open(folder, library, () -> 67_108_864 + 1000);
        assertThatThrownBy(() -> small.take(image(), "a", MUCH, System.nanoTime() + LATER, come -> {}))
                .hasMessageContaining("has room for 1000");
        FetchFolder shrinking = FetchFolder.open(folder, library, () -> 67_108_864 + image.length - 2 * writtenBytes());
        assertThatThrownBy(() -> shrinking.take(image(), "a", MUCH, System.nanoTime() + LATER, come -> {}))
                .hasMessageContaining("the image has 4096 bytes that are still to be written");
        assertThat(writtenBytes()).isZero();
    }

    private long writtenBytes() throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    @Test
    void image_thatTheLibraryDoesNotTake_isNotHeldOpen() throws IOException {
        FetchFolder fetched = FetchFolder.open(folder, library);
        Files.writeString(temporary.resolve("names"), "rubbish\n");

        assertThatThrownBy(() -> fetched.take(image(), "a", MUCH, System.nanoTime() + LATER, come -> {}))
                .hasMessageContaining("the image cannot be served");

        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            assertThat(open.filter(fd -> target(fd).startsWith(folder.toString())))
                    .isEmpty();
        }
    }

    private static String target(Path fd) {
        try {
            return Files.readSymbolicLink(fd).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    @Test
    void disc_thatCannotBeRemoved_isRemovedLater() throws IOException {
        FetchFolder fetched = FetchFolder.open(folder, library);
        String name = fetched.take(image(), "a", MUCH, System.nanoTime() + LATER, come -> {});
        fetched.release(name);
        Files.writeString(temporary.resolve("names"), "rubbish\n");
        assertThatThrownBy(() -> fetched.sweep(disc -> false)).isInstanceOf(IOException.class);
        Files.delete(temporary.resolve("names"));

        assertThat(fetched.sweep(disc -> false)).containsExactly(name);

        assertThat(names()).isEmpty();
    }

    @Test
    void release_doesNotWaitForAnImageThatIsTakenIn() throws Exception {
        FetchFolder fetched = FetchFolder.open(folder, library);
        String held = fetched.take(image(), "a", MUCH, System.nanoTime() + LATER, come -> {});
        CompletableFuture<Void> taken;
        // The library looks at its folders, which may take long.
        synchronized (library) {
            taken = CompletableFuture.runAsync(() -> {
                try {
                    image[image.length - 1]++;
                    fetched.take(image(), "b", MUCH, System.nanoTime() + LATER, come -> {});
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            DriveRoom.await(
                    "the second image",
                    () -> names().filter(it -> it.startsWith("b.")).count() == 1);
            CompletableFuture.runAsync(() -> fetched.release(held)).get(30, TimeUnit.SECONDS);
        }
        taken.get(60, TimeUnit.SECONDS);
        assertThat(fetched.sweep(name -> false)).containsExactly(held);
        assertThat(names()).hasSize(1);
    }

    private Stream<String> names() {
        return Stream.of(folder.toFile().list());
    }
}
